"""What the statements bring, sorted by person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass
class Seen:
    """A contact: when, whether only its day is known, where, and who was or will be there."""

    start: datetime
    day_only: bool
    in_ward: bool
    staff: list[str] = field(default_factory=list)


@dataclass
class Around:
    """Everything around one person, by the part of the statement it came from."""

    parts: defaultdict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    contacts: dict[str, Seen] = field(default_factory=dict)


def sorted_around(
    around: Iterable[Any], plans: Iterable[Any], contacts: Iterable[Any]
) -> defaultdict[str, Around]:
    """The lines of the three statements by person; of one part the newest row first."""
    found: defaultdict[str, Around] = defaultdict(Around)
    for line in sorted((*around, *plans), key=lambda line: line.id, reverse=True):
        found[line.person_id].parts[line.part].append(line)
    for line in contacts:
        of_person = found[line.person_id].contacts
        seen = of_person.setdefault(line.part, Seen(line.start, line.day_only, bool(line.in_ward)))
        if line.staff_id is not None:
            seen.staff.append(line.staff_id)
    return found
