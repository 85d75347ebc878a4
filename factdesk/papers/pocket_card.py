"""The crisis plan as a card for the pocket: one sheet of A4, folded once along and then in four.

Eight panels of A7. The lower four stand on their heads, because they are the back of the card when
it is folded. Texts too long for their panel end at a word, with where the rest stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph

from factdesk.papers.crisis_paper import level_parts, made_words, wish_parts
from factdesk.papers.frame import canvas_for, printed_line
from factdesk.papers.marks import StatusMark
from factdesk.papers.personal import personal_sheet
from factdesk.papers.styles import LINE, MUTED, REGULAR, Looks
from factdesk.team.views import TeamFacts
from factdesk.words import _, in_language

if TYPE_CHECKING:
    from factdesk.plans.crisis_view import CrisisFacts, CrisisRow

#: The sizes tried in a panel, in points.
SIZES: Final = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5)
_PANELS: Final = 8
_ACROSS: Final = 4
_PAD: Final = 6 * mm
#: At most so many panels are of levels; a team with more has two on a panel.
_LEVEL_PANELS: Final = 4


@dataclass(frozen=True)
class Panel:
    """One side of the folded card: a title, its mark, and label and text of what stands on it.

    ``size`` is the largest type it is set in, in points.
    """

    title: str
    parts: tuple[tuple[str, str], ...]
    mark: str = ""
    size: float = SIZES[0]


def pocket_card_pdf(
    facts: CrisisFacts, team: TeamFacts, *, printed_at: datetime, language: str
) -> bytes:
    """The card as a PDF of one page in "nb", "nn" or "en". ``facts.plan`` must be there."""
    plan = facts.plan
    if plan is None:
        raise ValueError("there is no crisis plan to print")
    with in_language(language):
        looks = Looks(SIZES[0])
        sheet = personal_sheet(
            title=_("Crisis plan for the pocket"),
            subject=_("Early signs, what helps, and whom to call"),
            team=team.settings.name,
            printed_at=printed_at,
            running="",
        )
        out = BytesIO()
        canvas = canvas_for(out, sheet, looks, landscape(A4))
        _draw_folds(canvas)
        for place, panel in enumerate(_panels(facts, plan)):
            _draw_panel(canvas, looks, place, panel)
        _draw_foot(canvas, looks, plan, printed_at)
        canvas.showPage()
        canvas.save()
        return out.getvalue()


def _panels(facts: CrisisFacts, plan: CrisisRow) -> list[Panel]:
    """The eight panels: cover, levels, whom to call, wishes, and room for notes."""
    levels = _level_panels(facts)
    contacts = tuple(
        (one.phone, ", ".join(part for part in (one.name, one.role, one.hours) if part))
        for one in facts.contacts
    )
    cover = Panel(
        _("My crisis plan"),
        (
            ("", facts.name),
            ("", made_words(facts, plan)),
            (_("Danger to life"), "113"),
            (_("Doctor on duty"), "116 117"),
        ),
        size=14.0,
    )
    panels = [cover, *levels, Panel(_("Whom to call"), contacts)]
    wishes = wish_parts(plan)
    room = _PANELS - 1 - len(panels)  # the last panel tells how the card is folded
    panels += [Panel(_("My wishes"), tuple(part)) for part in _shared(wishes, room)]
    panels += [Panel(_("My notes"), ())] * (_PANELS - 1 - len(panels))
    how = (
        ("1", _("Fold the sheet along the middle, the writing outwards.")),
        ("2", _("Fold it in two, and in two again, so that this side is last.")),
        ("3", _("Carry it in your purse or behind the cover of your telephone.")),
    )
    return [*panels, Panel(_("How to fold the card"), how)]


def _level_panels(facts: CrisisFacts) -> list[Panel]:
    count = len(facts.levels)
    panels = [Panel(level.label, tuple(level_parts(level)), level.mark) for level in facts.levels]
    if count <= _LEVEL_PANELS:
        return panels
    each = -(-count // _LEVEL_PANELS)
    grouped = [panels[at : at + each] for at in range(0, count, each)]
    return [
        Panel(
            " · ".join(panel.title for panel in group),
            tuple(part for panel in group for part in panel.parts),
            group[-1].mark,
        )
        for group in grouped
    ]


def _shared(parts: Sequence[tuple[str, str]], panels: int) -> list[list[tuple[str, str]]]:
    """The parts over at most so many panels, in order, about as much text on each."""
    if not parts or panels < 1:
        return []
    whole = sum(len(text) + 40 for _label, text in parts)
    shared: list[list[tuple[str, str]]] = [[]]
    used = 0
    for label, text in parts:
        if shared[-1] and used >= whole * len(shared) / panels and len(shared) < panels:
            shared.append([])
        shared[-1].append((label, text))
        used += len(text) + 40
    return shared


def _draw_folds(canvas: Any) -> None:
    """Dashed lines where the sheet is folded."""
    wide, high = landscape(A4)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.setDash(3, 3)
    canvas.line(0, high / 2, wide, high / 2)
    for number in range(1, _ACROSS):
        canvas.line(wide * number / _ACROSS, 0, wide * number / _ACROSS, high)
    canvas.setDash()


def _draw_panel(canvas: Any, looks: Looks, place: int, panel: Panel) -> None:
    """Draw a panel at its place: the first four above, the last four below, upside down."""
    wide, high = landscape(A4)
    width, height = wide / _ACROSS, high / 2
    canvas.saveState()
    if place < _ACROSS:
        canvas.translate(width * place, height)
    else:  # read with the sheet turned: the fifth begins below the fourth
        canvas.translate(wide - width * (place - _ACROSS), height)
        canvas.rotate(180)
    key = f"p{place}"
    canvas.bookmarkPage(key)
    canvas.addOutlineEntry(looks.printable(panel.title), key, 0)
    room = height - 2 * _PAD - 10
    pieces = _fitting(panel, width - 2 * _PAD, room)
    top = height - _PAD
    if panel.mark:
        mark = StatusMark(panel.mark, 11)
        mark.drawOn(canvas, _PAD, top - 12)
    for number, (piece, tall) in enumerate(pieces):
        side = _PAD + (16 if number == 0 and panel.mark else 0)
        piece.drawOn(canvas, side, top - tall)
        top -= tall + (5 if number == 0 else 3)
    if not panel.parts:
        _draw_lines(canvas, width, top)
    canvas.restoreState()


def _draw_lines(canvas: Any, width: float, top: float) -> None:
    """Lines to write on."""
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    base = top - 20
    while base > _PAD + 16:
        canvas.line(_PAD, base, width - _PAD, base)
        base -= 20


def _fitting(panel: Panel, width: float, room: float) -> list[tuple[Paragraph, float]]:
    """The panel's paragraphs with their heights, in the largest type that fits, or shortened."""
    for size in (panel.size, *SIZES):
        pieces = _pieces(panel, size, width)
        if _tall(pieces) <= room:
            return pieces
    return _shortened(panel, width, room)


def _pieces(panel: Panel, size: float, width: float) -> list[tuple[Paragraph, float]]:
    looks = Looks(size, least=size)
    title = looks.text(panel.title, "strong")
    pieces = [_measured(title, width - (16 if panel.mark else 0))]
    for label, text in panel.parts:
        pieces.append(_measured(_part(looks, label, text), width))
    return pieces


def _shortened(panel: Panel, width: float, room: float) -> list[tuple[Paragraph, float]]:
    """The panel in the smallest type; what is longer than its share ends at a word."""
    looks = Looks(SIZES[-1], least=SIZES[-1])
    pieces = [_measured(looks.text(panel.title, "strong"), width - (16 if panel.mark else 0))]
    left = room - pieces[0][1] - 5
    for number, (label, text) in enumerate(panel.parts):
        rest = len(panel.parts) - number
        later = sorted(
            _measured(_part(looks, *part), width)[1] + 3 for part in panel.parts[number + 1 :]
        )
        # What the parts after this one do not need is this one's.
        share = left / rest
        spare = sum(max(share - tall, 0) for tall in later)
        piece = _to_height(looks, label, text, width, share + spare - 3)
        if piece[1] > left:
            break
        pieces.append(piece)
        left -= piece[1] + 3
    return pieces


def _to_height(
    looks: Looks, label: str, text: str, width: float, height: float
) -> tuple[Paragraph, float]:
    """The text, or as many of its words as the height holds and where the rest is."""
    whole = _measured(_part(looks, label, text), width)
    if whole[1] <= height:
        return whole
    words = text.split()
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if _measured(_part(looks, label, _cut(words, middle)), width)[1] <= height:
            low = middle
        else:
            high = middle - 1
    return _measured(_part(looks, label, _cut(words, low)), width)


def _cut(words: Sequence[str], count: int) -> str:
    kept = " ".join(words[:count])
    return _("{text} … see the whole plan").format(text=kept).strip()


def _part(looks: Looks, label: str, text: str) -> Paragraph:
    if not label:
        return looks.text(text)
    return looks.marked(f"<b>{looks.markup(label)}:</b> {looks.markup(text)}")


def _measured(piece: Paragraph, width: float) -> tuple[Paragraph, float]:
    return piece, piece.wrap(width, 10_000)[1]


def _tall(pieces: Sequence[tuple[Paragraph, float]]) -> float:
    return sum(tall + 3 for _piece, tall in pieces) + 2


def _draw_foot(canvas: Any, looks: Looks, plan: CrisisRow, printed_at: datetime) -> None:
    """Version and time of print, at the foot of the last panel, which stands on its head."""
    wide, high = landscape(A4)
    canvas.saveState()
    canvas.translate(wide / _ACROSS, high / 2)
    canvas.rotate(180)
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, SIZES[-1])
    version = _("version {number}").format(number=plan.number)
    canvas.drawString(_PAD, _PAD + 6, looks.printable(version))
    canvas.number_page(1, wide / _ACROSS - _PAD, _PAD + 6)
    canvas.setFont(REGULAR, SIZES[-1])
    canvas.drawString(_PAD, _PAD - 4, looks.printable(printed_line(printed_at)))
    canvas.restoreState()
