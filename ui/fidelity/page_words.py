"""What the list of assessments says in words: states, editions, periods, raters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from factdesk.assessments.facts import OPEN, SETTLING, SIGNED, WITHDRAWN, AssessmentRow
from factdesk.words import _, format_date, format_number, ngettext
from fidelity.rounding import half_up
from ui.widgets.paint import Level

#: A state's mark: the same colours and shapes as everywhere, with the word beside it.
LEVELS: dict[str, Level] = {OPEN: "blue", SETTLING: "yellow", SIGNED: "green", WITHDRAWN: "none"}


def state_word(row: AssessmentRow, *, is_replaced: bool) -> str:
    """Where an assessment stands; a signed one counts until its amendment is signed too."""
    if row.amended_by is not None:
        return _("Amended since") if is_replaced else _("Being amended")
    words = {
        OPEN: _("Being scored"),
        SETTLING: _("Being settled"),
        SIGNED: _("Signed"),
        WITHDRAWN: _("Withdrawn"),
    }
    return words.get(row.state, row.state)


def level_of(row: AssessmentRow, *, is_replaced: bool) -> Level:
    """The mark of the state; one that was replaced no longer counts."""
    return "none" if is_replaced else LEVELS.get(row.state, "none")


def standing(rows: Iterable[AssessmentRow]) -> tuple[AssessmentRow, ...]:
    """The signed ones that no signed amendment has replaced."""
    signed = [row for row in rows if row.state == SIGNED]
    replaced = {row.amends_id for row in signed}
    return tuple(row for row in signed if row.id not in replaced)


def edition_words(row: AssessmentRow) -> str:
    """«DACTS, 2003»: the instrument with its edition."""
    if row.edition and row.edition not in row.instrument:
        return f"{row.instrument}, {row.edition}"
    return row.instrument


def period_words(first: date, last: date) -> str:
    """«1 December 2025 – 30 November 2026»."""
    return f"{format_date(first, 'numeric')} – {format_date(last, 'numeric')}"


def progress_words(row: AssessmentRow) -> str:
    """«25 of 28 scored»; nothing once it is signed or withdrawn."""
    if row.state == OPEN:
        return _("{n} of {total} scored").format(n=row.answered, total=row.slots)
    if row.state == SETTLING:
        return _("{n} of {total} settled").format(n=row.answered, total=row.slots)
    return ""


def raters_words(row: AssessmentRow) -> str:
    """The raters' names."""
    return ", ".join(row.assessor_names) or "–"


def counted(rows: tuple[AssessmentRow, ...]) -> str:
    """«3 assessments, 1 being worked on»."""
    under_way = sum(row.state in (OPEN, SETTLING) for row in rows)
    words = [ngettext("{n} assessment", "{n} assessments", len(rows)).format(n=len(rows))]
    if under_way:
        words.append(_("{n} under way").format(n=under_way))
    return " · ".join(words)


def total_words(text: str | None) -> str:
    """A total as it is read here: «4,09»."""
    value = number_of(text)
    if value is None or text is None:
        return ""
    decimals = len(text.partition(".")[2])
    return format_number(half_up(value, decimals), decimals)


def number_of(text: str | None) -> Fraction | None:
    """The number of a written total; ``None`` where there is none."""
    if not text:
        return None
    try:
        return Fraction(text)
    except ValueError:
        return None
