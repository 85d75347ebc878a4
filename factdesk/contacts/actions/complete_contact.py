"""Say how a planned contact went: done, or the person did not come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import select

from factdesk.contacts import writing
from factdesk.contacts.rules import day_of
from factdesk.contacts.tables import Contact, ContactState
from factdesk.contacts.writing import BadContact
from factdesk.store.action import Action
from factdesk.store.keep import KEEP, Keep
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.team.tables import ListItem
from factdesk.words import _


@dataclass(frozen=True)
class CompleteContact(Action[None]):
    """A planned contact has been, or the person did not come (``came`` false).

    ``start`` is the true time where it differs from the plan, ``staff_ids`` who really went where
    it differs. Raises :class:`~factdesk.contacts.writing.BadContact`: already answered, still
    ahead, nobody took part, minutes.
    """

    contact_id: str
    seen: int
    came: bool = True
    minutes: int | Keep | None = KEEP
    short_note: str | Keep | None = KEEP
    note: str | Keep | None = KEEP
    kind: str | Keep = KEEP
    place: str | Keep = KEEP
    focus: str | Keep | None = KEEP
    is_group: bool | Keep = KEEP
    start: datetime | None = None
    staff_ids: tuple[str, ...] | None = None
    was_staff: tuple[str, ...] | None = None
    draft: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "contacts.complete"
    right: ClassVar[str | None] = Right.EDIT_CONTACTS
    away: ClassVar[bool] = True

    def do(self, work: Work) -> None:
        """Check, then turn the plan into what happened."""
        contact = work.get(Contact, self.contact_id)
        start = self.start or contact.start
        day_only = contact.day_only and self.start is None
        writing.check_not_future(work, start, day_only)
        writing.check_person(work, contact.person_id, day_of(start))
        fields: dict[str, Any] = {"state": ContactState.DONE}
        if self.start is not None:
            fields |= {"start": self.start, "day_only": False}
        if self.minutes is not KEEP:
            writing.check_minutes(self.minutes)
            fields["minutes"] = self.minutes
        if self.short_note is not KEEP:
            fields["short_note"] = writing.one_line(self.short_note)
        if self.note is not KEEP:
            fields["note"] = writing.clean(self.note)
        for name, code in (("kind", self.kind), ("place", self.place), ("focus", self.focus)):
            if code is None:
                fields[name] = None
            elif code is not KEEP:
                writing.check_code(work, f"contact_{name}", code)
                fields[name] = code
        if self.is_group is not KEEP:
            fields["is_group"] = self.is_group
        if not self.came:
            fields["kind"] = _did_not_come(work)
        if contact.state is not ContactState.PLANNED:
            raise BadContact(
                "state",
                _("This contact is no longer planned: somebody has answered for it."),
                _("Nothing was changed. Open the contact to correct it."),
            )
        work.edit(Contact, contact.id, self.seen, **fields)
        self._staff(work, contact)
        writing.tell(work, contact)
        work.tell(came="yes" if self.came else "no")
        if self.draft is not None:
            work.drop_drafts([self.draft])

    def _staff(self, work: Work, contact: Contact) -> None:
        if self.staff_ids is not None:
            writing.change_staff(work, contact.id, self.staff_ids, self.was_staff)
        ids = [row.staff_id for row in writing.staff_of(work, contact.id)]
        writing.check_staff(work, ids, somebody=True)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Contact with Even done» or «Even did not come»."""
        person = details.get("person", "")
        if details.get("came") == "no":
            return _("{person} did not come").format(person=person)
        return _("Contact with {person} done").format(person=person)


def _did_not_come(work: Work) -> str:
    """The team's code for «did not come»."""
    query = (
        select(ListItem.code)
        .where(ListItem.list_name == "contact_kind", ListItem.means == "did_not_come")
        .order_by(ListItem.active.desc(), ListItem.position, ListItem.id)
    )
    return work.session.scalars(query).first() or "did_not_come"
