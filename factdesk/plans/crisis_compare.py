"""What differs between two versions of a crisis plan, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from factdesk.plans.comparing import Difference, changed
from factdesk.plans.crisis_content import LEVEL_TEXTS, TEXTS
from factdesk.plans.crisis_view import CrisisFacts, CrisisPlanAt, PersonCrisisPlan
from factdesk.plans.crisis_words import contact_words, level_words, plan_words
from factdesk.store.action import Reader, View
from factdesk.team.roles import Right
from factdesk.words import _, format_date, pgettext

_PLAN = (*TEXTS, "made_with", "made_on", "review_on")
_CONTACT = ("name", "role", "phone", "hours")


@dataclass(frozen=True)
class CrisisCompared(View[tuple[Difference, ...]]):
    """What has changed from version ``one`` to ``other``, or to the plan as it is now.

    Raises ``Gone`` for a version that was not kept, and ``Blocked``.
    """

    person_id: str
    one: int
    other: int | None = None

    touches: ClassVar[frozenset[str]] = PersonCrisisPlan.touches
    right: ClassVar[str | None] = Right.SEE_RECORD

    def read(self, reader: Reader) -> tuple[Difference, ...]:
        """Read both and compare."""
        now = PersonCrisisPlan(self.person_id)
        other = now if self.other is None else CrisisPlanAt(self.person_id, self.other)
        before = CrisisPlanAt(self.person_id, self.one).read(reader)
        return compare(before, other.read(reader))


def compare(one: CrisisFacts, other: CrisisFacts) -> tuple[Difference, ...]:
    """Every difference in the order of the plan; the order of contacts does not count."""
    found = list(_fields(pgettext("plan", "The plan"), plan_words(), _PLAN, one.plan, other.plan))
    before, after = ({row.level: row for row in facts.levels} for facts in (one, other))
    for code in (*before, *(code for code in after if code not in before)):
        old, new = before.get(code), after.get(code)
        label = (new or old).label  # type: ignore[union-attr]
        found += _fields(label, level_words(), LEVEL_TEXTS, old, new)
    return (*found, *_contacts(one, other))


def _contacts(one: CrisisFacts, other: CrisisFacts) -> Iterator[Difference]:
    section = _("Whom to call")
    before, after = ({row.id: row for row in facts.contacts} for facts in (one, other))
    for key in (*before, *(key for key in after if key not in before)):
        old, new = before.get(key), after.get(key)
        if old is not None and new is not None:
            words = {name: f"{old.name}: {word}" for name, word in contact_words().items()}
            yield from _fields(section, words, _CONTACT, old, new)
        elif new is not None:
            yield Difference(section, new.name, "added", "", new.phone)
        elif old is not None:
            yield Difference(section, old.name, "removed", old.phone, "")


def _fields(
    section: str, words: Mapping[str, str], names: Sequence[str], old: Any, new: Any
) -> Iterator[Difference]:
    for name in names:
        change = changed(_text(old, name), _text(new, name))
        if change:
            yield Difference(section, words[name], *change)


def _text(row: Any, name: str) -> str:
    value = getattr(row, name, None)
    if value is None:
        return ""
    return value if isinstance(value, str) else format_date(value)
