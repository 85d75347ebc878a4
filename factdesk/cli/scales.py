"""Look at fidelity scales: those that come with the program, and one in a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from factdesk.cli.columns import columns
from factdesk.cli.scale_forms import add_parts
from factdesk.errors import KnownError
from factdesk.words import LANGUAGES, _, in_language, language, ngettext
from fidelity.model import Band, Item, Scale


def add_commands(commands: Any) -> None:
    """Add «scales» to the parser."""
    scales = commands.add_parser("scales", help=_("the fidelity scales"))
    parts = scales.add_subparsers(dest="part", required=True, metavar=_("COMMAND"))
    parts.add_parser("list", help=_("those that come with the program")).set_defaults(run=_list)
    show = parts.add_parser("show", help=_("everything in a scale"))
    show.add_argument("scale", metavar="ID", help=_("a scale's id, or its file NAME.toml"))
    show.add_argument("--language", choices=LANGUAGES, help=_("otherwise the terminal's"))
    show.set_defaults(run=_show)
    check = parts.add_parser("check", help=_("is a scale file in order"))
    check.add_argument("file", type=Path, metavar="FILE")
    check.set_defaults(run=_check)
    add_parts(parts)


def named_scale(named: str) -> Scale:
    """A shipped scale by its id, or the one in a file. Raises ``KnownError``."""
    from factdesk.assessments.fidelity_words import first_problem
    from factdesk.assessments.scales import load_file, load_shipped
    from fidelity.problems import ScaleErrors

    is_file = named.lower().endswith(".toml") or "/" in named or "\\" in named
    try:
        scale, _content = load_file(Path(named)) if is_file else load_shipped(named)
    except ScaleErrors as errors:
        raise KnownError(
            f"{first_problem(errors)}.", _("See everything with «factdesk scales check».")
        ) from errors
    return scale


def _list(_options: argparse.Namespace) -> int:
    from factdesk.assessments.scales import load_shipped, shipped

    rows = []
    for scale_id in shipped():
        scale, _content = load_shipped(scale_id)
        needs = _("the team loads the wording") if scale.needs_form else ""
        title = scale.title.in_language(language())
        rows.append((scale.id, scale.edition, _items(scale), title, needs))
    print("\n".join(columns(rows)))
    return 0


def _show(options: argparse.Namespace) -> int:
    with in_language(options.language or language()):
        scale = named_scale(options.scale)
        for block in (_about(scale), _groups(scale), _item_lines(scale), _bands(scale)):
            print("\n".join([*block, ""]))
        for note in scale.notes:
            print(f"- {note.in_language(language())}")
    return 0


def _check(options: argparse.Namespace) -> int:
    from factdesk.assessments.fidelity_words import problem_words
    from factdesk.assessments.scales import load_file
    from fidelity.problems import ScaleErrors

    try:
        scale, _content = load_file(options.file)
    except ScaleErrors as errors:
        for problem in errors.problems:
            print(problem_words(problem))
        return 1
    told = _("{file} is in order: {scale} {edition}, {items}.").format(
        file=options.file, scale=scale.id, edition=scale.edition, items=_items(scale)
    )
    print(told)
    return 0


def _items(scale: Scale) -> str:
    """«28 items»: each once, whatever its variants."""
    count = sum(1 for _slot in scale.slots())
    return ngettext("{count} item", "{count} items", count).format(count=count)


def _about(scale: Scale) -> list[str]:
    from factdesk.assessments.fidelity_words import rounding_words, rule_words

    texts = (scale.about, scale.source, scale.licence)
    return [
        f"{scale.title.in_language(language())} · {scale.id} {scale.edition}",
        *(each.in_language(language()) for each in texts if each),
        f"{rule_words(scale.total_rule)}; {rounding_words(scale)}",
    ]


def _groups(scale: Scale) -> list[str]:
    rows = [
        (part.code, f"{part.lowest}-{part.highest}", part.title.in_language(language()))
        for part in scale.parts
    ]
    rows += [(each.code, "", each.title.in_language(language())) for each in scale.subscales]
    return columns(rows)


def _item_lines(scale: Scale) -> list[str]:
    return [line for item in scale.items for line in _item(item)]


def _item(item: Item) -> list[str]:
    title = _marked(item.title.in_language(language()), is_confirmed=item.is_confirmed)
    anchors = (f"    {each.score}  {each.text.in_language(language())}" for each in item.anchors)
    return [f"{item.code}  {title}".rstrip(), *anchors]


def _bands(scale: Scale) -> list[str]:
    return columns(
        (
            band.code,
            _range(scale, band),
            _marked(band.title.in_language(language()), is_confirmed=band.is_confirmed),
        )
        for band in scale.bands
    )


def _range(scale: Scale, band: Band) -> str:
    from fidelity.scoring import text

    low, high = text(scale, band.at_least), text(scale, band.at_most)
    if low and high:
        return f"{low}-{high}"
    return f"≥ {low}" if low else f"≤ {high}" if high else ""


def _marked(title: str, *, is_confirmed: bool) -> str:
    """With the sign for what is not confirmed against the instrument itself."""
    return title if is_confirmed else f"{title} †"
