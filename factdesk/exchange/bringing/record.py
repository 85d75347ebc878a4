"""What the parts of one import share: the work, its author, the notes, and what was counted."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from factdesk.exchange.plan import LeftOut, PlannedNote
from factdesk.people.tables import Note
from factdesk.store.work import Work
from factdesk.team.tables import Staff


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What an import did, in numbers.

    ``same`` are persons the team had already, ``left`` those not brought in, ``standing`` those
    on the board already; ``left_out`` are values about colleagues that have no place.
    """

    new: int = 0
    same: int = 0
    left: int = 0
    closed: int = 0
    placed: int = 0
    standing: int = 0
    staff: int = 0
    employers: int = 0
    categories: int = 0
    contacts: int = 0
    notes: int = 0
    left_out: tuple[LeftOut, ...] = ()


@dataclass
class Record:
    """One import while it is written."""

    work: Work
    author: str | None
    counts: Counter[str] = field(default_factory=Counter)
    left_out: list[LeftOut] = field(default_factory=list)
    _notes: list[dict[str, Any]] = field(default_factory=list)
    _known: set[tuple[str, str, str]] = field(default_factory=set)

    @classmethod
    def begin(cls, work: Work) -> "Record":
        """Begin an import by the actor of the work."""
        record = cls(work, work.actor.id if work.session.get(Staff, work.actor.id) else None)
        rows = work.session.execute(select(Note.person_id, Note.heading, Note.text))
        record._known = {(person, heading, text) for person, heading, text in rows}
        return record

    def note(self, person_id: str, heading: str, text: str, source: str | None) -> None:
        """Keep a text on a person, unless the person has exactly this note already."""
        key = (person_id, heading, text)
        if not text or key in self._known:
            return
        self._known.add(key)
        self._notes.append(
            {
                "person_id": person_id,
                "at": self.work.now,
                "staff_id": self.author,
                "heading": heading,
                "text": text,
                "source": source,
            }
        )

    def planned_note(self, person_id: str, note: PlannedNote) -> None:
        """Keep a note of the plan, with the cell it stood in."""
        self.note(person_id, note.heading, note.text, place(note.sheet, note.cell))

    def finish(self) -> BroughtIn:
        """Write the notes; what was done, in numbers."""
        self.work.add_many(Note, self._notes)
        return BroughtIn(notes=len(self._notes), left_out=tuple(self.left_out), **self.counts)


def place(sheet: str, cell: str) -> str:
    """Return where something stood: "KRISE!B7"."""
    return f"{sheet.strip()}!{cell}"
