"""Figures of who meets whom: several members around each person, and the leader in practice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    case,
    distinct,
    exists,
    func,
    or_,
    select,
)

from factdesk.assessments.indicators.caseload import on_caseload_at
from factdesk.assessments.indicators.charts import done_between, done_in, means
from factdesk.assessments.indicators.figure import Coverage, Figure, FigureRow, Maker, Wanted
from factdesk.assessments.indicators.roster import LongLeave, covers, leaves
from factdesk.assessments.indicators.shares import nobody, percent, whole
from factdesk.assessments.indicators.stretches import (
    BEGINS,
    ENDS,
    FIRST,
    LAST,
    complete_weeks,
    moments,
)
from factdesk.board.rules import norwegian_day
from factdesk.contacts.tables import Contact, ContactStaff, WithWhom
from factdesk.people.tables import Person
from factdesk.team.tables import ListItem, Staff, StaffFunction
from factdesk.words import _, ngettext

_TEAM_WEEKS, _LEADER_WEEKS = 2, 4
#: A full post's day, in minutes: 37.5 hours in five days.
FULL_DAY = 450
_WORKING_DAYS = 5
#: The kinds of contact that are direct service, as built-in codes.
_DIRECT = ("face_to_face", "video", "telephone")
#: The least share of the contacts that must be complete for a figure to suggest something.
_LEAST = Fraction(1, 2)
_ONE = Fraction(1)


def team_approach(wanted: Wanted) -> Figure:
    """Persons who met more than one member face to face in two weeks, in percent (DACTS H2)."""
    connection = wanted.connection
    first, last = complete_weeks(wanted.last, _TEAM_WEEKS)
    found = _seen_by(wanted, first, last)
    counted = [row for row in found if row.is_on_caseload]
    several = sum(1 for row in counted if row.members > 1)
    contacts = sum(row.contacts for row in counted)
    bare = sum(row.bare for row in counted)
    return Figure(
        "team_approach",
        percent(several, len(counted)),
        Fraction(several),
        Fraction(len(counted)),
        "percent",
        first,
        last,
        _team_coverage(contacts, bare),
        _(
            "Persons of the charts who met more than one member face to face in the latest two"
            " complete weeks, divided by the persons who were on the caseload when they ended."
        ),
        rows=tuple(_person_rows(wanted, found)),
        too_little=_team_too_little(connection, len(counted), contacts, bare, (first, last)),
    )


def practising_leader(wanted: Wanted) -> Figure:
    """The leader's minutes of direct service of the minutes contracted, four weeks (DACTS H4)."""
    connection = wanted.connection
    first, last = complete_weeks(wanted.last, _LEADER_WEEKS)
    leaders = _leaders(connection, first, last)
    away = leaves(wanted, first, last)
    days = _days_led(leaders, away, first, last)
    contracted = sum(
        (days[leader.id] * FULL_DAY * _share(leader) for leader in leaders), Fraction(0)
    )
    contacts = _direct_contacts(connection, leaders, first, last)
    initials = {leader.staff_id: leader.initials for leader in leaders}
    timed = [contact for contact, _day in contacts if contact.minutes is not None]
    minutes = Fraction(sum(contact.minutes for contact in timed))
    return Figure(
        "practising_leader",
        minutes * 100 / contracted if contracted else None,
        minutes,
        contracted,
        "percent",
        first,
        last,
        _leader_coverage(len(timed), len(contacts)),
        _(
            "The team leader's minutes with persons and their next of kin in the latest four"
            " complete weeks, face to face, by video or telephone, divided by the minutes"
            " contracted: 37.5 hours a week for a full post, without days of registered leave."
        ),
        rows=(
            *(_leader_row(leader, days[leader.id]) for leader in leaders),
            *(
                _contact_row(wanted, contact, day, initials[contact.staff_id])
                for contact, day in contacts
            ),
        ),
        too_little=_leader_too_little(
            connection, leaders, contracted, timed, contacts, (first, last)
        ),
    )


def _seen_by(wanted: Wanted, first: date, last: date) -> Sequence[Any]:
    """Each person of the charts: contacts face to face, members met, contacts without a member."""
    begins, ends = moments(first, last)
    asked: dict[str, Any] = {"last": last, "begins": begins, "ends": ends}
    if wanted.sample:
        asked["sample"] = wanted.sample
    statement = _seen_statement(with_sample=bool(wanted.sample))
    return wanted.connection.execute(statement, asked).all()


@cache
def _seen_statement(*, with_sample: bool) -> Any:
    on_it = on_caseload_at(LAST)
    sample: ColumnElement[Any] = bindparam("sample", expanding=True)
    met = and_(
        Contact.person_id == Person.id,
        done_in(BEGINS, ENDS),
        Contact.with_whom == WithWhom.PERSON,
        means("contact_kind", Contact.kind, "face_to_face"),
    )
    bare = and_(Contact.id.is_not(None), ContactStaff.id.is_(None))
    found: Any = select(
        Person.id,
        func.max(case((on_it, 1), else_=0)).label("is_on_caseload"),
        func.count(distinct(Contact.id)).label("contacts"),
        func.count(distinct(ContactStaff.staff_id)).label("members"),
        func.count(case((bare, Contact.id))).label("bare"),
    )
    return (
        found.select_from(Person)
        .outerjoin(Contact, met)
        .outerjoin(ContactStaff, ContactStaff.contact_id == Contact.id)
        .where(Person.id.in_(sample) if with_sample else on_it)
        .group_by(Person.id)
        .order_by(Person.id)
    )


def _person_rows(wanted: Wanted, found: Iterable[Any]) -> Iterable[FigureRow]:
    notes: dict[tuple[int, int], str] = {}
    for row in found:
        key = (row.contacts, row.members)
        if key not in notes:
            notes[key] = _met_words(*key)
        label, note = wanted.person_label(row.id), notes[key]
        if row.is_on_caseload:
            several, members = whole(int(row.members > 1)), whole(row.members)
            yield FigureRow(
                "persons", row.id, label, row.id, None, several, _ONE, members, True, note
            )
        else:
            gone = _("not on the caseload when the weeks ended")
            yield FigureRow("persons", row.id, label, row.id, is_counted=False, note=gone)


def _met_words(contacts: int, members: int) -> str:
    """«4 contacts, 2 members»."""
    return _("{contacts}, {members}").format(
        contacts=ngettext("{count} contact", "{count} contacts", contacts).format(count=contacts),
        members=ngettext("{count} member", "{count} members", members).format(count=members),
    )


def _team_coverage(contacts: int, bare: int) -> Coverage:
    text = ngettext(
        "{count} contact does not say which member it was with.",
        "{count} contacts do not say which members they were with.",
        bare,
    )
    return Coverage(contacts - bare, contacts, text.format(count=bare) if bare else "")


def _team_too_little(
    connection: Connection, persons: int, contacts: int, bare: int, weeks: tuple[date, date]
) -> str:
    if not persons:
        return nobody()
    if not contacts and not _any_contact(connection, *weeks):
        return _no_contacts()
    if Fraction(contacts - bare) < contacts * _LEAST:
        return _("More than half of the contacts do not say which members they were with.")
    return ""


def _leaders(connection: Connection, first: date, last: date) -> Sequence[Any]:
    """Who was team leader on some day of the weeks, with the days of the function and the post."""
    return connection.execute(_leaders_statement(), {"first": first, "last": last}).all()


@cache
def _leaders_statement() -> Any:
    function = (
        select(ListItem.code)
        .where(ListItem.list_name == "function", ListItem.means == "team_leader")
        .scalar_subquery()
    )
    is_leader = or_(StaffFunction.function == "team_leader", StaffFunction.function.in_(function))
    found: Any = select(
        StaffFunction.id,
        StaffFunction.staff_id,
        StaffFunction.valid_from,
        StaffFunction.valid_to,
        Staff.initials,
        Staff.fte_percent,
        Staff.valid_from.label("staff_from"),
        Staff.valid_to.label("staff_to"),
    )
    return (
        found.join(Staff, Staff.id == StaffFunction.staff_id)
        .where(
            is_leader,
            or_(StaffFunction.valid_from.is_(None), StaffFunction.valid_from <= LAST),
            or_(StaffFunction.valid_to.is_(None), StaffFunction.valid_to >= FIRST),
            or_(Staff.valid_from.is_(None), Staff.valid_from <= LAST),
            or_(Staff.valid_to.is_(None), Staff.valid_to >= FIRST),
        )
        .order_by(Staff.initials, StaffFunction.valid_from, StaffFunction.id)
    )


def _days_led(
    leaders: Sequence[Any], away: Sequence[LongLeave], first: date, last: date
) -> dict[str, int]:
    """Working days of each row of the function; none twice for one member, none on leave."""
    days = {leader.id: 0 for leader in leaders}
    taken = {
        (leave.staff_id, day)
        for leave in away
        for day in _weekdays(first, last)
        if leave.covers(day)
    }
    for leader in leaders:
        for day in _weekdays(first, last):
            if _leads(leader, day) and (leader.staff_id, day) not in taken:
                taken.add((leader.staff_id, day))
                days[leader.id] += 1
    return days


def _leads(leader: Any, day: date) -> bool:
    return covers(leader.valid_from, leader.valid_to, day) and covers(
        leader.staff_from, leader.staff_to, day
    )


def _share(leader: Any) -> Fraction:
    return Fraction(leader.fte_percent) / 100


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _weekdays(first: date, last: date) -> Iterable[date]:
    return (day for day in _days(first, last) if day.weekday() < _WORKING_DAYS)


def _direct_contacts(
    connection: Connection, leaders: Sequence[Any], first: date, last: date
) -> Sequence[tuple[Any, date]]:
    """The leaders' contacts of direct service on the days they led, with the day, oldest first."""
    begins, ends = moments(first, last)
    ids = [leader.staff_id for leader in leaders]
    asked = {"leaders": ids, "begins": begins, "ends": ends}
    found = connection.execute(_direct_statement(), asked).all()
    led = {
        (leader.staff_id, day)
        for leader in leaders
        for day in _days(first, last)
        if _leads(leader, day)
    }
    dated = [(contact, norwegian_day(contact.start)) for contact in found]
    return [(contact, day) for contact, day in dated if (contact.staff_id, day) in led]


@cache
def _direct_statement() -> Any:
    # The text of the id has no index: so SQLite begins with the weeks, not with everything that
    # the leader ever took part in.
    member = ContactStaff.staff_id.concat("")
    ids: ColumnElement[Any] = bindparam("leaders", expanding=True)
    found: Any = select(
        Contact.id,
        Contact.person_id,
        Contact.start,
        Contact.minutes,
        ContactStaff.staff_id,
    )
    return (
        found.join(ContactStaff, ContactStaff.contact_id == Contact.id)
        .where(
            member.in_(ids),
            done_in(BEGINS, ENDS),
            Contact.with_whom != WithWhom.SERVICE,
            means("contact_kind", Contact.kind, *_DIRECT),
        )
        .order_by(Contact.start, Contact.id)
    )


def _leader_row(leader: Any, days: int) -> FigureRow:
    text = ngettext("{initials} · {count} day", "{initials} · {count} days", days)
    minutes = days * FULL_DAY * _share(leader)
    label = text.format(initials=leader.initials, count=days)
    return FigureRow("staff", leader.staff_id, label, denominator=minutes)


def _contact_row(wanted: Wanted, contact: Any, day: date, initials: str) -> FigureRow:
    person = contact.person_id
    label = f"{wanted.person_label(person)} · {initials}"
    if contact.minutes is None:
        note = _("no minutes")
        return FigureRow("contacts", contact.id, label, person, day, is_counted=False, note=note)
    return FigureRow("contacts", contact.id, label, person, day, whole(contact.minutes))


def _leader_coverage(timed: int, contacts: int) -> Coverage:
    missing = contacts - timed
    text = ngettext(
        "{count} contact of the leader has no minutes.",
        "{count} contacts of the leader have no minutes.",
        missing,
    )
    return Coverage(timed, contacts, text.format(count=missing) if missing else "")


def _leader_too_little(
    connection: Connection,
    leaders: Sequence[Any],
    contracted: Fraction,
    timed: Sequence[Any],
    contacts: Sequence[Any],
    weeks: tuple[date, date],
) -> str:
    if not leaders:
        return _("Nobody is registered as team leader in these weeks.")
    if not contracted:
        return _("The team leader was not at work in these weeks, so nothing can be divided.")
    if not contacts and not _any_contact(connection, *weeks):
        return _no_contacts()
    if Fraction(len(timed)) < len(contacts) * _LEAST:
        return _("More than half of the leader's contacts have no minutes.")
    return ""


def _any_contact(connection: Connection, first: date, last: date) -> bool:
    """Whether anybody logged a contact in the weeks: without any, none means nothing."""
    return bool(connection.scalar(select(exists().where(done_between(first, last)))))


def _no_contacts() -> str:
    return _("No contacts are logged in these weeks, so nothing is suggested.")


MAKERS: Mapping[str, Maker] = {
    "team_approach": team_approach,
    "practising_leader": practising_leader,
}
