"""The rows of what waits, in words."""

from __future__ import annotations

from dataclasses import dataclass

from factdesk.waiting import WaitingEntry
from factdesk.words import _, format_datetime, pgettext
from ui.widgets.rows_model import Column


@dataclass(frozen=True)
class WaitingRow:
    """One entry as a row of the table."""

    entry: WaitingEntry
    person: str = ""

    @property
    def key(self) -> str:
        """What makes it this row."""
        return self.entry.act_id

    @property
    def what(self) -> str:
        """What was done, and the beginning of what was written."""
        first = self.entry.text.partition("\n")[0]
        return f"{self.entry.label} – {first}" if first else self.entry.label


def state_word(entry: WaitingEntry) -> str:
    """How an entry stands."""
    if entry.conflict is not None:
        return _("Changed by others too")
    words = {
        "waiting": _("Waits to be sent"),
        "refused": _("Could not be saved"),
        "question": _("Not known whether saved"),
        "answered": _("Known now"),
    }
    return words.get(entry.state, entry.state)


def explained(entry: WaitingEntry) -> tuple[str, str]:
    """What happened and what to do, also where nothing has happened yet."""
    if entry.state == "waiting":
        return _("It is kept on this computer."), _("It is sent by itself when the server is back.")
    if entry.state == "question":
        return (
            _("The line was lost while this was being saved."),
            _("Do not do it again. It is known as soon as the server is back."),
        )
    return entry.why, entry.advice


COLUMNS: tuple[Column[WaitingRow], ...] = (
    Column(
        lambda: _("What"),
        lambda row: row.what,
        lambda row: row.what,
        tip=lambda row: row.entry.text,
        width=0,
    ),
    Column(lambda: _("Person"), lambda row: row.person, lambda row: row.person, width=160),
    Column(
        lambda: pgettext("time", "Written"),
        lambda row: format_datetime(row.entry.written_at, "short"),
        lambda row: row.entry.written_at,
        width=150,
    ),
    Column(
        lambda: _("State"),
        lambda row: state_word(row.entry),
        lambda row: state_word(row.entry),
        width=190,
    ),
)
