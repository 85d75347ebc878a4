"""Take a new person into the caseload."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import select

from factdesk.people.errors import PossibleDuplicate
from factdesk.people.kinds import Stage
from factdesk.people.rules import same_name
from factdesk.people.tables import Person
from factdesk.people.writing import identity, name_of, tidy, with_name
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class AddPerson(Action[str]):
    """A referred person; gives the id.

    ``birth_number`` may be unknown, and then ``birth_date`` may be all there is. Raises the
    errors of ``writing.identity``, and PossibleDuplicate for the same name with a birth date
    that does not differ, unless ``even_so``.
    """

    given_name: str = ""
    family_name: str = ""
    birth_number: str | None = None
    birth_date: date | None = None
    municipality: str | None = None
    referred_on: date | None = None
    referred_by: str | None = None
    referral_reason: str | None = None
    coordinator_id: str | None = None
    even_so: bool = False
    reason: str | None = None

    code: ClassVar[str] = "people.add"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> str:
        """Add the row."""
        number, born = identity(
            work, self.given_name, self.family_name, self.birth_number, self.birth_date, None
        )
        if not self.even_so:
            self._refuse_duplicate(work, number, born)
        person = work.add(
            Person(
                given_name=self.given_name.strip(),
                family_name=self.family_name.strip(),
                birth_number=number,
                birth_date=born,
                municipality=tidy(self.municipality),
                stage=Stage.REFERRED,
                referred_on=self.referred_on or work.today,
                referred_by=self.referred_by,
                referral_reason=tidy(self.referral_reason),
                coordinator_id=self.coordinator_id,
            )
        )
        work.tell(person=name_of(person))
        return person.id

    def _refuse_duplicate(self, work: Work, number: str | None, born: date | None) -> None:
        mine = (self.given_name, self.family_name)
        for other in work.session.scalars(select(Person)):
            if not same_name(mine, (other.given_name, other.family_name)):
                continue
            differ_by_number = number is not None and other.birth_number is not None
            differ_by_date = born is not None and other.birth_date not in (None, born)
            if not differ_by_number and not differ_by_date:
                raise PossibleDuplicate(other.id, name_of(other))

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«New person: Åse Ødegård»."""
        return with_name(_("New person"), details)
