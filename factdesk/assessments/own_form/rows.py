"""From the rows of a table to the words of items, whatever the table came from.

The columns follow from a heading where there is one; else they are: code, title, one for each
anchor, lowest first, and perhaps the subscale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from factdesk.assessments.own_form.draft import ItemWords, scores, text_problem
from factdesk.assessments.own_form.problems import LineProblem, NoItems
from factdesk.words import _
from fidelity.model import Item, Scale

MOST_ROWS: Final = 400

_HEADINGS: Final[Mapping[str, frozenset[str]]] = {
    "code": frozenset({"code", "kode", "item", "ledd", "nr", "no", "number", "nummer", "punkt"}),
    "title": frozenset({"title", "tittel", "name", "navn", "namn"}),
    "measures": frozenset({"measures", "måler", "what it measures", "hva det måler", "definisjon"}),
    "subscale": frozenset({"subscale", "delskala", "subskala", "group", "gruppe"}),
}
_ANCHOR_WORDS: Final = ("anchor", "anker", "score", "skår", "skåre")


@dataclass(frozen=True)
class TableRow:
    """One row of a table, with its line from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Brought:
    """What a table gives: words by item, and what could not be read."""

    words: tuple[ItemWords, ...]
    problems: tuple[LineProblem, ...]


@dataclass(frozen=True)
class _Columns:
    """Where things stand in a row; ``anchors`` by score. Without a heading the order decides."""

    code: int = 0
    title: int | None = 1
    measures: int | None = None
    subscale: int | None = None
    anchors: Mapping[int, int] | None = None


def read_rows(rows: Sequence[TableRow], scale: Scale) -> Brought:
    """Return the words of the items that the rows name. Raises :class:`NoItems` for none."""
    filled = [each for each in rows if any(cell.strip() for cell in each.cells)]
    columns = _heading(filled[0].cells) if filled else None
    if columns is not None:
        filled = filled[1:]
    problems: list[LineProblem] = []
    if len(filled) > MOST_ROWS:
        problems.append(
            LineProblem(
                _("There are {count} lines; only the first {most} are read.").format(
                    count=len(filled), most=MOST_ROWS
                ),
                filled[MOST_ROWS].line,
            )
        )
        filled = filled[:MOST_ROWS]
    words: dict[str, ItemWords] = {}
    for row in filled:
        said = _read(row, columns or _Columns(), scale, problems)
        if said is None:
            continue
        if said.code in words:
            problems.append(LineProblem(_("The item stands twice."), row.line, said.code))
            continue
        words[said.code] = said
    if not words:
        raise NoItems(", ".join(each.code for each in scale.items[:3]))
    return Brought(tuple(words.values()), tuple(problems))


def item_of(scale: Scale, code: str) -> Item | None:
    """The item that a written code means; «h1.» is H1."""
    wanted = code.strip().rstrip(".:)").casefold()
    return next((each for each in scale.items if each.code.casefold() == wanted), None)


def subscale_of(scale: Scale, written: str) -> str | None:
    """The code of the subscale that is written by its code or its title in any language."""
    wanted = " ".join(written.split()).casefold()
    for each in scale.subscales:
        names = {each.code, *each.title.by_language.values()}
        if wanted in {name.casefold() for name in names}:
            return each.code
    return None


def _heading(cells: Sequence[str]) -> _Columns | None:
    found: dict[str, int] = {}
    anchors: dict[int, int] = {}
    for at, cell in enumerate(cells):
        word = cell.strip().casefold().rstrip(":")
        for what, words in _HEADINGS.items():
            if word in words:
                found.setdefault(what, at)
        number = word
        for prefix in _ANCHOR_WORDS:
            number = number.removeprefix(prefix).strip()
        if number.isdecimal() and len(number) == 1:
            anchors.setdefault(int(number), at)
    if "code" not in found:
        return None
    return _Columns(
        found["code"], found.get("title"), found.get("measures"), found.get("subscale"), anchors
    )


def _read(
    row: TableRow, columns: _Columns, scale: Scale, problems: list[LineProblem]
) -> ItemWords | None:
    code = _cell(row, columns.code)
    item = item_of(scale, code)
    if item is None:
        shown = code[:20] if code.isprintable() else ""
        problems.append(
            LineProblem(_("«{code}» is not an item of this scale.").format(code=shown), row.line)
        )
        return None
    wanted = scores(scale, item)
    anchors, rest = _anchors(row, columns, wanted)
    subscale = None
    written = rest or (_cell(row, columns.subscale) if columns.subscale is not None else "")
    if written:
        subscale = subscale_of(scale, written)
        if subscale is None:
            problems.append(
                LineProblem(
                    _("«{written}» is not a subscale of this scale.").format(written=written[:60]),
                    row.line,
                    item.code,
                )
            )
    for text in row.cells:
        problem = text_problem(text)
        if problem:
            problems.append(LineProblem(problem, row.line, item.code))
            return None
    if any(anchors) and len(anchors) > len(wanted):
        problems.append(
            LineProblem(
                _("There are {count} anchors; the item has {scores} scores.").format(
                    count=len(anchors), scores=len(wanted)
                ),
                row.line,
                item.code,
            )
        )
        anchors = ()
    return ItemWords(
        code=item.code,
        title=_said(row, columns.title),
        measures=_said(row, columns.measures),
        anchors=_all_or_none(anchors, wanted, row, item, problems),
        subscale=subscale,
        line=row.line,
    )


def _anchors(row: TableRow, columns: _Columns, wanted: range) -> tuple[tuple[str, ...], str]:
    """The anchors of a row, and the cell behind them, which may be the subscale."""
    if columns.anchors is not None:
        if not columns.anchors:
            return (), ""
        return tuple(_cell(row, columns.anchors.get(score, -1)) for score in wanted), ""
    cells = [each.strip() for each in row.cells[2:]]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) == len(wanted) + 1:
        return tuple(cells[:-1]), cells[-1]
    return tuple(cells), ""


def _all_or_none(
    anchors: tuple[str, ...],
    wanted: range,
    row: TableRow,
    item: Item,
    problems: list[LineProblem],
) -> tuple[str, ...]:
    if not any(anchors):
        return ()
    if len(anchors) == len(wanted) and all(anchors):
        return anchors
    problems.append(
        LineProblem(
            _("There are {count} anchors; the item has {scores} scores.").format(
                count=sum(bool(each) for each in anchors), scores=len(wanted)
            ),
            row.line,
            item.code,
        )
    )
    return ()


def _cell(row: TableRow, at: int) -> str:
    return row.cells[at].strip() if 0 <= at < len(row.cells) else ""


def _said(row: TableRow, at: int | None) -> str | None:
    return (_cell(row, at) or None) if at is not None else None
