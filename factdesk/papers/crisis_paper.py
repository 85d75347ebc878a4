"""The crisis plan on one page: signs, what to do, whom to call, in levels from the mildest.

The type shrinks in steps until the page holds it, never below ``LEAST`` points; a plan longer than
that goes on over the page, and says so at the top.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from factdesk.papers.frame import Sheet, build, page_room
from factdesk.papers.marks import Heading, StatusMark
from factdesk.papers.personal import personal_sheet
from factdesk.papers.rows import Cell, Column, RowsTable, rows_table, widths
from factdesk.papers.styles import GROUND, LINE, REGULAR, Looks
from factdesk.team.views import TeamFacts
from factdesk.words import _, format_date, in_language

if TYPE_CHECKING:
    from factdesk.plans.crisis_view import CrisisFacts, CrisisRow, LevelRow

#: The sizes tried, in points, and the smallest of them.
SIZES: Final = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0)
LEAST: Final = SIZES[-1]
#: The size of a plan that goes on over the page all the same.
_GOES_ON: Final = 10.0
_PAD: Final = 5.0
#: Grounds of the levels from the mildest to the gravest; the shape and the word say the same.
_GROUNDS: Final = {
    "green": HexColor("#DCF3EA"),
    "yellow": HexColor("#FFF1CF"),
    "red": HexColor("#FCE5E0"),
}


def crisis_pdf(
    facts: CrisisFacts, team: TeamFacts, *, printed_at: datetime, language: str
) -> bytes:
    """The crisis plan as a PDF in "nb", "nn" or "en". ``facts.plan`` must be there."""
    plan = facts.plan
    if plan is None:
        raise ValueError("there is no crisis plan to print")
    with in_language(language):
        sheet = personal_sheet(
            title=_("Crisis plan"),
            subject=_("Early signs, what helps, and whom to call"),
            team=team.settings.name,
            printed_at=printed_at,
            running=_("My crisis plan · version {number}").format(number=plan.number),
        )
        looks, is_whole = _fitting(facts, plan, sheet)
        paper = _CrisisPaper(facts, plan, looks, sheet.width, is_whole=is_whole)
        return build(sheet, looks, paper.story)


def _fitting(facts: CrisisFacts, plan: CrisisRow, sheet: Sheet) -> tuple[Looks, bool]:
    """The largest type in which the plan is one page, and whether there is one."""
    room = page_room(sheet) - 1
    for size in SIZES:
        looks = Looks(size, least=LEAST)
        story = _CrisisPaper(facts, plan, looks, sheet.width, is_whole=True).story()
        if _height(story, sheet.width, room) <= room:
            return looks, True
    return Looks(_GOES_ON, least=LEAST), False


def _height(story: list[Flowable], width: float, room: float) -> float:
    """How much of a page the pieces take, each with the air between it and the next."""
    tall = 0.0
    for piece in story:
        tall += piece.wrap(width, room)[1] + piece.getSpaceBefore() + piece.getSpaceAfter()
    return tall


def level_parts(level: LevelRow) -> list[tuple[str, str]]:
    """Label and text of what is written at a level."""
    parts = (
        (_("Signs"), level.signs),
        (_("What I do"), level.person_does),
        (_("What others do"), level.others_do),
        (_("Who is called"), level.call),
    )
    return [(label, text) for label, text in parts if text]


def made_words(facts: CrisisFacts, plan: CrisisRow) -> str:
    """When, with whom, and when it was last gone through."""
    parts = [_("Made {day}").format(day=format_date(plan.made_on))]
    if plan.made_with:
        parts[0] = _("Made {day} with {names}").format(
            day=format_date(plan.made_on), names=plan.made_with
        )
    if plan.reviewed_on is not None:
        parts.append(_("gone through {day}").format(day=format_date(plan.reviewed_on)))
    if facts.is_old:
        parts.append(_("should be gone through again"))
    return " · ".join(parts)


class _CrisisPaper:
    """The parts of one crisis plan, what is needed first at the top."""

    def __init__(
        self, facts: CrisisFacts, plan: CrisisRow, looks: Looks, width: float, *, is_whole: bool
    ) -> None:
        self._facts, self._plan, self._looks = facts, plan, looks
        self._width, self._is_whole = width, is_whole

    def story(self) -> list[Flowable]:
        """Every part."""
        looks = self._looks
        title = _("Crisis plan for {name}").format(name=self._facts.name)
        parts: list[Flowable] = [Heading(looks, title, role="heading")]
        parts[0].entry = _("Crisis plan")  # type: ignore[attr-defined] # the outline names nobody
        parts.append(looks.text(made_words(self._facts, self._plan), "muted"))
        if not self._is_whole:
            parts.append(looks.text(_("The plan goes on over the page: take both."), "danger"))
        parts.append(Spacer(1, looks.size * 0.6))
        for level in self._facts.levels:
            parts += [self._level(level), Spacer(1, looks.size * 0.5)]
        if not self._is_whole:  # whom to call stays on the first page
            return [*parts[:4], *self._contacts(), *parts[4:], *self._wishes()]
        return [*parts, *self._contacts(), *self._wishes()]

    def _level(self, level: LevelRow) -> RowsTable:
        """A level: its shape and name, and below them what is written, side by side."""
        looks = self._looks
        written = level_parts(level)
        across = max(len(written), 1)
        name = Table(
            [[StatusMark(level.mark, looks.size), _level_name(looks, level.label)]],
            colWidths=[looks.size * 1.6, None],
            hAlign="LEFT",
            style=[
                ("FONTNAME", (0, 0), (-1, -1), REGULAR),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ],
        )
        head = [[name], *[""] * (across - 1)]
        cells: list[Cell] = [
            [looks.text(label, "strong"), looks.text(text)] for label, text in written
        ] or [[looks.text(_("Nothing is written here yet."), "muted")]]
        columns = _columns(written)
        return RowsTable(
            [head, [list(cell) for cell in cells]],
            colWidths=widths(columns, self._width),
            repeatRows=1,
            hAlign="LEFT",
            style=[
                ("FONTNAME", (0, 0), (-1, -1), REGULAR),
                ("SPAN", (0, 0), (-1, 0)),
                ("BACKGROUND", (0, 0), (-1, 0), _GROUNDS.get(level.mark, GROUND)),
                ("BOX", (0, 0), (-1, -1), 0.8, LINE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
                ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
                ("TOPPADDING", (0, 0), (-1, -1), _PAD - 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), _PAD - 1),
            ],
        )

    def _contacts(self) -> list[Flowable]:
        """Whom to call, the number in strong type."""
        looks = self._looks
        if not self._facts.contacts:
            return [looks.text(_("Nobody to call is written here yet."), "muted")]
        columns = [Column("", 38), Column("", 26), Column("", 36)]
        rows: list[list[Cell]] = [
            [
                [looks.text(_name_and_role(one.name, one.role))],
                [looks.text(one.phone, "strong")],
                [looks.text(one.hours or "")],
            ]
            for one in self._facts.contacts
        ]
        return [
            rows_table(looks, columns, rows, self._width, section=_("Whom to call"), headed=False)
        ]

    def _wishes(self) -> list[Flowable]:
        """What is written beside the levels, each as a few lines."""
        looks, plan = self._looks, self._plan
        return [
            looks.marked(
                f"<b>{looks.markup(label)}:</b> {looks.markup(text)}",
                space_after=looks.size * 0.4,
            )
            for label, text in wish_parts(plan)
        ]


def _columns(written: list[tuple[str, str]]) -> list[Column]:
    """Columns as wide as what stands in them asks for, none too narrow to read."""
    shares = [max(len(text), len(label) * 2) for label, text in written] or [1]
    mean = sum(shares) / len(shares)
    return [Column("", min(max(share, mean * 0.8), mean * 1.6)) for share in shares]


def wish_parts(plan: CrisisRow) -> list[tuple[str, str]]:
    """Label and text of what stands beside the levels."""
    parts = (
        (_("What can make it worse"), plan.triggers),
        (_("What helps me"), plan.helps),
        (_("What I want when I am ill"), plan.wishes),
        (_("What I do not want"), plan.not_wished),
        (_("Who shall be told"), plan.told),
    )
    return [(label, text) for label, text in parts if text]


def _name_and_role(name: str, role: str | None) -> str:
    return f"{name}, {role}" if role else name


def _level_name(looks: Looks, label: str) -> Paragraph:
    """The level's name; the outline has it as well, for whoever reads on a screen."""
    return Heading(looks, label, 1, role="strong")
