"""The columns of «My people»: what each cell says, in one strong and one muted line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from factdesk.coordination.facts import PersonLine
from factdesk.words import _, ngettext, sort_key
from ui.coordination.lines import Line
from ui.coordination.words import (
    crisis_words,
    last_words,
    next_words,
    points_words,
    review_words,
    who_words,
)
from ui.widgets.paint import status_word
from ui.widgets.rows_model import Column

Words = Callable[[PersonLine, date], str]
#: The least room of the reasons, in design pixels.
REASONS_WIDTH = 220
_LATE = date.max


@dataclass(frozen=True)
class MineColumn(Column[Line]):
    """A column with a first and a muted second line; the lower ``keep``, the sooner it goes.

    ``kind`` is what is painted beside the words: "status", "person", "points", "open" or "".
    """

    kind: str = ""
    first: Words = lambda _person, _day: ""
    second: Words = lambda _person, _day: ""
    tone: Words = lambda _person, _day: ""
    keep: int = 9


def columns() -> list[MineColumn]:
    """All columns in order."""
    return [
        _column(lambda: _("Status"), _status, kind="status", width=44, sort=_urgency),
        _column(
            lambda: _("Person"), lambda person, _day: person.name, _who, kind="person", width=206,
            sort=lambda person: sort_key(person.name), spoken=_whole,
        ),
        _column(
            lambda: _("Why on top"), _first_reason, _second_reason, width=0, sort=_urgency,
            tip=_all_reasons,
        ),
        _column(
            lambda: _("Individual plan"), lambda person, _day: points_words(person),
            kind="points", width=152, sort=_met, spoken=_points, keep=8,
        ),
        _column(
            lambda: _("Plan next"), review_words, _plan_state, tone=_review_tone, width=168, keep=6,
            sort=lambda person: person.review_on or _LATE,
        ),
        _column(
            lambda: _("Crisis plan"), crisis_words, tone=_crisis_tone, width=124, keep=3,
            sort=lambda person: person.crisis_plan_on or date.min,
        ),
        _column(
            lambda: _("Consents"), lambda person, _day: person.consents or "–", width=170,
            sort=lambda person: (not person.consents, person.consents), tip=_consents, keep=5,
        ),
        _column(
            lambda: _("Next contact"), _next, last_words, width=190, sort=_next_at, keep=7,
            tip=lambda person, day: _joined(_next(person, day), last_words(person, day)),
        ),
        _column(
            lambda: _("Tasks"), _tasks, _next_task, width=150, keep=2,
            sort=lambda person: -person.open_tasks, tip=_next_task,
        ),
        _column(lambda: _("Open"), lambda _p, _d: _("Open"), kind="open", width=112, keep=1),
    ]  # fmt: skip


def hidden(shown: Sequence[MineColumn], room: float) -> set[int]:
    """Which columns give way so that the reasons can be read in ``room`` design pixels."""
    away: set[int] = set()
    for rank in (1, 2, 3, 5, 6, 7, 8):
        left = sum(column.width for at, column in enumerate(shown) if at not in away)
        if room - left >= REASONS_WIDTH:
            break
        away |= {at for at, column in enumerate(shown) if column.keep == rank}
    return away


def _nothing(_person: PersonLine, _day: date) -> str:
    return ""


def _column(
    title: Callable[[], str],
    first: Words,
    second: Words = _nothing,
    *,
    kind: str = "",
    width: int,
    tone: Words = _nothing,
    sort: Callable[[PersonLine], Any] | None = None,
    spoken: Words | None = None,
    tip: Words | None = None,
    keep: int = 9,
) -> MineColumn:
    def text(line: Line) -> str:
        return "" if _is_bare(line, kind) else first(line.person, line.day)

    def said(line: Line) -> str:
        if _is_bare(line, kind):
            return ""
        whole = spoken or (lambda person, day: _joined(first(person, day), second(person, day)))
        return whole(line.person, line.day)

    return MineColumn(
        title, text, sort=None if sort is None else lambda line: sort(line.person), spoken=said,
        tip=lambda line: "" if line.is_details else (tip or spoken or _nothing)(
            line.person, line.day
        ),
        width=width, kind=kind, first=first, second=second, tone=tone, keep=keep,
    )  # fmt: skip


def _is_bare(line: Line, kind: str) -> bool:
    """Whether a cell says nothing: of a blocked record only the name is told."""
    return line.is_details or (line.person.is_reduced and kind not in ("person", "open"))


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _status(person: PersonLine, _day: date) -> str:
    return "" if person.is_reduced else status_word(person.level)


def _urgency(person: PersonLine) -> tuple[int, ...]:
    return (("red", "yellow", "blue", "green", "none").index(person.level),)


def _who(person: PersonLine, _day: date) -> str:
    return who_words(person)


def _whole(person: PersonLine, day: date) -> str:
    """Who it is, for a screen reader: the first cell one hears of a line."""
    return _joined(person.name, who_words(person), _status(person, day))


def _first_reason(person: PersonLine, _day: date) -> str:
    return person.reasons[0].text if person.reasons else _("All in order")


def _second_reason(person: PersonLine, _day: date) -> str:
    rest = len(person.reasons) - 2
    if rest < 0:
        return ""
    more = "" if not rest else " · " + ngettext("{n} more", "{n} more", rest).format(n=rest)
    return person.reasons[1].text + more


def _all_reasons(person: PersonLine, day: date) -> str:
    return "\n".join(reason.text for reason in person.reasons) or _first_reason(person, day)


def _met(person: PersonLine) -> int:
    return -1 if person.points_met is None else sum(person.points_met)


def _points(person: PersonLine, _day: date) -> str:
    """The points that are met, and the numbers of those that are not."""
    met = person.points_met
    missing = [str(at) for at, is_met in enumerate(met or (), start=1) if not is_met]
    if not missing:
        return points_words(person)
    numbers = ", ".join(missing)
    return _joined(points_words(person), _("missing: {numbers}").format(numbers=numbers))


def _plan_state(person: PersonLine, _day: date) -> str:
    return person.plan_state if person.points_met is not None else ""


def _review_tone(person: PersonLine, day: date) -> str:
    return "danger_text" if person.review_on is not None and person.review_on < day else ""


def _crisis_tone(person: PersonLine, _day: date) -> str:
    if person.crisis_plan_on is None:
        return "danger_text"
    return "warn_text" if person.crisis_old else ""


def _consents(person: PersonLine, _day: date) -> str:
    return person.consents


def _next(person: PersonLine, day: date) -> str:
    return next_words(person, day) or _("none planned")


def _next_at(person: PersonLine) -> float:
    return person.next_contact[0].timestamp() if person.next_contact else float("inf")


def _tasks(person: PersonLine, _day: date) -> str:
    if not person.open_tasks:
        return "–"
    return ngettext("{n} task", "{n} tasks", person.open_tasks).format(n=person.open_tasks)


def _next_task(person: PersonLine, _day: date) -> str:
    return person.next_task or ""
