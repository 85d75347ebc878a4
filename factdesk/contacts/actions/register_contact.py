"""Register a contact that has been."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from factdesk.contacts import writing
from factdesk.contacts.tables import ContactState, WithWhom
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class RegisterContact(Action[str]):
    """Who met whom, how, where, when (true time), for how many minutes; gives the contact's id.

    ``kind``, ``place`` and ``focus`` (what it was mainly about) are codes of the team's lists.
    ``draft`` names the draft that is saved with this. Raises
    :class:`~factdesk.contacts.writing.BadContact` with the field to correct.
    """

    person_id: str
    staff_ids: tuple[str, ...]
    start: datetime
    minutes: int | None = 30
    kind: str = "face_to_face"
    place: str = "home"
    with_whom: WithWhom = WithWhom.PERSON
    focus: str | None = None
    is_group: bool = False
    short_note: str | None = None
    note: str | None = None
    needs: int = 1
    car_id: str | None = None
    draft: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "contacts.register"
    right: ClassVar[str | None] = Right.EDIT_CONTACTS
    away: ClassVar[bool] = True

    def do(self, work: Work) -> str:
        """Check, then write the contact and who took part."""
        writing.check_not_future(work, self.start, day_only=False)
        return writing.add_contact(
            work, self, ContactState.DONE, self.start, day_only=False, somebody=True
        )

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Contact with Even registered»."""
        return _("Contact with {person} registered").format(person=details.get("person", ""))
