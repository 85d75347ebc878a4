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
from typing import ClassVar, Final

from sqlalchemy import select

from factdesk.board.minutes_views import Minutes
from factdesk.board.tables import BoardMeeting
from factdesk.board.views import Board
from factdesk.contacts.views import Day
from factdesk.desk import Desk
from factdesk.papers import of_assessment, of_person
from factdesk.papers.actions.note_printed import NotePrinted
from factdesk.papers.order import LAYOUTS, NothingToPrint, Order, open_person, right_of
from factdesk.plans.tables import PlanMeeting
from factdesk.store.action import Reader, View
from factdesk.team.views import TheTeam
from factdesk.words import N_, _, format_date, in_language
from factdesk.words import language as spoken


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
    person_id: str | None = None
    layout: str = "ordinary"


@dataclass(frozen=True)
class PaperOf(View[Paper]):
    """A paper of a kind, of a day (today where none) or of a row, in "nb", "nn" or "en".

    A paper of a person's has ``layout`` ``ordinary`` or ``easy``, and with ``number`` it is of a
    kept version. Without a language such a paper speaks the person's, every other the team's.
    Each kind has its own right, which is asked for here. Raises ``NothingToPrint``, ``Refused``
    and ``Blocked``.
    """

    kind: str
    day: date | None = None
    row_id: str | None = None
    language: str | None = None
    person_id: str | None = None
    layout: str = "ordinary"
    number: int | None = None

    right: ClassVar[str | None] = None

    def read(self, reader: Reader) -> Paper:
        """Make it."""
        reader.actor.require(right_of(self.kind))
        kind = KINDS.get(self.kind)
        if kind is None:
            raise NothingToPrint(
                _("There is no paper «{kind}».").format(kind=self.kind),
                _("The papers are: {kinds}.").format(kinds=", ".join(KINDS)),
            )
        day, asked_in = self.day or reader.today, spoken()
        person_id = self._person_id(reader) if kind.is_personal else None
        if person_id is not None:
            own = open_person(reader, person_id).language.value
        else:
            own = TheTeam(day).read(reader).settings.language
        language = self.language or own
        # What the team has not named itself is named by the view, in the language of its reader.
        with in_language(language):
            team = TheTeam(day).read(reader)
            content, day = kind.make(
                Order(reader, day, self.row_id, team, asked_in, person_id, self.layout, self.number)
            )
            word = _(kind.word)
            title = f"{word} {format_date(day, 'medium')}"
        return Paper(
            content,
            self.kind,
            day,
            language,
            title,
            file_name(word, day),
            kind.is_landscape,
            person_id,
            self.layout,
        )

    def _person_id(self, reader: Reader) -> str | None:
        """The person said, or the one a meeting is about."""
        if self.layout not in LAYOUTS:
            raise NothingToPrint(
                _("There is no layout «{layout}».").format(layout=self.layout),
                _("The layouts are: {layouts}.").format(layouts=", ".join(LAYOUTS)),
            )
        if self.person_id is None and self.row_id is not None:
            return reader.session.scalar(
                select(PlanMeeting.person_id).where(PlanMeeting.id == self.row_id)
            )
        return self.person_id


def make(desk: Desk, wanted: PaperOf) -> Paper:
    """Make a paper and write in the log that it was made; blocks, as a terminal may."""
    paper = desk.see(wanted)
    desk.do(NotePrinted(paper.kind, paper.day, paper.person_id))
    return paper


def file_name(word: str, day: date) -> str:
    """«tavle-2026-11-23.pdf»: a name every file system takes."""
    letters = word.casefold().replace("ø", "o").replace("æ", "ae")
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    return f"{re.sub(r'[^a-z0-9]+', '-', plain).strip('-')}-{day.isoformat()}.pdf"


@dataclass(frozen=True)
class _Kind:
    """A kind of paper: its word, a text to translate, and what makes the PDF and knows its day.

    A personal one is of one person, and is logged as a look into that person's record.
    """

    word: str
    make: Callable[[Order], tuple[bytes, date]]
    is_landscape: bool = False
    is_personal: bool = False


def _board(order: Order) -> tuple[bytes, date]:
    from factdesk.papers.board_paper import board_pdf

    facts, now = order.see(Board(order.day)), order.reader.now
    name = order.team.settings.name
    return board_pdf(facts, name, printed_at=now, language=spoken()), order.day


def _day_list(order: Order) -> tuple[bytes, date]:
    from factdesk.papers.day_list_paper import day_list_pdf

    facts, now = order.see(Day(order.day)), order.reader.now
    return day_list_pdf(facts, order.team, printed_at=now, language=spoken()), order.day


def _minutes(order: Order) -> tuple[bytes, date]:
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


def _latest_meeting(order: Order) -> str | None:
    """The id of the latest meeting of the day, running or ended."""
    return order.reader.session.scalars(
        select(BoardMeeting.id)
        .where(BoardMeeting.day == order.day)
        .order_by(BoardMeeting.started_at.desc(), BoardMeeting.id.desc())
        .limit(1)
    ).first()


#: Every kind of paper by its code, which is also its word on the command line. Whoever adds a
#: paper writes its module and its line here.
KINDS: Final[Mapping[str, _Kind]] = {
    "board": _Kind(N_("Board"), _board, is_landscape=True),
    "day-list": _Kind(N_("Day list"), _day_list),
    "minutes": _Kind(N_("Meeting minutes"), _minutes),
    "plan": _Kind(N_("Individual plan"), of_person.individual_plan, is_personal=True),
    "crisis-plan": _Kind(N_("Crisis plan"), of_person.crisis_plan, is_personal=True),
    "pocket-card": _Kind(
        N_("Crisis plan for the pocket"), of_person.pocket_card, is_landscape=True, is_personal=True
    ),
    "consents": _Kind(N_("Consents"), of_person.consents, is_personal=True),
    "plan-meeting": _Kind(N_("Plan meeting"), of_person.plan_meeting, is_personal=True),
    "assessment": _Kind(N_("Fidelity report"), of_assessment.assessment),
}

#: The papers that have an easy-to-read layout beside the ordinary one.
WITH_LAYOUTS: Final = ("plan", "consents", "plan-meeting")
