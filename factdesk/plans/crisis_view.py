"""A person's crisis plan as the screen and the papers show it: as it is now, or a kept version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import select

from factdesk.people.access import demand_access
from factdesk.people.kinds import LanguageForm
from factdesk.people.rules import age_on, display_name
from factdesk.people.tables import Person
from factdesk.plans import crisis_content
from factdesk.plans.crisis_content import LEVEL_TEXTS
from factdesk.plans.crisis_rules import is_old, level_marks, newest
from factdesk.plans.facts import VersionRow
from factdesk.plans.kinds import PlanKind
from factdesk.plans.loading import load_versions
from factdesk.plans.tables import CrisisContact, CrisisLevel, CrisisPlan, PlanVersion
from factdesk.store.action import Reader, View
from factdesk.store.conflict import Gone
from factdesk.team.defaults import word
from factdesk.team.roles import Right
from factdesk.team.tables import ListItem, Team


@dataclass(frozen=True)
class CrisisRow:
    """The plan's own columns, as in ``tables.CrisisPlan``."""

    id: str
    version: int
    number: int
    made_on: date
    made_with: str | None
    reviewed_on: date | None
    review_on: date | None
    triggers: str | None
    helps: str | None
    wishes: str | None
    not_wished: str | None
    told: str | None


@dataclass(frozen=True)
class LevelRow:
    """A level: its word, its status mark, and its texts.

    ``id`` and ``version`` are ``None`` while nothing is written in it; ``in_use`` is false for a
    level that the team has put to rest and that is written in.
    """

    level: str
    label: str
    mark: str
    in_use: bool
    id: str | None = None
    version: int | None = None
    signs: str | None = None
    person_does: str | None = None
    others_do: str | None = None
    call: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it."""
        return not (self.signs or self.person_does or self.others_do or self.call)


@dataclass(frozen=True)
class ContactRow:
    """Somebody to call; columns as in ``tables.CrisisContact``."""

    id: str
    version: int
    name: str
    role: str | None
    phone: str
    hours: str | None
    position: int


@dataclass(frozen=True)
class CrisisFacts:
    """A person's crisis plan on a day.

    ``dated`` is the newest of made and gone through; without a plan here, the day of one that is
    kept elsewhere, or ``None``. ``is_old`` says that the team's interval has passed since then.
    ``versions`` are newest first.
    """

    person_id: str
    name: str
    age: int | None
    language: LanguageForm
    day: date
    plan: CrisisRow | None
    levels: tuple[LevelRow, ...]
    contacts: tuple[ContactRow, ...]
    versions: tuple[VersionRow, ...]
    dated: date | None
    is_old: bool

    @property
    def review_is_due(self) -> bool:
        """Whether the day agreed for looking at it again has come."""
        return (
            self.plan is not None
            and self.plan.review_on is not None
            and (self.plan.review_on <= self.day)
        )


_TOUCHES = frozenset(
    {
        "persons",
        "crisis_plans",
        "crisis_levels",
        "crisis_contacts",
        "plan_versions",
        "list_items",
        "team",
        "staff",
        "access_blocks",
    }
)


@dataclass(frozen=True)
class PersonCrisisPlan(View[CrisisFacts]):
    """The plan as it is now. Nine statements at most. Raises ``Gone`` and ``Blocked``."""

    person_id: str

    touches: ClassVar[frozenset[str]] = _TOUCHES
    right: ClassVar[str | None] = Right.SEE_RECORD

    def read(self, reader: Reader) -> CrisisFacts:
        """Fill the facts."""
        person = _person(reader, self.person_id)
        plan = _plan_row(reader, person.id)
        if plan is None:
            return _facts(reader, person, None, (), (), ())
        session = reader.session
        levels = session.scalars(select(CrisisLevel).where(CrisisLevel.crisis_plan_id == plan.id))
        contacts = session.scalars(
            select(CrisisContact)
            .where(CrisisContact.crisis_plan_id == plan.id)
            .order_by(CrisisContact.position, CrisisContact.id)
        )
        return _facts(
            reader,
            person,
            CrisisRow(**_columns(plan, CrisisRow)),
            [_columns(row, _LEVEL) for row in levels],
            [ContactRow(**_columns(row, ContactRow)) for row in contacts],
            load_versions(reader.session, person.id, PlanKind.CRISIS),
        )


@dataclass(frozen=True)
class CrisisPlanAt(View[CrisisFacts]):
    """The plan as the version ``number`` keeps it. Raises ``Gone`` and ``Blocked``."""

    person_id: str
    number: int

    touches: ClassVar[frozenset[str]] = _TOUCHES
    right: ClassVar[str | None] = Right.SEE_RECORD

    def read(self, reader: Reader) -> CrisisFacts:
        """Fill the facts from the kept content; age, old and the level's words are today's."""
        person = _person(reader, self.person_id)
        kept = reader.session.scalars(
            select(PlanVersion).where(
                PlanVersion.person_id == person.id,
                PlanVersion.kind == PlanKind.CRISIS,
                PlanVersion.number == self.number,
            )
        ).first()
        if kept is None:
            raise Gone(PlanVersion.__tablename__, self.person_id)
        plan, levels, contacts = crisis_content.read(kept.content)
        return _facts(
            reader,
            person,
            _kept(plan, CrisisRow),
            levels,
            [_kept(row, ContactRow) for row in contacts],
            load_versions(reader.session, person.id, PlanKind.CRISIS),
        )


#: The columns of a level that are written; its word and mark are the team's.
_LEVEL = ("level", "id", "version", *LEVEL_TEXTS)


def _person(reader: Reader, person_id: str) -> Person:
    person = reader.session.get(Person, person_id)
    if person is None:
        raise Gone("persons", person_id)
    demand_access(reader, person.id)
    return person


def _plan_row(reader: Reader, person_id: str) -> CrisisPlan | None:
    return reader.session.scalars(
        select(CrisisPlan).where(CrisisPlan.person_id == person_id)
    ).first()


def _facts(
    reader: Reader,
    person: Person,
    plan: CrisisRow | None,
    levels: Sequence[dict[str, Any]],
    contacts: Sequence[ContactRow],
    versions: tuple[VersionRow, ...],
) -> CrisisFacts:
    dated = person.crisis_plan_on if plan is None else newest(plan.made_on, plan.reviewed_on)
    months = reader.session.scalars(select(Team.crisis_plan_months)).one()
    return CrisisFacts(
        person_id=person.id,
        name=display_name(person.given_name, person.family_name, person.preferred_name),
        age=age_on(person.birth_date, reader.today),
        language=person.language,
        day=reader.today,
        plan=plan,
        levels=_levels(reader, {row["level"]: row for row in levels}),
        contacts=tuple(contacts),
        versions=versions,
        dated=dated,
        is_old=dated is not None and is_old(dated, reader.today, months),
    )


def _levels(reader: Reader, written: dict[str, dict[str, Any]]) -> tuple[LevelRow, ...]:
    """The team's levels in order, and those put to rest that are written in."""
    items = list(
        reader.session.scalars(
            select(ListItem)
            .where(ListItem.list_name == "crisis_level")
            .order_by(ListItem.position, ListItem.id)
        )
    )
    shown = [item for item in items if item.active or not _blank(written.get(item.code))]
    marks = level_marks([item.means for item in shown])
    return tuple(
        LevelRow(
            label=item.label or word("crisis_level", item.code),
            mark=mark,
            in_use=item.active,
            **(written.get(item.code) or {"level": item.code}),
        )
        for item, mark in zip(shown, marks, strict=True)
    )


def _blank(row: dict[str, Any] | None) -> bool:
    return row is None or not any(row.get(name) for name in LEVEL_TEXTS)


def _columns(row: object, names: Any) -> dict[str, Any]:
    """The named columns of a row; ``names`` are names or a dataclass that has them."""
    wanted: Iterable[str] = getattr(names, "__dataclass_fields__", names)
    return {name: getattr(row, name) for name in wanted}


def _kept(values: dict[str, Any], cls: type[Any]) -> Any:
    """The row of a version; a column that came after the version was kept is empty in it."""
    return cls(**{name: values.get(name) for name in cls.__dataclass_fields__})
