"""What the wall may say about a person: never a name, a birth number or a free text unasked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from factdesk.board.facts import BoardFacts, BoardRow
from factdesk.words import _, format_time, ngettext


@dataclass(frozen=True)
class WallRow:
    """A line of the wall: a section's heading, or a person by alias or initials.

    ``key`` is the person's id, empty for a heading. ``visits`` hold only times and staff initials;
    ``lacks`` says that somebody is missing for one of them; ``texts`` hold only what the team has
    chosen to show. There is no age, not even a rough one: in a small place a section, a status and
    an age are enough to know who it is.
    """

    key: str
    who: str
    is_heading: bool = False
    level: str = "none"
    level_word: str = ""
    days: str = ""
    visits: tuple[tuple[str, str], ...] = ()
    lacks: bool = False
    coordinator: str = ""
    texts: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """The line as a screen reader says it."""
        visits = [f"{time} {who}".strip() for time, who in self.visits]
        parts = (self.who, self.level_word, self.days, *visits, self.coordinator, *self.texts)
        return ", ".join(part for part in parts if part)


def wall_rows(board: BoardFacts, *, shows_reason: bool, shows_agreed: bool) -> list[WallRow]:
    """The lines of the wall in the board's order; empty sections are left out."""
    names = wall_names([row for section in board.sections for row in section.rows])
    lines = []
    for section in board.sections:
        if not section.rows:
            continue
        lines.append(WallRow("", f"{section.name}  {len(section.rows)}", is_heading=True))
        for row in section.rows:
            texts = [row.reason] if shows_reason else []
            texts += [row.agreed] if shows_agreed else []
            lines.append(
                WallRow(
                    key=row.person_id,
                    who=names[row.person_id],
                    level=row.level,
                    level_word=row.level_word,
                    days=ngettext("{count} day", "{count} days", row.days).format(count=row.days),
                    visits=_visits(row),
                    lacks=any(visit.is_today and visit.lacks for visit in row.visits),
                    coordinator=row.coordinator.initials if row.coordinator else "",
                    texts=tuple(" ".join(text.split()) for text in texts if text.strip()),
                )
            )
    return lines


def wall_names(rows: list[BoardRow]) -> dict[str, str]:
    """The alias the team has given, else initials; equal ones are told apart by a number."""
    plain = {row.person_id: _alias(row) or initials(row.name) for row in rows}
    count = Counter(plain.values())
    seen: Counter[str] = Counter()
    shown = {}
    for person, name in plain.items():
        seen[name] += 1
        shown[person] = f"{name} {seen[name]}" if count[name] > 1 else name
    return shown


def initials(name: str) -> str:
    """«Even Máret Ali» → «E.M.A.»; with dots, so that nobody takes them for a colleague's."""
    letters = [word[0].upper() for word in name.replace("-", " ").split() if word[:1].isalpha()]
    return ".".join(letters) + "." if letters else _("Somebody")


def _alias(row: BoardRow) -> str:
    """The alias, unless it is a part of the person's own name: then it would name the person."""
    alias = " ".join((row.wall_alias or "").split())
    parts = {part.casefold() for part in row.name.replace("-", " ").split() if len(part) > 2}
    named = any(word.casefold().strip(".,") in parts for word in alias.replace("-", " ").split())
    return "" if named else alias


def _visits(row: BoardRow) -> tuple[tuple[str, str], ...]:
    """Today's visits: the time, and who goes."""
    found = []
    for visit in row.visits:
        if visit.is_today:
            time = "" if visit.day_only else format_time(visit.start)
            who = " + ".join(mark.initials for mark in visit.staff if not mark.is_away)
            found.append((time, who or _("nobody yet")))
    return tuple(found)
