"""Plan a contact for a time, or only for a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from factdesk.contacts import writing
from factdesk.contacts.rules import day_of, moment
from factdesk.contacts.tables import Contact, ContactState, WithWhom
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
    short_note: str | None = None
    note: str | None = None
    draft: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "contacts.plan"
    right: ClassVar[str | None] = Right.EDIT_CONTACTS

    def do(self, work: Work) -> str:
        """Check, then write the plan and who goes."""
        writing.check_not_past(work, self.start)
        writing.check_person(work, self.person_id, day_of(self.start))
        writing.check_code(work, "contact_kind", self.kind)
        writing.check_code(work, "contact_place", self.place)
        writing.check_minutes(self.minutes)
        writing.check_needs(self.needs)
        writing.check_car(work, self.car_id)
        members = writing.check_staff(work, self.staff_ids, somebody=False)
        start = moment(day_of(self.start), None) if self.day_only else self.start
        contact = work.add(
            Contact(
                person_id=self.person_id,
                state=ContactState.PLANNED,
                kind=self.kind,
                with_whom=self.with_whom,
                place=self.place,
                start=start,
                day_only=self.day_only,
                minutes=self.minutes,
                needs=self.needs,
                car_id=self.car_id,
                short_note=writing.one_line(self.short_note),
                note=writing.clean(self.note),
            )
        )
        writing.add_staff(work, contact.id, members)
        writing.tell(work, contact, members)
        if self.draft is not None:
            work.drop_drafts([self.draft])
        return contact.id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Contact with Even planned»."""
        return _("Contact with {person} planned").format(person=details.get("person", ""))
