"""Compile and check the translations of FACTdesk.

Each room keeps its own texts in `resources/translations/<lang>/<room>.po`; the program reads one
compiled catalogue per language, `resources/translations/<lang>/factdesk.mo`.

Use: python tools/translations.py compile          make the compiled catalogues
     python tools/translations.py check            exit 1, naming what is missing or wrong
     python tools/translations.py missing PATH LANG    print a PO skeleton for the files below PATH
"""

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("factdesk", "ui", "fidelity")
LANGUAGES = ("nb", "nn")
KEYWORDS = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"{([^{}]*)}")


@dataclass(frozen=True)
class Text:
    """A text of the program: singular, plural if it has one, context if it has one, and where."""

    singular: str
    plural: str | None
    context: str | None
    place: str

    @property
    def key(self) -> tuple[str | None, str]:
        """Return what makes two texts the same to gettext."""
        return self.context, self.singular


def texts_below(path: Path, root: Path = ROOT) -> Iterator[Text]:
    """Yield every marked text in the Python files at or below a path."""
    for source in [path] if path.is_file() else sorted(path.rglob("*.py")):
        found = extract_from_file("python", source, keywords=KEYWORDS)
        for line, messages, _comments, context in found:
            singular, plural = messages if isinstance(messages, tuple) else (messages, None)
            if singular:
                shown = source.relative_to(root) if source.is_relative_to(root) else source
                yield Text(singular, plural, context, f"{shown}:{line}")


def merged(language: str, root: Path = ROOT) -> tuple[Catalog, list[str]]:
    """Return all translations into a language as one catalogue, and what is wrong with them.

    Two rooms may translate the same text alike; translating it differently is an error, because
    the program could show only one of them.
    """
    whole = Catalog(locale=language, domain="factdesk", fuzzy=False)
    problems: list[str] = []
    for path in sorted((root / "resources" / "translations" / language).glob("*.po")):
        place = path.relative_to(root)
        try:
            with path.open("rb") as stream:
                catalogue = read_po(stream, locale=language, abort_invalid=True)
        except (PoFileError, ValueError) as error:
            problems.append(f"{place}: {error}")
            continue
        for message in catalogue:
            if message.id:
                problems += [f"{place}:{message.lineno}: {text}" for text in _add(message, whole)]
    return whole, problems


def _add(message: Message, whole: Catalog) -> Iterator[str]:
    """Add a message to the catalogue; yield what is wrong with it."""
    name = _singular(message)
    if message.fuzzy:
        yield f"fuzzy: {name!r}"
    for text in _strings(message.string):
        if text and (wrong := _placeholders_differ(message, text)):
            yield wrong
    known = whole.get(name, context=message.context)
    if known is None:
        whole.add(message.id, message.string, context=message.context)
    elif known.string != message.string:
        yield f"{name!r} is {known.string!r} in one room and {message.string!r} here"
    elif message.pluralizable != known.pluralizable:
        yield f"{name!r} has a plural in one room and none in another"


def _singular(message: Message) -> str:
    """Return the singular source text of a message."""
    return str(message.id[0] if isinstance(message.id, list | tuple) else message.id)


def _strings(value: object) -> list[str]:
    """Return the translated forms of a message as a list."""
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value or "")]


def _placeholders_differ(message: Message, text: str) -> str | None:
    """Return a complaint when a translation names other {placeholders} than its source."""
    sources = message.id if isinstance(message.id, list | tuple) else [message.id]
    allowed = [sorted(set(PLACEHOLDER.findall(str(source)))) for source in sources]
    if sorted(set(PLACEHOLDER.findall(text))) in allowed:
        return None
    return f"placeholders differ: {_singular(message)!r} -> {text!r}"


def untranslated(texts: Iterable[Text], catalogue: Catalog) -> list[Text]:
    """Return the texts that the catalogue does not hold, or holds without all their forms."""
    lacking: dict[tuple[str | None, str], Text] = {}
    for text in texts:
        message = catalogue.get(text.singular, context=text.context)
        whole = message is not None and all(_strings(message.string))
        if not whole or (text.plural is not None and message and not message.pluralizable):
            lacking.setdefault(text.key, text)
    return list(lacking.values())


def problems_in(root: Path = ROOT) -> list[str]:
    """Return everything wrong with the translations, each as "place: what"."""
    texts = [text for room in ROOMS for text in texts_below(root / room, root)]
    problems: list[str] = []
    for language in LANGUAGES:
        catalogue, wrong = merged(language, root)
        problems += wrong
        for text in untranslated(texts, catalogue):
            problems.append(f"{text.place}: not in {language}: {text.singular!r}")
    return problems


def compile_all(root: Path = ROOT) -> list[str]:
    """Write the compiled catalogue of each language; return what is wrong, and then write none."""
    catalogues = {language: merged(language, root) for language in LANGUAGES}
    problems = [problem for _catalogue, wrong in catalogues.values() for problem in wrong]
    if problems:
        return problems
    for language, (catalogue, _wrong) in catalogues.items():
        compiled = BytesIO()
        write_mo(compiled, catalogue)
        target = root / "resources" / "translations" / language / "factdesk.mo"
        if not target.is_file() or target.read_bytes() != compiled.getvalue():
            _replace(target, compiled.getvalue())
    return []


def _replace(target: Path, content: bytes) -> None:
    """Write a file in one step, so that a program that is reading never sees half of it."""
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".tmp")
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(target)


def skeleton(path: Path, language: str, root: Path = ROOT) -> bytes:
    """Return a PO file with the texts below a path that are not translated yet."""
    catalogue, _problems = merged(language, root)
    lacking = Catalog(locale=language, domain="factdesk", fuzzy=False)
    for text in untranslated(texts_below(path.resolve(), root), catalogue):
        source = (text.singular, text.plural) if text.plural is not None else text.singular
        place, _colon, line = text.place.rpartition(":")
        lacking.add(source, context=text.context, locations=[(place, int(line))])
    written = BytesIO()
    write_po(written, lacking, omit_header=True, width=100)
    header = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n'
    header += '"Content-Type: text/plain; charset=UTF-8\\n"\n'
    header += '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    return header.encode() + written.getvalue()


def main() -> int:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(description="The translations of FACTdesk.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("compile", help="make the compiled catalogues")
    commands.add_parser("check", help="exit 1, naming what is missing or wrong")
    missing = commands.add_parser("missing", help="print a PO skeleton")
    missing.add_argument("path", type=Path)
    missing.add_argument("language", choices=LANGUAGES)
    asked = parser.parse_args()
    if asked.command == "missing":
        sys.stdout.buffer.write(skeleton(asked.path, asked.language))
        return 0
    problems = compile_all() if asked.command == "compile" else problems_in()
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
