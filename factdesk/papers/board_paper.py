"""The board on paper: landscape, a section per category, the columns of the screen."""

from __future__ import annotations

from datetime import date, datetime

from reportlab.platypus import Flowable

from factdesk.board.cells import AGREED, ChipText, board_counts, day_text, row_cells
from factdesk.board.cells import Cell as BoardCell
from factdesk.board.facts import BoardFacts, BoardRow, BoardSection
from factdesk.papers.frame import Sheet, build
from factdesk.papers.marks import Chip, Heading, StatusMark
from factdesk.papers.rows import Cell, Column, column_line, draw_columns, rows_table
from factdesk.papers.styles import Looks, Role
from factdesk.words import _, format_date, in_language

_BAND = 15.0
_SIZE = 7.8


def board_pdf(facts: BoardFacts, team: str, *, printed_at: datetime, language: str) -> bytes:
    """The board of a day as a PDF in "nb", "nn" or "en"."""
    with in_language(language):
        looks = Looks(_SIZE)
        columns = _columns()
        day = format_date(facts.day, "medium")
        sheet = Sheet(
            title=_("Board {day}").format(day=day),
            subject=_("The team's board, category by category"),
            team=team,
            printed_at=printed_at,
            running=_("Board {day}").format(day=day),
            is_landscape=True,
            band=_BAND,
            draw_band=lambda canvas, left, top, width: draw_columns(
                canvas, looks, columns, left, top, width
            ),
        )
        return build(sheet, looks, lambda: _story(facts, looks, columns, sheet.width))


def _columns() -> list[Column]:
    return [
        Column(_("Status"), 7),
        Column(_("Person"), 17),
        Column(_("Reason"), 24),
        Column(_("Legal and warnings"), 18),
        Column(_("Last contact"), 16),
        Column(_("Today and tomorrow"), 18),
        Column(_("Agreed"), 27),
        Column(_("Coordinator"), 10),
        Column(_("Crisis plan"), 12),
    ]


def _story(facts: BoardFacts, looks: Looks, columns: list[Column], width: float) -> list[Flowable]:
    title = _("Board, {day}").format(day=format_date(facts.day, "day"))
    story: list[Flowable] = [
        Heading(looks, title, role="title"),
        looks.text(_summary(facts), "lead"),
    ]
    filled = [section for section in facts.sections if section.rows]
    if not filled:
        return [*story, looks.text(_("Nobody is on the board."), "strong")]
    story += [_meanings(facts, looks), column_line(looks, columns, width)]
    for section in filled:
        story.append(_section(section, facts, looks, columns, width))
    empty = [section.name for section in facts.sections if not section.rows]
    if empty:
        text = _("Nobody in: {sections}").format(sections=" · ".join(empty))
        story.append(looks.text(text, "muted"))
    return story


def _summary(facts: BoardFacts) -> str:
    parts = board_counts(facts)
    away = [mark.initials for mark in facts.members if mark.is_away]
    if away:
        parts.append(_("away: {initials}").format(initials=", ".join(away)))
    return " · ".join(parts)


def _meanings(facts: BoardFacts, looks: Looks) -> Flowable:
    """What each level means in this team, in its own words."""
    parts = [
        f"<b>{looks.markup(level.word)}</b> {looks.markup(level.meaning)}".strip()
        for level in facts.levels
        if level.meaning and level.level != "none"
    ]
    return looks.marked(" · ".join(parts), "muted", space_after=looks.size)


def _section(
    section: BoardSection,
    facts: BoardFacts,
    looks: Looks,
    columns: list[Column],
    width: float,
) -> Flowable:
    rows = [_row(row, facts, looks) for row in section.rows]
    count = str(len(section.rows))
    return rows_table(looks, columns, rows, width, section=section.name, count=count, headed=False)


def _row(row: BoardRow, facts: BoardFacts, looks: Looks) -> list[Cell]:
    cells = row_cells(row, facts.day, facts.seen_norm)
    shown = [_cell(cell, looks) for cell in cells]
    shown[0] = [StatusMark(row.level), looks.text(row.level_word, "muted")]
    shown[AGREED] = _agreed(row, facts.day, looks)
    return [*shown]


def _agreed(row: BoardRow, today: date, looks: Looks) -> list[Flowable]:
    """What was agreed and every task: paper has no row to open for the rest."""
    shown: list[Flowable] = [looks.text(row.agreed)] if row.agreed else []
    for task in row.tasks:
        parts = [task.owner] if task.owner else []
        if task.due_on is not None:
            word = _("was due {day}") if task.is_overdue else _("due {day}")
            parts.append(word.format(day=day_text(task.due_on, today)))
        note = " · ".join(parts)
        shown.append(looks.text(f"– {task.text}"))
        if note:
            shown.append(looks.text(note, "danger_small" if task.is_overdue else "muted"))
    return shown or [looks.text("–", "muted")]


def _cell(cell: BoardCell, looks: Looks) -> list[Flowable]:
    """A cell of the screen as flowables; what is grave is bold as well as red."""
    shown: list[Flowable] = []
    if cell.badge is not None:
        shown.append(looks.text(cell.badge.initials, "strong"))
    if cell.main:
        role: Role = "danger" if cell.tone == "danger" else "strong" if cell.strong else "body"
        shown.append(looks.text(cell.main, role))
    shown += [_chip(chip, looks) for chip in cell.chips]
    if cell.foot:
        shown.append(
            looks.text(cell.foot, "danger_small" if cell.foot_tone == "danger" else "muted")
        )
    return shown or [looks.text("–", "muted")]


def _chip(chip: ChipText, looks: Looks) -> Chip:
    return Chip(looks, chip.text, chip.tone, chip.strong)
