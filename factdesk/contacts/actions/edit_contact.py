"""Correct a contact, or move it to another time, place or colleague."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from factdesk.contacts import writing
from factdesk.contacts.rules import day_of, moment
from factdesk.contacts.tables import Contact, ContactState, WithWhom
from factdesk.store.action import Action
from factdesk.store.keep import KEEP, Keep
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _

_COLUMNS = (
    "start", "day_only", "minutes", "kind", "place", "with_whom", "needs", "car_id",
    "focus", "is_group", "short_note", "note",
)  # fmt: skip


@dataclass(frozen=True)
class EditContact(Action[None]):
    """Change what is not ``KEEP``; ``seen`` is the version the user saw.

    ``staff_ids`` with ``was_staff`` (who the user saw) changes only the user's own difference.
    Raises :class:`~factdesk.store.conflict.Conflict` where somebody changed the same field, and
    :class:`~factdesk.contacts.writing.BadContact` with the field to correct.
    """

    contact_id: str
    seen: int
    start: datetime | Keep = KEEP
    day_only: bool | Keep = KEEP
    minutes: int | Keep | None = KEEP
    kind: str | Keep = KEEP
    place: str | Keep = KEEP
    with_whom: WithWhom | Keep = KEEP
    needs: int | Keep = KEEP
    car_id: str | Keep | None = KEEP
    focus: str | Keep | None = KEEP
    is_group: bool | Keep = KEEP
    short_note: str | Keep | None = KEEP
    note: str | Keep | None = KEEP
    staff_ids: tuple[str, ...] | Keep = KEEP
    was_staff: tuple[str, ...] | None = None
    draft: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "contacts.edit"
    right: ClassVar[str | None] = Right.EDIT_CONTACTS
    away: ClassVar[bool] = True

    def do(self, work: Work) -> None:
        """Check what changes, then change it."""
        contact = work.get(Contact, self.contact_id)
        fields = {name: getattr(self, name) for name in _COLUMNS}
        fields = {name: value for name, value in fields.items() if value is not KEEP}
        self._check(work, contact, fields)
        work.edit(Contact, contact.id, self.seen, **fields)
        if self.staff_ids is not KEEP:
            members = writing.change_staff(work, contact.id, self.staff_ids, self.was_staff)
            ids = [member.id for member in members]
            writing.check_staff(work, ids, somebody=contact.state is ContactState.DONE)
        writing.tell(work, contact)
        if self.draft is not None:
            work.drop_drafts([self.draft])

    def _check(self, work: Work, contact: Contact, fields: dict[str, Any]) -> None:
        """Refuse what cannot be; bring texts and days without a time into their one form."""
        if "minutes" in fields:
            writing.check_minutes(fields["minutes"])
        if "needs" in fields:
            writing.check_needs(fields["needs"])
        if "kind" in fields:
            writing.check_code(work, "contact_kind", fields["kind"])
        if "place" in fields:
            writing.check_code(work, "contact_place", fields["place"])
        if fields.get("focus") is not None:
            writing.check_code(work, "contact_focus", fields["focus"])
        if "car_id" in fields:
            writing.check_car(work, fields["car_id"])
        if "short_note" in fields:
            fields["short_note"] = writing.one_line(fields["short_note"])
        if "note" in fields:
            fields["note"] = writing.clean(fields["note"])
        if "start" not in fields and "day_only" not in fields:
            return
        day_only = fields.get("day_only", contact.day_only)
        start = fields.get("start", contact.start)
        if day_only:
            start = moment(day_of(start), None)
        if start == contact.start and day_only == contact.day_only:
            return
        fields["start"] = start
        writing.check_person(work, contact.person_id, day_of(start))
        if contact.state is ContactState.DONE:
            writing.check_not_future(work, start, day_only)
        elif contact.state is ContactState.PLANNED:
            writing.check_not_past(work, start)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Contact with Even changed»."""
        return _("Contact with {person} changed").format(person=details.get("person", ""))
