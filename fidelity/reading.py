"""Reading a scale file (TOML, ``format = 1``) into a ``Scale`` that is valid, or saying why not."""

from __future__ import annotations

import hashlib
import re
import tomllib
from fractions import Fraction

from fidelity.checks import check
from fidelity.model import (
    Anchor,
    Band,
    Better,
    EntryQuestion,
    Item,
    LeftOut,
    Mark,
    Part,
    Reference,
    Scale,
    Subscale,
    TotalRule,
)
from fidelity.places import places_of
from fidelity.problems import ScaleErrors, ScaleProblem
from fidelity.taking import Notes, Table

__all__ = [
    "FORMAT",
    "MOST_BYTES",
    "MOST_ITEMS",
    "MOST_OTHERS",
    "MOST_SCORE",
    "ScaleErrors",
    "ScaleProblem",
    "read_scale",
]

FORMAT = 1
MOST_BYTES = 1_000_000
MOST_ITEMS = 200
MOST_OTHERS = 100
MOST_SCORE = 20

_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def read_scale(content: str, file: str) -> Scale:
    """The scale of a file's content; ``file`` is the name that errors are told with.

    Raises ``ScaleErrors`` with everything that is wrong.
    """
    raw = content.encode("utf-8", errors="surrogatepass")
    if len(raw) > MOST_BYTES:
        raise ScaleErrors([ScaleProblem(file, 1, "too_big", {"most": MOST_BYTES})])
    plain = content.removeprefix("\ufeff")
    values = _parsed(plain, file)
    notes = Notes()
    scale = _scale(values, notes, hashlib.sha256(raw).hexdigest())
    if scale is not None:
        check(scale, values, notes)
    if scale is None or notes.found:
        places = places_of(plain.replace("\r\n", "\n"))
        raise ScaleErrors(
            [ScaleProblem(file, places.line(path), code, v) for path, code, v in notes.found]
        )
    return scale


def _parsed(content: str, file: str) -> dict[str, object]:
    try:
        return tomllib.loads(content)
    except (ValueError, RecursionError) as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found else content.count("\n") + 1
        what = _AT_LINE.sub("", str(error)).strip()
        shown = what if what.isprintable() and len(what) <= 100 else type(error).__name__
        problem = ScaleProblem(file, line, "syntax", {"what": shown})
        raise ScaleErrors([problem]) from None


def _scale(values: dict[str, object], notes: Notes, digest: str) -> Scale | None:
    """The scale as written; ``None`` where the format is not one that can be read."""
    top = Table(values, (), notes)
    written = values.get("format")
    if type(written) is not int or written != FORMAT:
        _refuse_format(written, notes)
        return None
    top.whole("format", FORMAT, FORMAT)
    languages = top.codes("languages")
    parts = tuple(_part(each, languages) for each in top.tables("parts", MOST_OTHERS))
    only_part = parts[0].code if len(parts) == 1 else None
    total = top.table("total")
    scale = Scale(
        id=top.code("id"),
        edition=top.line_of_text("edition"),
        instrument=top.line_of_text("instrument"),
        year=top.whole("year", 1900, 2200),
        languages=languages,
        title=top.words("title", languages, is_needed=True),
        about=top.words("about", languages),
        source=top.words("source", languages),
        licence=top.words("licence", languages),
        total_rule=total.choice("rule", TotalRule),
        decimals=total.whole("decimals", 0, 6),
        has_sum=total.flag("sum", default=False),
        parts=parts,
        subscales=tuple(
            _subscale(each, languages, only_part) for each in top.tables("subscales", MOST_OTHERS)
        ),
        items=tuple(_item(each, languages, only_part) for each in top.tables("items", MOST_ITEMS)),
        bands=tuple(_band(each, languages) for each in top.tables("bands", MOST_OTHERS)),
        left_out=tuple(_left_out(each, languages) for each in top.tables("left_out", MOST_OTHERS)),
        references=tuple(
            _reference(each, languages) for each in top.tables("references", MOST_OTHERS)
        ),
        entry_questions=tuple(
            _question(each, languages) for each in top.tables("entry_questions", MOST_OTHERS)
        ),
        entry_needed=top.whole("entry_needed", 0, MOST_OTHERS, default=0),
        notes=top.words_list("notes", languages, MOST_OTHERS),
        needs_form=top.flag("needs_form", default=False),
        digest=digest,
    )
    total.leave()
    top.leave()
    return scale


def _refuse_format(written: object, notes: Notes) -> None:
    if type(written) is int and written > FORMAT:
        notes.add(("format",), "newer_format", format=written)
    elif written is None:
        notes.add((), "format_missing")
    else:
        shown = written if type(written) is int else "?"
        notes.add(("format",), "unknown_format", format=shown)


def _part(table: Table, languages: tuple[str, ...]) -> Part:
    part = Part(
        code=table.code("code"),
        title=table.words("title", languages),
        lowest=table.whole("lowest", 0, MOST_SCORE),
        highest=table.whole("highest", 0, MOST_SCORE),
        is_confirmed=table.flag("confirmed", default=True),
    )
    table.leave()
    return part


def _of_part(table: Table, only_part: str | None) -> str:
    return table.code_or_none("part", is_needed=only_part is None) or only_part or ""


def _subscale(table: Table, languages: tuple[str, ...], only_part: str | None) -> Subscale:
    subscale = Subscale(
        code=table.code("code"),
        title=table.words("title", languages),
        part=_of_part(table, only_part),
        references=table.numbers("references"),
    )
    table.leave()
    return subscale


def _item(table: Table, languages: tuple[str, ...], only_part: str | None) -> Item:
    looks_back = table.has("look_back_days")
    item = Item(
        code=table.code("code"),
        title=table.words("title", languages),
        part=_of_part(table, only_part),
        subscale=table.code_or_none("subscale"),
        variant_of=table.code_or_none("variant_of"),
        measures=table.words("measures", languages),
        anchors=tuple(_anchor(each, languages) for each in table.tables("anchors", MOST_OTHERS)),
        figure=table.code_or_none("figure"),
        unit=table.code_or_none("unit"),
        better=table.choice("better", Better, Better.HIGHER),
        step=_step(table),
        look_back=table.words("look_back", languages),
        look_back_days=table.whole("look_back_days", 1, 36_500) if looks_back else None,
        references=table.numbers("references"),
        is_confirmed=table.flag("confirmed", default=True),
    )
    table.leave()
    return item


def _step(table: Table) -> Fraction:
    step = table.number("step")
    if step is not None and step <= 0:
        table.notes.add((*table.path, "step"), "not_a_number", key="step")
    return Fraction(1) if step is None or step <= 0 else step


def _anchor(table: Table, languages: tuple[str, ...]) -> Anchor:
    table.flag("hole", default=False)
    anchor = Anchor(
        score=table.whole("score", 0, MOST_SCORE),
        text=table.words("text", languages),
        at_least=table.number("at_least"),
        above=table.number("above"),
        at_most=table.number("at_most"),
        below=table.number("below"),
    )
    table.leave()
    return anchor


def _band(table: Table, languages: tuple[str, ...]) -> Band:
    band = Band(
        code=table.code("code"),
        title=table.words("title", languages),
        at_least=table.number("at_least"),
        at_most=table.number("at_most"),
        is_confirmed=table.flag("confirmed", default=True),
    )
    table.leave()
    return band


def _left_out(table: Table, languages: tuple[str, ...]) -> LeftOut:
    rule = LeftOut(
        items=table.codes("items"),
        marks=table.choices("marks", Mark),
        post=table.code_or_none("post"),
        when=table.words("when", languages),
    )
    table.leave()
    return rule


def _reference(table: Table, languages: tuple[str, ...]) -> Reference:
    reference = Reference(
        code=table.code("code"),
        title=table.words("title", languages),
        total=table.number("total"),
    )
    table.leave()
    return reference


def _question(table: Table, languages: tuple[str, ...]) -> EntryQuestion:
    question = EntryQuestion(
        code=table.code("code"), text=table.words("text", languages, is_needed=True)
    )
    table.leave()
    return question
