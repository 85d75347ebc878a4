"""Employers and professions as staff sheets write them, and what the team has for them."""

import re
from typing import Final

from sqlalchemy import func, select

from factdesk.exchange.bringing.record import Record
from factdesk.exchange.header_words import plain_words
from factdesk.team.tables import Employer, EmployerKind, ListItem

_PROFESSIONS: Final[dict[str, str]] = {
    "nurse": "sykepleier sjukepleiar nurse rn",
    "social_educator": "vernepleier vernepleiar",
    "social_worker": "sosionom sosialarbeider",
    "child_welfare_worker": "barnevernspedagog barnevernpedagog",
    "psychologist": "psykolog psykologspesialist psychologist",
    "psychiatrist": "psykiater psykiatar psychiatrist overlege",
    "physician": "lege lækjar lis physician doctor",
    "peer_worker": "erfaringskonsulent erfaringsmedarbeider erfaringsmedarbeidar",
    "employment_specialist": "jobbspesialist arbeidskonsulent jobbkonsulent",
    "substance_specialist": "ruskonsulent ruskonsulenten rusfaglig",
    "occupational_therapist": "ergoterapeut",
    "family_therapist": "familieterapeut",
    "secretary": "sekretær merkantil helsesekretær secretary",
}
_BUILT_IN: Final = {word: code for code, words in _PROFESSIONS.items() for word in words.split()}
_PHRASES: Final = {
    "social worker": "social_worker",
    "social educator": "social_educator",
    "peer worker": "peer_worker",
    "peer support worker": "peer_worker",
    "employment specialist": "employment_specialist",
    "occupational therapist": "occupational_therapist",
    "family therapist": "family_therapist",
}
_KINDS: Final = (
    (EmployerKind.NAV, re.compile(r"\bnav\b")),
    (EmployerKind.MUNICIPALITY, re.compile(r"kommun|bydel|municipality")),
    (EmployerKind.HEALTH_TRUST, re.compile(r"\b(hf|dps|bup|helse\w*|sy[ck]\w*hus\w*|sjukehus\w*"
                                           r"|hospital|trust|foretak\w*)\b")),
)  # fmt: skip
_GENERIC: Final = frozenset(
    "kommune kommunen kommunal municipality dps hf helseforetak helseforetaket sykehus sykehuset"
    " sjukehus sjukehuset spesialisthelsetjenesten hospital nav".split()
)


class Employers:
    """The team's employers, and those an import adds."""

    def __init__(self, record: Record) -> None:
        """Read those the team has."""
        self._record = record
        rows = record.work.session.scalars(
            select(Employer).order_by(Employer.name, Employer.id)
        ).all()
        self._by_name = {plain_words(row.name): row.id for row in rows}
        self._before = [(row.kind, row.id) for row in rows]

    def existing(self, text: str) -> str | None:
        """Return the id of the employer a sheet means, if the team has it.

        A word for the kind alone ("kommune") means the team's only employer of that kind.
        """
        words = plain_words(text)
        alike = [one for known, one in self._before if known is kind_of(text)]
        if words not in self._by_name and words in _GENERIC and len(alike) == 1:
            return alike[0]
        return self._by_name.get(words)

    def agrees(self, text: str, employer_id: str) -> bool:
        """Whether a sheet may mean this employer: by name, or by a word for its kind alone."""
        words, kinds = plain_words(text), {known: kind for kind, known in self._before}
        is_kind = words in _GENERIC and kinds.get(employer_id) is kind_of(text)
        return is_kind or self.existing(text) == employer_id

    def find(self, text: str | None) -> str | None:
        """Return the id of an employer as the sheet writes it, a new one where none fits."""
        if not text:
            return None
        found = self.existing(text)
        if found is None:
            row = self._record.work.add(Employer(name=text, kind=kind_of(text)))
            self._record.counts["employers"] += 1
            found = self._by_name[plain_words(text)] = row.id
        return found


class Professions:
    """The team's list of professions, and the team's own words that an import adds to it."""

    def __init__(self, record: Record) -> None:
        """Read the list."""
        self._record = record
        items = record.work.session.scalars(
            select(ListItem).where(ListItem.list_name == "profession")
        )
        self._by_label = {plain_words(item.label): item.code for item in items if item.label}

    def existing(self, text: str) -> str | None:
        """Return the code of a profession as a sheet writes it, if the team has it."""
        words = plain_words(text)
        return self._by_label.get(words) or _BUILT_IN.get(words) or _PHRASES.get(words)

    def find(self, text: str | None) -> str:
        """Return the code of a profession; a word of the team's own becomes a choice of its own."""
        if not text:
            return "other"
        return self.existing(text) or self._add(text, plain_words(text))

    def _add(self, text: str, words: str) -> str:
        """Add the word to the list, meaning the nearest built-in profession."""
        work = self._record.work
        means = next((_BUILT_IN[one] for one in words.split() if one in _BUILT_IN), "other")
        taken = set(
            work.session.scalars(select(ListItem.code).where(ListItem.list_name == "profession"))
        )
        last = work.session.scalar(
            select(func.max(ListItem.position)).where(ListItem.list_name == "profession")
        )
        stem = code = "_".join(words.split())[:60] or "own"
        number = 2
        while code in taken:
            code, number = f"{stem}_{number}", number + 1
        work.add(
            ListItem(
                list_name="profession",
                code=code,
                means=means,
                label=text,
                position=(last or 0) + 1,
                active=True,
            )
        )
        self._by_label[words] = code
        return code


def kind_of(employer: str) -> EmployerKind:
    """Return what kind of employer a name speaks of."""
    words = plain_words(employer)
    return next((kind for kind, sign in _KINDS if sign.search(words)), EmployerKind.OTHER)
