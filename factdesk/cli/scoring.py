"""Score a table of ratings with a scale: no store and no passphrase."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from factdesk.cli.columns import columns
from factdesk.cli.scales import named_scale
from factdesk.errors import KnownError
from factdesk.words import LANGUAGES, _, in_language, language, ngettext
from fidelity.model import Scale
from fidelity.rating import Given
from fidelity.scoring import Outcome

MOST_BYTES = 4_000_000


def add_commands(commands: Any) -> None:
    """Add «score» to the parser."""
    command = commands.add_parser(
        "score",
        help=_("score a table of ratings with a fidelity scale"),
        description=_("Needs no store. The table has the columns item and score."),
    )
    command.add_argument("ratings", type=Path, metavar="RATINGS.csv")
    command.add_argument(
        "--scale", required=True, metavar="ID", help=_("a scale's id, or its file NAME.toml")
    )
    command.add_argument("--json", action="store_true", help=_("the result as JSON"))
    command.add_argument("--pdf", type=Path, metavar="FILE.pdf", help=_("a report too"))
    command.add_argument("--language", choices=LANGUAGES, help=_("otherwise the terminal's"))
    command.set_defaults(run=_score)


def _score(options: argparse.Namespace) -> int:
    from factdesk.assessments.fidelity_words import rating_words
    from fidelity.answers import demand_items
    from fidelity.rating import RatingError
    from fidelity.scoring import score

    with in_language(options.language or language()):
        if options.pdf:
            from factdesk.papers.saving import check_place

            check_place(options.pdf)
            _keep(options.ratings, options.scale, above=options.pdf)
        scale = named_scale(options.scale)
        ratings = _ratings(options.ratings)
        given = {item: answer for item, answer in ratings.items() if answer is not None}
        try:
            demand_items(scale, ratings)
            outcome = score(scale, given)
        except RatingError as error:
            raise KnownError(f"{options.ratings}: {rating_words(error)}") from error
        if options.json:
            print(json.dumps(as_json(scale, outcome), ensure_ascii=False, indent=2))
            # The keys of the result are promised, so what its reader must know stands beside it.
            for line in _notes(outcome):
                print(line, file=sys.stderr)
        else:
            print(_as_table(scale, outcome))
        if options.pdf:
            _save_report(scale, given, options.ratings, options.pdf)
    return 0


def _keep(*read: str | Path, above: Path) -> None:
    """Refuse a report that would be written over what it is made from."""
    place = above.resolve()
    if any(Path(each).resolve() == place for each in read):
        raise KnownError(
            _("{file} is what the report is made from.").format(file=above),
            _("Nothing was written. Give another file."),
        )


def as_json(scale: Scale, outcome: Outcome) -> dict[str, Any]:
    """An outcome as the terminal gives it; numbers are strings, ``null`` where there is none."""
    from fidelity.rounding import written
    from fidelity.scoring import text

    shows = outcome.is_complete
    told: dict[str, Any] = {
        "scale": scale.id,
        "edition": scale.edition,
        "complete": outcome.is_complete,
        "missing": list(outcome.missing),
        "total": text(scale, outcome.total) if shows else None,
        "sum": written(outcome.sum, 0) if shows else None,
        "band": outcome.band.code if shows and outcome.band else None,
        "parts": {group.code: text(scale, group.mean) for group in outcome.groups},
        "rounding": f"half up, once, to {scale.decimals} decimals",
    }
    if not scale.has_sum:
        del told["sum"]
    return told


def _as_table(scale: Scale, outcome: Outcome) -> str:
    from factdesk.assessments.fidelity_words import rounding_words
    from fidelity.rounding import written
    from fidelity.scoring import text

    spoken = language()
    rows = [
        (group.code, group.title.in_language(spoken), _number(text(scale, group.mean)))
        for group in outcome.groups
    ]
    rows.append(("", _("Total"), _number(text(scale, outcome.total))))
    if scale.has_sum:
        rows.append(("", _("Sum"), _number(written(outcome.sum, 0))))
    if outcome.band:
        rows.append(("", _("Band"), outcome.band.title.in_language(spoken) or outcome.band.code))
    lines = [f"{scale.title.in_language(spoken)} · {scale.edition}", "", *columns(rows)]
    if outcome.missing:
        count = len(outcome.missing)
        told = ngettext("{count} item is missing:", "{count} items are missing:", count)
        lines += ["", f"{told.format(count=count)} {', '.join(outcome.missing)}"]
    for line in _notes(outcome):
        lines += ["", line]
    return "\n".join([*lines, "", _("Rounding: {how}").format(how=rounding_words(scale))])


def _notes(outcome: Outcome) -> list[str]:
    """What the reader of an outcome must be told, a line each."""
    from factdesk.assessments.fidelity_words import note_words
    from fidelity.scoring import Note

    left_out = f" ({', '.join(outcome.left_out)})"
    return [note_words(note) + left_out * (note is Note.LEFT_OUT) for note in outcome.notes]


def _number(written: str | None) -> str:
    """With a decimal comma where the language has one; a dash for none."""
    if written is None:
        return "–"
    return written if language() == "en" else written.replace(".", ",")


def _save_report(scale: Scale, given: dict[str, Given], ratings: Path, place: Path) -> None:
    from factdesk.clock import SystemClock
    from factdesk.papers.fidelity_report import report_pdf
    from factdesk.papers.report_facts import of_ratings
    from factdesk.papers.saving import save

    now = SystemClock().now()
    facts = of_ratings(scale, given, name=ratings.stem)
    save(report_pdf(facts, printed_at=now, language=language()), place)
    print(_("{file} is written. It is not encrypted.").format(file=place), file=sys.stderr)


def _ratings(path: Path) -> dict[str, Given | None]:
    from factdesk.assessments.fidelity_words import ratings_file_words
    from fidelity.ratings_file import RatingsFileError, read_ratings

    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES)
    except OSError as error:
        raise KnownError(
            _("{file} cannot be read: {why}.").format(file=path, why=error.strerror or error),
            _("Give a table of ratings saved as CSV."),
        ) from error
    try:
        return read_ratings(_decoded(data), str(path))
    except RatingsFileError as error:
        raise KnownError(ratings_file_words(error)) from error


def _decoded(data: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, else what Windows programs save."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
