"""One line typed in a hurry, read as a contact: «MH EØ hjemme 30 sov dårlig».

The line is read from the left as long as it is understood; from the first word that is not, all
the rest is the short note, as it was typed. So nothing is lost, and a word inside a sentence is
never taken for an order. A lone ``:`` or ``-`` begins the note where its first word would be
understood.

Numbers: ``30`` is minutes, ``13:30``, ``13.30``, ``1330`` and ``kl 13`` a time of day, ``20.11.``,
``20/11`` and ``20.11.26`` a date.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Final

from factdesk.contacts.quick_words import SMALL_WORDS, Meaning, QuickWords
from factdesk.contacts.rules import MOST_MINUTES

_WORD: Final = re.compile(r"\S+")
_CLOCK: Final = re.compile(r"(\d{1,2})[:.](\d{2})")
_FOUR: Final = re.compile(r"(\d{2})(\d{2})")
_HOUR: Final = re.compile(r"\d{1,2}")
_MINUTES: Final = re.compile(r"(\d{1,4})(?:m|min|mins|minutt|minutter|minutes)?\.?", re.IGNORECASE)
_MINUTE_WORDS: Final = frozenset(("m", "min", "min.", "minutt", "minutter", "minutes", "mins"))
_HOURS: Final = re.compile(
    r"(\d{1,2})(?:[,.](\d))?(?:t|h|time|timer|timar|hours?)(\d{2})?", re.IGNORECASE
)
_HOUR_WORDS: Final = frozenset(("t", "h", "time", "timer", "timar", "hour", "hours"))
_DATE: Final = re.compile(r"(\d{1,2})(?:[./](\d{1,2})\.|/(\d{1,2})|[./](\d{1,2})[./](\d{4}|\d{2}))")
_AT: Final = frozenset(("kl", "kl.", "klokka", "klokken", "at"))
_CAPITALS: Final = re.compile(r"[A-ZÆØÅÄÖÁČĐŊŠŦŽ]{2,4}\d?")
_STARTS_NOTE: Final = frozenset((":", "-", "–", "—"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the line and the field it was read as: ``text == line[start:end]``.

    ``field`` is staff, kind, place, with_whom, at, minutes, car, day, needs, mark or note;
    ``doubt`` marks initials that nobody in the team has.
    """

    text: str
    start: int
    end: int
    field: str
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class QuickEntry:
    """What a line says; what it does not say is ``None`` or empty.

    ``staff`` are staff ids, ``kind``, ``place`` and ``with_whom`` codes, ``car_id`` a car's id,
    ``unknown`` initials that nobody has (they stand in ``note`` as well).
    """

    staff: tuple[str, ...] = ()
    kind: str | None = None
    place: str | None = None
    with_whom: str | None = None
    day: date | None = None
    at: time | None = None
    minutes: int | None = None
    car_id: str | None = None
    needs: int | None = None
    note: str = ""
    unknown: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()


def read_line(line: str, words: QuickWords, today: date, *, planned: bool = False) -> QuickEntry:
    """Read a line. A weekday is the last one gone by, or the next to come where ``planned``."""
    reader = _Reader(line, words, today, planned)
    while reader.step():
        pass
    return reader.result()


class _Reader:
    """One pass over the words of a line."""

    def __init__(self, line: str, words: QuickWords, today: date, planned: bool) -> None:
        self.line, self.words, self.today, self.planned = line, words, today, planned
        self.found = [(match.start(), match.end()) for match in _WORD.finditer(line)]
        self.texts = [line[start:end] for start, end in self.found]
        self.place = 0
        self.entry = QuickEntry()
        self.pieces: list[Piece] = []
        self.kept: list[str] = []

    def step(self) -> bool:
        """Read what stands at the place; False where the note begins."""
        if self.place >= len(self.texts):
            return False
        if self.texts[self.place] in _STARTS_NOTE:
            self._take(1, "mark")
            return False
        return self._staff() or self._phrase() or self._number() or self._unknown()

    def result(self) -> QuickEntry:
        """The entry with the rest of the line as its note."""
        rest = ""
        if self.place < len(self.texts):
            start = self.found[self.place][0]
            rest = self.line[start:].rstrip()
            self.pieces.append(Piece(rest, start, start + len(rest), "note"))
        note = " ".join([*self.kept, rest]).strip()
        return replace(self.entry, note=note, pieces=tuple(self.pieces))

    def _take(self, count: int, field: str, *, doubt: bool = False) -> str:
        start, end = self.found[self.place][0], self.found[self.place + count - 1][1]
        text = self.line[start:end]
        self.pieces.append(Piece(text, start, end, field, doubt))
        self.place += count
        return text

    def _set(self, count: int, field: str, **values: object) -> bool:
        """Take words as a field, unless the field has been said already."""
        if any(getattr(self.entry, name) is not None for name in values):
            return False
        self.entry = replace(self.entry, **values)  # type: ignore[arg-type]
        self._take(count, field)
        return True

    def _staff(self) -> bool:
        """«MH», «mh», «JS+TK», «MH,» or «og EØ» after a colleague."""
        parts = [part for part in re.split(r"[+/&,;]", self.texts[self.place]) if part]
        said_before = bool(self.pieces) and self.pieces[-1].field == "staff"
        if not parts and said_before and self.place + 1 < len(self.texts):
            return self._joined()
        if parts and parts[0].casefold() in {"og", "and"} and said_before:
            return self._joined()
        ids = [self._member(part) for part in parts]
        if not parts or not all(ids):
            return self._half_known(parts, ids)
        known = [one for one in ids if one is not None]
        staff = tuple(dict.fromkeys((*self.entry.staff, *known)))
        self.entry = replace(self.entry, staff=staff)
        self._take(1, "staff")
        return True

    def _joined(self) -> bool:
        """«+» or «og» between two colleagues, where the next word is one."""
        if self.place + 1 >= len(self.texts):
            return False
        if self._member(self.texts[self.place + 1].strip("+/&,;")) is None:
            return False
        self._take(1, "staff")
        return True

    def _half_known(self, parts: list[str], ids: list[str | None]) -> bool:
        """«JS+XX»: the one who is known is taken, the whole stays in the note with a doubt."""
        if len(parts) < 2 or not any(ids):
            return False
        strange = [part for part, one in zip(parts, ids, strict=True) if one is None]
        if not all(_CAPITALS.fullmatch(part) for part in strange):
            return False
        known = [one for one in ids if one is not None]
        staff = tuple(dict.fromkeys((*self.entry.staff, *known)))
        self.entry = replace(self.entry, staff=staff, unknown=(*self.entry.unknown, *strange))
        self.kept.append(self._take(1, "staff", doubt=True))
        return True

    def _member(self, text: str) -> str | None:
        if text != text.upper() and text.casefold() in SMALL_WORDS:
            return None
        if text != text.upper() and (text.casefold(),) in self.words.phrases:
            return None
        return self.words.staff.get(text.upper())

    def _unknown(self) -> bool:
        """Capitals where staff stand first, but nobody has them: shown as a doubt, kept as note."""
        text = self.texts[self.place].rstrip(",;+/&")
        if not _CAPITALS.fullmatch(text) or any(one.field != "staff" for one in self.pieces):
            return False
        self.entry = replace(self.entry, unknown=(*self.entry.unknown, text))
        self.kept.append(self._take(1, "staff", doubt=True))
        return True

    def _phrase(self) -> bool:
        for count in range(min(self.words.longest, len(self.texts) - self.place), 0, -1):
            taken = self.texts[self.place : self.place + count]
            taken = [*taken[:-1], taken[-1].rstrip(",;").strip("()") or taken[-1]]
            meaning = self.words.phrases.get(tuple(word.casefold().lstrip("(") for word in taken))
            if meaning is not None and self._mean(count, meaning):
                return True
        return False

    def _mean(self, count: int, meaning: Meaning) -> bool:
        text = self.line[self.found[self.place][0] : self.found[self.place + count - 1][1]]
        names = {"car": "car_id", "weekday": "day"}
        value: object = meaning.value
        if meaning.field == "day":
            value = self.today + timedelta(days=int(meaning.value))
        elif meaning.field == "weekday":
            value = self._weekday(int(meaning.value))
        shown = {"weekday": "day"}.get(meaning.field, meaning.field)
        done = self._set(count, shown, **{names.get(meaning.field, meaning.field): value})
        if done and meaning.stays:
            self.kept.append(text)
        return done

    def _weekday(self, number: int) -> date:
        """The last such day gone by, or the next to come; never today."""
        if self.planned:
            return self.today + timedelta(days=(number - self.today.weekday() - 1) % 7 + 1)
        return self.today - timedelta(days=(self.today.weekday() - number - 1) % 7 + 1)

    def _number(self) -> bool:
        text = self.texts[self.place].rstrip(",;")
        after = self.texts[self.place + 1].rstrip(",;") if self.place + 1 < len(self.texts) else ""
        if text.casefold() in _AT and after:
            at = _clock(after) or (_time(int(after), 0) if _HOUR.fullmatch(after) else None)
            return at is not None and self._set(2, "at", at=at)
        day = _date(text, self.today, self.planned)
        if day is not None:
            return self._set(1, "day", day=day)
        at = _clock(text)
        if at is not None:
            return self._set(1, "at", at=at)
        return self._length(text, after)

    def _length(self, text: str, after: str) -> bool:
        words = 1
        if after.casefold() in _MINUTE_WORDS | _HOUR_WORDS and re.fullmatch(r"[\d.,]+", text):
            text, words = text + after, 2
        minutes = read_minutes(text)
        return minutes is not None and self._set(words, "minutes", minutes=minutes)


def _time(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _clock(text: str) -> time | None:
    match = _CLOCK.fullmatch(text) or _FOUR.fullmatch(text)
    return None if match is None else _time(int(match[1]), int(match[2]))


def _date(text: str, today: date, planned: bool) -> date | None:
    """A date; without a year the nearest one gone by, or to come where it is planned."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    day, month = int(match[1]), int(match[2] or match[3] or match[4])
    if match[5]:
        return _calendar(int(match[5]) + (2000 if len(match[5]) == 2 else 0), month, day)
    years = range(today.year, today.year + 9 if planned else today.year - 9, 1 if planned else -1)
    for year in years:
        found = _calendar(year, month, day)
        if found is not None and (found >= today if planned else found <= today):
            return found
    return None


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_minutes(text: str) -> int | None:
    """Read «30», «30min», «1t», «1,5t», «1t30» as minutes within a day; None for anything else."""
    minutes = None
    if match := _MINUTES.fullmatch(text):
        minutes = int(match[1])
    elif match := _HOURS.fullmatch(text):
        minutes = int(match[1]) * 60 + int(match[2] or 0) * 6 + int(match[3] or 0)
    return minutes if minutes is not None and 0 < minutes <= MOST_MINUTES else None
