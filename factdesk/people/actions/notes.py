"""Notes on a person: written, corrected."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.people.tables import Note
from factdesk.people.writing import demand_text, tell_of, with_name
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class AddNote(Action[str]):
    """A note of any length, by the member who writes it, now; gives the id."""

    person_id: str
    text: str
    heading: str = ""
    reason: str | None = None

    code: ClassVar[str] = "people.note.add"
    right: ClassVar[str | None] = Right.EDIT_CONTACTS
    away: ClassVar[bool] = True

    def do(self, work: Work) -> str:
        """Add the row, and let go of its draft."""
        tell_of(work, self.person_id)
        work.drop_drafts([f"person.{self.person_id}.note"])
        return work.add(
            Note(
                person_id=self.person_id,
                at=work.now,
                staff_id=work.actor.id,
                heading=self.heading.strip(),
                text=demand_text(self.text, _("Note")),
            )
        ).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Note: …»."""
        return with_name(_("Note"), details)


@dataclass(frozen=True)
class EditNote(Action[None]):
    """Correct a note, seen at version ``seen``; the log keeps what stood."""

    row_id: str
    seen: int
    text: str
    heading: str = ""
    reason: str | None = None

    code: ClassVar[str] = "people.note.edit"
    right: ClassVar[str | None] = Right.EDIT_CONTACTS
    away: ClassVar[bool] = True

    def do(self, work: Work) -> None:
        """Change the row."""
        text = demand_text(self.text, _("Note"))
        row = work.edit(Note, self.row_id, self.seen, text=text, heading=self.heading.strip())
        tell_of(work, row.person_id)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Note corrected: …»."""
        return with_name(_("Note corrected"), details)
