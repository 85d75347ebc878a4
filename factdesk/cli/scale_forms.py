"""Editions of scales in and out of a store: ``factdesk scales import`` and ``export``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factdesk.cli.asking import add_store_options, open_desk
from factdesk.errors import KnownError
from factdesk.words import LANGUAGES, _, language

if TYPE_CHECKING:
    from factdesk.assessments.own_form.problems import LineProblem
    from factdesk.desk import Desk


def add_parts(parts: Any) -> None:
    """Add «import» and «export» to «scales»."""
    bring = parts.add_parser(
        "import",
        help=_("keep an edition: a scale file, or a spreadsheet with the wording"),
        description=_(
            "A scale file (.toml) is kept as it is. A spreadsheet gives titles, anchors and"
            " subscales to an edition, which becomes a new one: name both, --from and --edition."
        ),
    )
    add_store_options(bring)
    bring.add_argument("file", type=Path, metavar="FILE", help=_("NAME.toml, or a spreadsheet"))
    bring.add_argument("--from", dest="base", metavar="ID", help=_("the edition to begin from"))
    bring.add_argument("--edition", metavar="NAME", help=_("the name of the new edition"))
    bring.add_argument("--language", choices=LANGUAGES, help=_("what it is written in"))
    bring.set_defaults(run=_import)
    give = parts.add_parser("export", help=_("write an edition of the store as a scale file"))
    add_store_options(give)
    give.add_argument("scale", metavar="ID", help=_("a scale's id, the edition's name, or both"))
    give.add_argument("file", type=Path, metavar="FILE", help=_("NAME.toml, a new file"))
    give.set_defaults(run=_export)


def _import(options: argparse.Namespace) -> int:
    from factdesk.assessments.actions.scale_forms import KeepScaleForm
    from factdesk.assessments.kinds import Origin
    from factdesk.assessments.own_form.scale_files import load_file

    is_file = options.file.suffix.lower() == ".toml"
    if not is_file and not (options.base and options.edition):
        raise KnownError(
            _("A spreadsheet has the wording only, not the rules of the scale."),
            _("Name the edition to begin from with --from, and the new one with --edition."),
        )
    content = load_file(options.file) if is_file else ""
    with open_desk(options) as desk:
        content = content or _from_spreadsheet(desk, options)
        desk.do(KeepScaleForm(content, Origin.FILE if is_file else Origin.TEAM))
    print(_("{file} is kept.").format(file=options.file.name))
    return 0


def _from_spreadsheet(desk: Desk, options: argparse.Namespace) -> str:
    from factdesk.assessments.form_text import ScaleFormText
    from factdesk.assessments.own_form.building import build
    from factdesk.assessments.own_form.draft import begin
    from factdesk.exchange.scale_form_reading import read_scale_form

    base = desk.see(ScaleFormText(_form_named(desk, options.base)))
    brought = read_scale_form(options.file, base.scale)
    _tell(brought.problems)
    draft = begin(base.scale, base.content, options.language or language(), options.edition)
    _scale, content = build(draft.taking(brought.words))
    return content


def _export(options: argparse.Namespace) -> int:
    from factdesk.assessments.form_text import ScaleFormText
    from factdesk.assessments.own_form.scale_files import save_file

    if options.file.exists():
        raise KnownError(
            _("{file} is there already.").format(file=options.file.name),
            _("Nothing was written. Give the name of a new file."),
        )
    with open_desk(options) as desk:
        form = desk.see(ScaleFormText(_form_named(desk, options.scale)))
    save_file(options.file, form.content)
    print(_("{file} is written.").format(file=options.file.name))
    return 0


def _form_named(desk: Desk, named: str) -> str:
    """The key of a form by its scale's id, its edition, or «ID EDITION». Raises ``KnownError``."""
    from factdesk.assessments.forms import ScaleForms

    rows = desk.see(ScaleForms())
    wanted = named.strip().casefold()
    for names in (
        lambda row: (row.key, f"{row.scale_id} {row.edition}".casefold(), row.edition.casefold()),
        lambda row: (row.scale_id,),
    ):
        found = [row.key for row in rows if wanted in names(row)]
        if len(found) == 1:
            return found[0]
        if found:
            break
    editions = ", ".join(f"«{row.scale_id} {row.edition}»" for row in rows)
    raise KnownError(
        _("There is not exactly one edition named «{name}».").format(name=named),
        _("There are {editions}.").format(editions=editions),
    )


def _tell(problems: tuple[LineProblem, ...]) -> None:
    for each in problems:
        print(each, file=sys.stderr)
