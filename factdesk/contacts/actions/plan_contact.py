"""Plan a contact for a time, or only for a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from factdesk.contacts import writing
from factdesk.contacts.rules import day_of, moment
from factdesk.contacts.tables import ContactState, WithWhom
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class PlanContact(Action[str]):
    """A contact to come; gives its id. Without ``staff_ids`` it waits on top of the day list.

    ``day_only``: the time of day of ``start`` does not count. ``needs`` is how many staff it
    takes. Raises :class:`~factdesk.contacts.writing.BadContact` with the field to correct.
    """

    person_id: str
    start: datetime
    day_only: bool = False
    staff_ids: tuple[str, ...] = ()
    minutes: int | None = None
    kind: str = "face_to_face"
    place: str = "home"
    with_whom: WithWhom = WithWhom.PERSON
    needs: int = 1
    car_id: str | None = None
    focus: str | None = None
    is_group: bool = False
    short_note: str | None = None
    note: str | None = None
    draft: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "contacts.plan"
    right: ClassVar[str | None] = Right.EDIT_CONTACTS
    away: ClassVar[bool] = True

    def do(self, work: Work) -> str:
        """Check, then write the plan and who goes."""
        writing.check_not_past(work, self.start)
        start = moment(day_of(self.start), None) if self.day_only else self.start
        return writing.add_contact(
            work, self, ContactState.PLANNED, start, day_only=self.day_only, somebody=False
        )

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Contact with Even planned»."""
        return _("Contact with {person} planned").format(person=details.get("person", ""))
