"""The papers there are, and the one way to make each, for the screen and for the terminal.

A paper is the answer to a view: it is made on a reader lane, from one snapshot, in the paper's own
language, and a lock waits for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, TypeVar

from sqlalchemy import select

from factdesk.board.minutes_views import Minutes
from factdesk.board.tables import BoardMeeting
from factdesk.board.views import Board
from factdesk.contacts.views import Day
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.papers.actions.note_printed import NotePrinted
from factdesk.store.action import Reader, View
from factdesk.team.roles import Right
from factdesk.team.views import TeamFacts, TheTeam
from factdesk.words import N_, _, format_date, in_language
from factdesk.words import language as spoken

R = TypeVar("R")


class NothingToPrint(KnownError):
    """What is asked for does not exist."""


@dataclass(frozen=True)
class Paper:
    """A made paper: the PDF, its title, and a file name; neither of the two names a person."""

    content: bytes
    kind: str
    day: date
    language: str
    title: str
    file_name: str
    is_landscape: bool = False


@dataclass(frozen=True)
class PaperOf(View[Paper]):
    """A paper of a kind, of a day (today where none) or of a row, in "nb", "nn" or "en".

    Without a language it speaks the team's. Raises ``NothingToPrint`` and ``Refused``.
    """

    kind: str
    day: date | None = None
    row_id: str | None = None
    language: str | None = None

    right: ClassVar[str | None] = Right.SEE_BOARD

    def read(self, reader: Reader) -> Paper:
        """Make it."""
        kind = KINDS.get(self.kind)
        if kind is None:
            raise NothingToPrint(
                _("There is no paper «{kind}».").format(kind=self.kind),
                _("The papers are: {kinds}.").format(kinds=", ".join(KINDS)),
            )
        day, asked_in = self.day or reader.today, spoken()
        language = self.language or TheTeam(day).read(reader).settings.language
        # What the team has not named itself is named by the view, in the language of its reader.
        with in_language(language):
            content, day = kind.make(
                _Order(reader, day, self.row_id, TheTeam(day).read(reader), asked_in)
            )
            word = _(kind.word)
            title = f"{word} {format_date(day, 'medium')}"
        return Paper(
            content, self.kind, day, language, title, file_name(word, day), kind.is_landscape
        )


def make(desk: Desk, wanted: PaperOf) -> Paper:
    """Make a paper and write in the log that it was made; blocks, as a terminal may."""
    paper = desk.see(wanted)
    desk.do(NotePrinted(paper.kind, paper.day))
    return paper


def file_name(word: str, day: date) -> str:
    """«tavle-2026-11-23.pdf»: a name every file system takes."""
    letters = word.casefold().replace("ø", "o").replace("æ", "ae")
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    return f"{re.sub(r'[^a-z0-9]+', '-', plain).strip('-')}-{day.isoformat()}.pdf"


@dataclass(frozen=True)
class _Order:
    """A paper being made; refusals speak the language it was asked for in, not the paper's."""

    reader: Reader
    day: date
    row_id: str | None
    team: TeamFacts
    asked_in: str

    def see(self, view: View[R]) -> R:
        """The answer of a room's view, where the user has the right to it."""
        self.reader.actor.require(view.right)
        return view.read(self.reader)


@dataclass(frozen=True)
class _Kind:
    """A kind of paper: its word, a text to translate, and what makes the PDF and knows its day."""

    word: str
    make: Callable[[_Order], tuple[bytes, date]]
    is_landscape: bool = False


def _board(order: _Order) -> tuple[bytes, date]:
    from factdesk.papers.board_paper import board_pdf

    facts, now = order.see(Board(order.day)), order.reader.now
    name = order.team.settings.name
    return board_pdf(facts, name, printed_at=now, language=spoken()), order.day


def _day_list(order: _Order) -> tuple[bytes, date]:
    from factdesk.papers.day_list_paper import day_list_pdf

    facts, now = order.see(Day(order.day)), order.reader.now
    return day_list_pdf(facts, order.team, printed_at=now, language=spoken()), order.day


def _minutes(order: _Order) -> tuple[bytes, date]:
    from factdesk.papers.minutes_paper import minutes_pdf

    meeting_id = order.row_id or _latest_meeting(order)
    if meeting_id is None:
        with in_language(order.asked_in):
            day = format_date(order.day, "medium")
            raise NothingToPrint(
                _("There was no board meeting on {day}.").format(day=day),
                _("Give the day of a meeting."),
            )
    record = order.see(Minutes(meeting_id))
    return minutes_pdf(record, printed_at=order.reader.now, language=spoken()), record.day


def _latest_meeting(order: _Order) -> str | None:
    """The id of the latest meeting of the day, running or ended."""
    return order.reader.session.scalars(
        select(BoardMeeting.id)
        .where(BoardMeeting.day == order.day)
        .order_by(BoardMeeting.started_at.desc())
        .limit(1)
    ).first()


#: Every kind of paper by its code, which is also its word on the command line. Whoever adds a
#: paper writes its module and its line here.
KINDS: Final[Mapping[str, _Kind]] = {
    "board": _Kind(N_("Board"), _board, is_landscape=True),
    "day-list": _Kind(N_("Day list"), _day_list),
    "minutes": _Kind(N_("Meeting minutes"), _minutes),
}
