"""The goals of the individual plan on paper: the person's words, how far it has come, who does
what.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from factdesk.papers.marks import Heading
from factdesk.papers.personal import (
    PAGE,
    Steps,
    labelled,
    not_written,
    own_words,
    rule,
    span_words,
    together,
)
from factdesk.papers.rows import Cell, Column, rows_table
from factdesk.papers.styles import Looks, Role
from factdesk.plans.kinds import GoalStatus, PartyKind, goal_word, measure_word, step_word
from factdesk.team.views import TeamFacts
from factdesk.words import _, format_date, pgettext

if TYPE_CHECKING:
    from factdesk.plans.facts import GoalRow, MeasureRow

#: A goal of at most so many characters stands in strong type.
_SHORT = 280


def goals(
    rows: Sequence[GoalRow], team: TeamFacts, looks: Looks, width: float, *, is_easy: bool
) -> list[Flowable]:
    """All goals under their life areas, in the order of the plan."""
    heading = Heading(looks, _("My goals"))
    if not rows:
        return [heading, not_written(looks)]
    layout = _EasyGoals(team, looks, width) if is_easy else _Goals(team, looks, width)
    story: list[Flowable] = []
    for number, row in enumerate(rows, 1):
        story += layout.goal(row, number, [heading] if number == 1 else [])
    return [*story, CondPageBreak(PAGE)] if is_easy else story


class _Goals:
    """The ordinary layout: a table of measures below each goal."""

    def __init__(self, team: TeamFacts, looks: Looks, width: float) -> None:
        self._team, self._looks, self._width = team, looks, width

    def goal(self, row: GoalRow, number: int, above: list[Flowable]) -> list[Flowable]:
        """A goal with its sub-goals and measures; ``above`` stands over the first."""
        looks = self._looks
        begin = [*above, *self._title(row, number), *self._words(row), *self._progress(row)]
        parts = self._with_measures(begin, row)
        for child in row.children:
            parts += self._sub_goal(child)
        return [*parts, Spacer(1, looks.size)]

    def _title(self, row: GoalRow, number: int) -> list[Flowable]:
        area = self._team.word("life_area", row.life_area)
        title = _("Goal {number}: {area}").format(number=number, area=area)
        status = "" if row.status is GoalStatus.ACTIVE else goal_word(row.status)
        return [Heading(self._looks, title, 1, tail=status)]

    def _words(self, row: GoalRow) -> list[Flowable]:
        # Strong type helps the eye to find a goal, and tires it in a long text.
        return own_words(self._looks, row.text, large=len(row.text) <= _SHORT)

    def _progress(self, row: GoalRow) -> list[Flowable]:
        """How far it has come, the newest with dots, what was noted before below it."""
        if not row.progress:
            return []
        looks, newest = self._looks, row.progress[-1]
        told = _("How far I have come on {day}: {step}").format(
            day=format_date(newest.day), step=step_word(newest.step)
        )
        parts: list[Flowable] = [Steps(looks, newest.step, _with_note(told, newest.note))]
        for past in reversed(row.progress[:-1]):
            line = f"{format_date(past.day)}: {step_word(past.step)}"
            parts.append(looks.text(_with_note(line, past.note), "muted"))
        return [*parts, Spacer(1, looks.size * 0.4)]

    def _sub_goal(self, row: GoalRow) -> list[Flowable]:
        looks = self._looks
        status = "" if row.status is GoalStatus.ACTIVE else f" ({goal_word(row.status)})"
        title = labelled(looks, _("On the way there"), row.text + status, space=looks.size * 0.4)
        air = Spacer(1, looks.size * 0.4)
        return [air, *self._with_measures([title, *self._progress(row)], row)]

    def _with_measures(self, above: list[Flowable], row: GoalRow) -> list[Flowable]:
        """What stands above, and the table of measures; its headings stand on each page."""
        if not row.measures:
            return together(above, self._width)
        looks = self._looks
        columns = [
            Column(pgettext("plan", "What"), 33),
            Column(pgettext("plan", "Who"), 22),
            Column(pgettext("plan", "How and how much"), 31),
            Column(pgettext("plan", "When and status"), 24),
        ]
        rows = [self._measure(measure) for measure in row.measures]
        table = rows_table(looks, columns, rows, self._width)
        return [*together(above, self._width, below=table.least_height(self._width)), table]

    def _measure(self, measure: MeasureRow) -> list[Cell]:
        looks = self._looks
        how = [looks.text(text) for text in (measure.how, measure.extent) if text]
        when = span_words(measure.start_on, measure.due_on, "numeric")
        times: list[Flowable] = [looks.text(when)] if when else []
        return [
            [looks.text(measure.text)],
            [looks.text(part, role) for part, role in _who(measure)],
            how or [looks.text("–", "muted")],
            [*times, looks.text(measure_word(measure.status), "strong")],
        ]


class _EasyGoals(_Goals):
    """The easy layout: each goal on a page of its own where it fits, measures as short blocks."""

    def goal(self, row: GoalRow, number: int, above: list[Flowable]) -> list[Flowable]:
        """A goal from the top of a page."""
        return [CondPageBreak(PAGE), *super().goal(row, number, above)]

    def _with_measures(self, above: list[Flowable], row: GoalRow) -> list[Flowable]:
        looks = self._looks
        blocks: list[list[Flowable]] = [
            [rule(looks), *self._block(measure)] for measure in row.measures
        ]
        if not blocks:
            return together(above, self._width)
        blocks[0].insert(0, looks.text(_("What we do"), "strong"))
        first = sum(piece.wrap(self._width, PAGE)[1] for piece in blocks[0])
        parts = together(above, self._width, below=first)
        for block in blocks:
            parts += together(block, self._width)
        return parts

    def _block(self, measure: MeasureRow) -> list[Flowable]:
        looks = self._looks
        who = ", ".join(part for part, _role in _who(measure))
        facts = [
            (pgettext("plan", "Who"), who),
            (pgettext("plan", "How"), measure.how or ""),
            (pgettext("plan", "How much"), measure.extent or ""),
            (pgettext("plan", "When"), span_words(measure.start_on, measure.due_on)),
            (pgettext("plan", "How it goes"), measure_word(measure.status)),
        ]
        lines = [labelled(looks, label, text) for label, text in facts if text]
        return [looks.text(measure.text, "strong"), *lines]


def _who(measure: MeasureRow) -> list[tuple[str, Role]]:
    """Who is responsible, and that they have left; that nobody is."""
    if measure.responsible is None:
        return [(_("nobody yet"), "body")]
    if measure.responsible.kind is PartyKind.PERSON:
        return [(pgettext("plan", "Me"), "body")]
    who: list[tuple[str, Role]] = [(measure.responsible_name, "body")]
    if measure.responsible_left:
        who.append((_("is no longer here; somebody new must take over"), "danger"))
    return who


def _with_note(line: str, note: str | None) -> str:
    return f"{line}. {note}" if note else line
