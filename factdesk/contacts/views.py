"""What is shown of contacts: one day of the team, one person's history, one contact."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Select, and_, or_, select

from factdesk.contacts.rules import Clash, Slot, awaits_answer, clashes, day_bounds
from factdesk.contacts.tables import Contact, ContactStaff, ContactState, WithWhom
from factdesk.people.access import in_force
from factdesk.people.tables import AccessBlock, Person, VisitWarning
from factdesk.store.action import Reader, View
from factdesk.store.conflict import Gone
from factdesk.team.roles import Right
from factdesk.team.tables import Car, Presence, PresenceState, Staff

#: How many days back planned contacts are still asked about.
ASK_DAYS = 14


@dataclass(frozen=True)
class DayStaff:
    """A member as the day shows one: presence and the ids of the visits, in order of time."""

    id: str
    initials: str
    name: str
    phone: str | None
    presence: PresenceState
    presence_note: str | None
    visits: tuple[str, ...]


@dataclass(frozen=True)
class DayCar:
    """A car and the ids of the visits it is booked for, in order of time."""

    id: str
    name: str
    plate: str | None
    visits: tuple[str, ...]


@dataclass(frozen=True)
class DayVisit:
    """One contact of a day. ``kind``, ``place``, ``warnings`` are codes of the team's lists.

    ``start`` counts as a day only where ``day_only``; ``minutes`` may be unknown. ``warnings``
    are the person's standing visit warnings with their own text, as (code, text).
    """

    id: str
    version: int
    person_id: str
    person: str
    address: str | None
    municipality: str | None
    phone: str | None
    warnings: tuple[tuple[str, str], ...]
    state: ContactState
    kind: str
    with_whom: WithWhom
    place: str
    start: datetime
    day_only: bool
    minutes: int | None
    needs: int
    car_id: str | None
    short_note: str | None
    staff: tuple[str, ...]
    clashes: tuple[Clash, ...]

    @property
    def slot(self) -> Slot:
        """The visit as the rules take it."""
        return Slot(
            self.id, self.start, self.minutes, self.day_only, self.staff, self.car_id, self.needs
        )

    @property
    def is_planned(self) -> bool:
        """Whether it is still ahead, or has not been answered for."""
        return self.state is ContactState.PLANNED


@dataclass(frozen=True)
class DayFacts:
    """A day: every member and car with their visits, and the visits themselves in order of time.

    ``unassigned`` are planned visits nobody goes to; ``unanswered`` the planned ones of earlier
    days, and of today before now, that nobody has said anything about.
    """

    day: date
    now: datetime
    staff: tuple[DayStaff, ...]
    cars: tuple[DayCar, ...]
    visits: tuple[DayVisit, ...]
    unanswered: tuple[DayVisit, ...]

    @property
    def unassigned(self) -> tuple[DayVisit, ...]:
        """The planned visits without anybody to go."""
        return tuple(visit for visit in self.visits if visit.is_planned and not visit.staff)

    def visit(self, contact_id: str | None) -> DayVisit | None:
        """A visit of the day, or one that waits for an answer, by id."""
        every = (*self.visits, *self.unanswered)
        return next((visit for visit in every if visit.id == contact_id), None)

    def member(self, staff_id: str) -> DayStaff | None:
        """A member by id."""
        return next((one for one in self.staff if one.id == staff_id), None)


@dataclass(frozen=True)
class Day(View[DayFacts]):
    """The Today page and the printed day list; today where no day is given. Four statements.

    Cancelled contacts are left out. Notes and warning texts are left out for an actor without the
    right to see records, and for one whose access to the person is blocked.
    """

    day: date | None = None

    touches: ClassVar[frozenset[str]] = frozenset(
        {
            "contacts", "contact_staff", "persons", "warnings", "access_blocks",
            "staff", "presence", "cars",
        }
    )  # fmt: skip
    right: ClassVar[str | None] = Right.SEE_BOARD

    def read(self, reader: Reader) -> DayFacts:
        """Fill the day."""
        day = self.day or reader.today
        first, after = day_bounds(day)
        asked_from = day_bounds(reader.today - timedelta(days=ASK_DAYS))[0]
        here = and_(
            Contact.start >= first, Contact.start < after, Contact.state != ContactState.CANCELLED
        )
        waiting = and_(
            Contact.state == ContactState.PLANNED,
            Contact.start >= asked_from,
            Contact.start < reader.now,
        )
        wanted = or_(here, waiting)
        rows, warnings = _visits(reader, wanted)
        staff = _staff_by_contact(reader, wanted)
        today = [row for row in rows if first <= row.Contact.start < after]
        members = _members(reader, day)
        away = [one.id for one, presence in members if _is(presence, PresenceState.AWAY)]
        found = clashes((_slot(row.Contact, staff) for row in today), away)
        visits = tuple(_visit(row, staff, warnings, found, reader) for row in today)
        return DayFacts(
            day=day,
            now=reader.now,
            staff=tuple(
                shown
                for one, presence in members
                if (shown := _day_staff(one, presence, visits, day))
            ),
            cars=_cars(reader, visits),
            visits=visits,
            unanswered=tuple(
                _visit(row, staff, warnings, {}, reader)
                for row in rows
                if row.Contact.state is ContactState.PLANNED
                and awaits_answer(
                    True, _slot(row.Contact, staff).end, row.Contact.day_only, reader.now
                )
            ),
        )


@dataclass(frozen=True)
class ContactRow:
    """One contact in full. ``hidden`` says that notes are left out for want of access."""

    id: str
    version: int
    person_id: str
    person: str
    state: ContactState
    kind: str
    with_whom: WithWhom
    place: str
    start: datetime
    day_only: bool
    minutes: int | None
    needs: int
    car_id: str | None
    focus: str | None
    is_group: bool
    staff: tuple[str, ...]
    short_note: str | None
    note: str | None
    hidden: bool


@dataclass(frozen=True)
class ContactPage:
    """A stretch of a person's contacts, the newest first; ``before`` asks for the next stretch."""

    contacts: tuple[ContactRow, ...]
    before: tuple[datetime, str] | None


@dataclass(frozen=True)
class PersonContacts(View[ContactPage]):
    """A person's contacts, planned and done and cancelled, the newest first. Two statements.

    ``before`` is what the page before gave, ``None`` for the newest.
    """

    person_id: str
    limit: int = 50
    before: tuple[datetime, str] | None = None

    touches: ClassVar[frozenset[str]] = frozenset(
        {"contacts", "contact_staff", "persons", "access_blocks"}
    )
    right: ClassVar[str | None] = Right.SEE_RECORD

    def read(self, reader: Reader) -> ContactPage:
        """Fill the page."""
        query = _contacts(reader).where(Contact.person_id == self.person_id)
        if self.before is not None:
            start, last_id = self.before
            older = and_(Contact.start == start, Contact.id < last_id)
            query = query.where(or_(Contact.start < start, older))
        query = query.order_by(Contact.start.desc(), Contact.id.desc()).limit(self.limit + 1)
        rows = reader.session.execute(query).all()
        shown = rows[: self.limit]
        staff = _staff_by_contact(reader, Contact.id.in_([row.Contact.id for row in shown]))
        last = shown[-1].Contact if len(rows) > self.limit else None
        return ContactPage(
            tuple(_contact(row, staff) for row in shown),
            None if last is None else (last.start, last.id),
        )


@dataclass(frozen=True)
class ContactDetails(View[ContactRow]):
    """One contact. Two statements. Raises :class:`~factdesk.store.conflict.Gone`."""

    contact_id: str

    touches: ClassVar[frozenset[str]] = frozenset(
        {"contacts", "contact_staff", "persons", "access_blocks"}
    )
    right: ClassVar[str | None] = Right.EDIT_CONTACTS

    def read(self, reader: Reader) -> ContactRow:
        """Find it."""
        query = _contacts(reader).where(Contact.id == self.contact_id)
        row = reader.session.execute(query).first()
        if row is None:
            raise Gone("contacts", self.contact_id)
        return _contact(row, _staff_by_contact(reader, Contact.id == self.contact_id))


def name_of(person: Person) -> str:
    """The name a person is called by, with the family name."""
    first = person.preferred_name or person.given_name
    return f"{first} {person.family_name}".strip()


def _blocked(reader: Reader) -> ColumnElement[bool]:
    """Whether the actor's access to the contact's person is blocked today."""
    return (
        select(AccessBlock.id)
        .where(AccessBlock.person_id == Contact.person_id, in_force(reader.actor.id, reader.today))
        .exists()
    )


def _contacts(reader: Reader) -> Select[Contact, Person, bool]:
    return select(Contact, Person, _blocked(reader).label("blocked")).join(
        Person, Person.id == Contact.person_id
    )


def _visits(
    reader: Reader, wanted: ColumnElement[bool]
) -> tuple[list[Any], dict[str, list[tuple[str, str]]]]:
    """Contacts with person and the actor's block, and the warnings that stand, by contact.

    They are asked for together, a line per warning; warnings are (code, text).
    """
    standing = and_(
        VisitWarning.person_id == Contact.person_id,
        VisitWarning.since <= reader.today,
        or_(VisitWarning.ended_on.is_(None), VisitWarning.ended_on > reader.today),
    )
    query = (
        _contacts(reader)
        .add_columns(VisitWarning.kind.label("warning"), VisitWarning.text.label("warning_text"))
        .outerjoin(VisitWarning, standing)
        .where(wanted)
        .order_by(Contact.start, Contact.id, VisitWarning.since, VisitWarning.id)
    )
    rows: list[Any] = []
    warnings: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in reader.session.execute(query):
        if not rows or rows[-1].Contact.id != row.Contact.id:
            rows.append(row)
        if row.warning is not None:
            warnings[row.Contact.id].append((row.warning, row.warning_text or ""))
    return rows, warnings


def _staff_by_contact(reader: Reader, wanted: ColumnElement[bool]) -> dict[str, tuple[str, ...]]:
    """Who takes part in each contact, in the order they were put on."""
    query = (
        select(ContactStaff.contact_id, ContactStaff.staff_id)
        .join(Contact, Contact.id == ContactStaff.contact_id)
        .where(wanted)
        .order_by(ContactStaff.id)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for contact_id, staff_id in reader.session.execute(query):
        found[contact_id].append(staff_id)
    return {contact_id: tuple(ids) for contact_id, ids in found.items()}


def _members(reader: Reader, day: date) -> list[tuple[Staff, Presence | None]]:
    query = (
        select(Staff, Presence)
        .outerjoin(Presence, and_(Presence.staff_id == Staff.id, Presence.day == day))
        .order_by(Staff.initials, Staff.id)
    )
    return [(row.Staff, row.Presence) for row in reader.session.execute(query)]


def _is(presence: Presence | None, state: PresenceState) -> bool:
    return presence is not None and presence.state is state


def _day_staff(
    staff: Staff, presence: Presence | None, visits: tuple[DayVisit, ...], day: date
) -> DayStaff | None:
    """A member of that day; a former one only while visits still stand on the name."""
    own = tuple(visit.id for visit in visits if staff.id in visit.staff)
    begun = staff.valid_from is None or staff.valid_from <= day
    ended = staff.valid_to is not None and staff.valid_to < day
    if not own and (not begun or ended):
        return None
    return DayStaff(
        staff.id,
        staff.initials,
        staff.name,
        staff.phone,
        presence.state if presence else PresenceState.HERE,
        presence.note if presence else None,
        own,
    )


def _cars(reader: Reader, visits: tuple[DayVisit, ...]) -> tuple[DayCar, ...]:
    booked: dict[str, list[str]] = defaultdict(list)
    for visit in visits:
        if visit.car_id is not None:
            booked[visit.car_id].append(visit.id)
    cars = reader.session.scalars(select(Car).order_by(Car.name, Car.id))
    return tuple(
        DayCar(car.id, car.name, car.plate, tuple(booked[car.id]))
        for car in cars
        if car.active or car.id in booked
    )


def _slot(contact: Contact, staff: dict[str, tuple[str, ...]]) -> Slot:
    return Slot(
        contact.id,
        contact.start,
        contact.minutes,
        contact.day_only,
        staff.get(contact.id, ()),
        contact.car_id,
        contact.needs,
    )


def _visit(
    row: Any,
    staff: dict[str, tuple[str, ...]],
    warnings: dict[str, list[tuple[str, str]]],
    found: dict[str, tuple[Clash, ...]],
    reader: Reader,
) -> DayVisit:
    contact, person = row.Contact, row.Person
    hidden = row.blocked or Right.SEE_RECORD not in reader.actor.rights
    return DayVisit(
        id=contact.id,
        version=contact.version,
        person_id=person.id,
        person=name_of(person),
        address=person.address,
        municipality=person.municipality,
        phone=person.phone,
        warnings=tuple((code, "" if hidden else text) for code, text in warnings[contact.id]),
        state=contact.state,
        kind=contact.kind,
        with_whom=contact.with_whom,
        place=contact.place,
        start=contact.start,
        day_only=contact.day_only,
        minutes=contact.minutes,
        needs=contact.needs,
        car_id=contact.car_id,
        short_note=None if hidden else contact.short_note,
        staff=staff.get(contact.id, ()),
        clashes=found.get(contact.id, ()),
    )


def _contact(row: Any, staff: dict[str, tuple[str, ...]]) -> ContactRow:
    contact = row.Contact
    return ContactRow(
        id=contact.id,
        version=contact.version,
        person_id=contact.person_id,
        person=name_of(row.Person),
        state=contact.state,
        kind=contact.kind,
        with_whom=contact.with_whom,
        place=contact.place,
        start=contact.start,
        day_only=contact.day_only,
        minutes=contact.minutes,
        needs=contact.needs,
        car_id=contact.car_id,
        focus=contact.focus,
        is_group=contact.is_group,
        staff=staff.get(contact.id, ()),
        short_note=None if row.blocked else contact.short_note,
        note=None if row.blocked else contact.note,
        hidden=row.blocked,
    )
