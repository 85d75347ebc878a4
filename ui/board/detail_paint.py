"""Painting an opened row: the last notes, what the person wants, the tasks, the relatives."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from factdesk.board.cells import capital, day_text
from factdesk.board.facts import BoardRow, TaskFact
from factdesk.board.row_facts import LastNote, RowFacts
from factdesk.people.care_group import KinTold
from factdesk.people.consents import Told
from factdesk.words import _, format_date
from ui.board.cell_paint import line_height, wrapped
from ui.theme import theme
from ui.theme.fonts import Role
from ui.widgets.paint import kept, paint_box, paint_text

PAD, GUTTER, PARAGRAPH, BOX_SIDE = 14, 32, 8, 15

#: How the width is shared between notes, goals and tasks.
_SHARES = (42, 28, 30)
_NOTE_LINES = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph: `task` is the one whose box stands in front."""

    text: str
    role: Role = "body"
    tone: str = "text"
    lines: int = 4
    is_head: bool = False
    task: TaskFact | None = None


Columns = tuple[tuple[Piece, ...], ...]


@lru_cache(maxsize=256)
def pieces(row: BoardRow, facts: RowFacts, today: date) -> Columns:
    """The three columns of an opened row."""
    return (_notes(row, facts, today), _wishes(facts), _doing(facts, today))


def spoken(row: BoardRow, facts: RowFacts | None, today: date) -> str:
    """The same as text, for a screen reader."""
    if facts is None:
        return ""
    columns = pieces(row, facts, today)
    return ". ".join(piece.text for column in columns for piece in column if piece.text)


def _head(text: str) -> Piece:
    return Piece(text, "small_strong", "muted", 1, is_head=True)


def _notes(row: BoardRow, facts: RowFacts, today: date) -> tuple[Piece, ...]:
    found = [_head(_("Last notes"))]
    for note in facts.notes:
        found += _note(note, today)
    if not facts.notes:
        found.append(Piece(_("No notes yet."), "small", "muted"))
    if len(row.agreed) > 150:
        found += [_head(_("Agreed")), Piece(row.agreed, lines=12)]
    return tuple(found)


def _note(note: LastNote, today: date) -> list[Piece]:
    parts = (capital(day_text(note.on, today)), note.initials, note.kind_word)
    head = ", ".join(part for part in parts if part)
    return [Piece(head, "small_strong", lines=1, is_head=True), Piece(note.text, lines=_NOTE_LINES)]


def _wishes(facts: RowFacts) -> tuple[Piece, ...]:
    goals = facts.goals or ((facts.own_goal,) if facts.own_goal else ())
    found = [_head(_("Own goals") if len(goals) > 1 else _("Own goal"))]
    found += [Piece(_("“{text}”").format(text=goal), lines=3) for goal in goals] or [
        _none(_("Not written yet."))
    ]
    found.append(_head(_("Next of kin")))
    found += [Piece(_kin(one), lines=2) for one in facts.kin] or [_none(_("Nobody is named."))]
    return tuple(found)


def _none(text: str) -> Piece:
    return Piece(text, "small", "muted")


def _kin(one: KinTold) -> str:
    told = {
        Told.BY_CONSENT: _("may be told: {what}").format(what=one.about or ""),
        Told.AS_PARENT: _("is told as a parent"),
        Told.WHAT_IS_NEEDED: _("is told only what is necessary"),
        Told.NO_LONGER: _("consent no longer holds"),
        Told.NOT: _("may not be told"),
    }[one.told]
    if one.is_limited and one.told in (Told.AS_PARENT, Told.WHAT_IS_NEEDED):
        told += ", " + _("information limits apply")
    name = f"{one.name} ({one.relation})" if one.relation else one.name
    return " · ".join(part for part in (name, one.phone, told) if part)


def _doing(facts: RowFacts, today: date) -> tuple[Piece, ...]:
    found = [_head(_("Tasks"))]
    for task in facts.tasks:
        parts = [task.text]
        if task.owner:
            parts.append(task.owner)
        if task.due_on is not None:
            word = _("was due {day}") if task.is_overdue else _("due {day}")
            parts.append(word.format(day=day_text(task.due_on, today)))
        tone = "danger_text" if task.is_overdue else "text"
        found.append(Piece(", ".join(parts), tone=tone, lines=3, task=task))
    if not facts.tasks:
        found.append(_none(_("No open tasks. T makes one.")))
    for warning in facts.warnings:
        if warning.text:
            found += [_head(warning.word), Piece(warning.text, lines=3)]
    found.append(_head(_("Crisis plan")))
    if facts.crisis_plan_on is None:
        found.append(Piece(_("There is no crisis plan."), tone="danger_text"))
    else:
        day = format_date(facts.crisis_plan_on)
        found.append(Piece(_("From {day}").format(day=day)))
    reach = " · ".join(part for part in (facts.phone, facts.address) if part)
    if reach:
        found += [_head(_("Phone and address")), Piece(reach, lines=2)]
    return tuple(found)


def _widths(width: int) -> list[int]:
    px = theme().px
    room = width - px(PAD) * 2 - px(GUTTER) * (len(_SHARES) - 1)
    return [max(room * share // sum(_SHARES), px(60)) for share in _SHARES]


def _air(piece: Piece) -> int:
    """The distance to what comes below: a heading keeps close to its text."""
    return theme().px(2 if piece.is_head else PARAGRAPH)


def _piece_height(piece: Piece, width: int, factor: float) -> int:
    room = width - (theme().px(BOX_SIDE + 8) if piece.task else 0)
    return len(wrapped(piece.text, piece.role, room, piece.lines, factor)) * line_height(piece.role)


@lru_cache(maxsize=512)
def detail_height(
    row: BoardRow, facts: RowFacts | None, today: date, width: int, factor: float
) -> int:
    """How high an opened row must be."""
    px = theme().px
    if facts is None:
        return line_height("small") + 2 * px(PAD)
    highest = 0
    for column, wide in zip(pieces(row, facts, today), _widths(width), strict=True):
        heights = (_piece_height(piece, wide, factor) + _air(piece) for piece in column)
        highest = max(highest, sum(heights))
    return highest + 2 * px(PAD)


def paint_detail(
    painter: QPainter,
    rect: QRectF,
    row: BoardRow,
    facts: RowFacts | None,
    today: date,
    factor: float,
) -> list[tuple[QRectF, TaskFact]]:
    """Paint an opened row; gives where the boxes of the tasks are, for the mouse."""
    px = theme().px
    boxes: list[tuple[QRectF, TaskFact]] = []
    if facts is None:
        inside = rect.adjusted(px(PAD), 0, -px(PAD), 0)
        words = _("Your role does not open records.") if row.is_reduced else _("Reading …")
        paint_text(painter, inside, words, "muted", "small")
        return boxes
    left = rect.left() + px(PAD)
    for column, wide in zip(pieces(row, facts, today), _widths(int(rect.width())), strict=True):
        top = rect.top() + px(PAD)
        for piece in column:
            at = QRectF(left, top, wide, 0)
            if piece.task is not None:
                boxes.append((_paint_box(painter, at), piece.task))
                at.setLeft(left + px(BOX_SIDE + 8))
            high = line_height(piece.role)
            room = int(at.width())
            for text in wrapped(piece.text, piece.role, room, piece.lines, factor):
                at.setHeight(high)
                paint_text(painter, at, text, piece.tone, piece.role)
                at.moveTop(at.top() + high)
            top = at.top() + _air(piece)
        left += wide + px(GUTTER)
    return boxes


def _paint_box(painter: QPainter, at: QRectF) -> QRectF:
    side = theme().px(BOX_SIDE)
    box = QRectF(at.left(), at.top() + (line_height("body") - side) / 2, side, side)
    with kept(painter):
        paint_box(painter, box, theme().colour("surface"), theme().colour("field_edge"), 3)
    return box
