"""Say who of the team goes: put a colleague on a visit, or take one off."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.contacts import writing
from factdesk.contacts.tables import Contact, ContactState
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class AssignStaff(Action[None]):
    """Make ``staff_ids`` the ones who take part.

    With ``was``, the ones the user saw, only the user's own difference is made, so that two who
    each put a colleague on a visit both get what they wanted.
    """

    contact_id: str
    staff_ids: tuple[str, ...]
    was: tuple[str, ...] | None = None
    reason: str | None = None

    code: ClassVar[str] = "contacts.assign_staff"
    right: ClassVar[str | None] = Right.EDIT_CONTACTS
    away: ClassVar[bool] = True

    def do(self, work: Work) -> None:
        """Add and remove."""
        contact = work.get(Contact, self.contact_id)
        members = writing.change_staff(work, contact.id, self.staff_ids, self.was)
        ids = [member.id for member in members]
        writing.check_staff(work, ids, somebody=contact.state is ContactState.DONE)
        writing.tell(work, contact, members)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«MH + EØ to Even», or «Nobody to Even»."""
        person, staff = details.get("person", ""), details.get("staff")
        if not staff:
            return _("Nobody on the visit to {person}").format(person=person)
        return _("{staff} put on {person}").format(staff=staff, person=person)
