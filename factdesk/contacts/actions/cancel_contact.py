"""Call a contact off, or strike one that was registered by mistake."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.contacts import writing
from factdesk.contacts.tables import Contact, ContactState
from factdesk.contacts.writing import BadContact
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class CancelContact(Action[None]):
    """The contact stays in the store as cancelled, with the reason in the log.

    A planned contact may be called off without a reason. One that is done is struck only with a
    reason: it may have been read, and counted.
    """

    contact_id: str
    seen: int
    reason: str | None = None

    code: ClassVar[str] = "contacts.cancel"
    right: ClassVar[str | None] = Right.EDIT_CONTACTS
    away: ClassVar[bool] = True

    def do(self, work: Work) -> None:
        """Mark it as cancelled."""
        contact = work.get(Contact, self.contact_id)
        if contact.state is ContactState.DONE and not (self.reason or "").strip():
            raise BadContact(
                "reason",
                _("A contact that is done is struck only with a reason."),
                _("Nothing was changed. Write why it shall not stand."),
            )
        work.edit(Contact, contact.id, self.seen, state=ContactState.CANCELLED)
        writing.tell(work, contact)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Contact with Even cancelled»."""
        return _("Contact with {person} cancelled").format(person=details.get("person", ""))
