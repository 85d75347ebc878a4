"""What the actions of this room share: the checks before a change, and who takes part."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from factdesk.contacts.rules import day_of, is_future, minutes_are_possible
from factdesk.contacts.tables import Contact, ContactStaff, ContactState
from factdesk.errors import KnownError
from factdesk.people.kinds import Stage
from factdesk.people.tables import Person
from factdesk.store.work import Work
from factdesk.team.tables import Car, ListItem, Staff
from factdesk.words import _, format_date

if TYPE_CHECKING:
    from factdesk.contacts.actions.plan_contact import PlanContact
    from factdesk.contacts.actions.register_contact import RegisterContact


class BadContact(KnownError):
    """A contact that cannot be as it is written. ``field`` is where to correct it."""

    def __init__(self, field: str, message: str, advice: str = "") -> None:
        super().__init__(message, advice or _("Nothing was saved. Correct it and save again."))
        self.field = field


def add_contact(
    work: Work,
    new: PlanContact | RegisterContact,
    state: ContactState,
    start: datetime,
    *,
    day_only: bool,
    somebody: bool,
) -> str:
    """Check and write a contact with who takes part; its id. The saved draft is let go.

    ``somebody`` says whether at least one member must take part. Raises :class:`BadContact`.
    """
    check_person(work, new.person_id, day_of(new.start))
    check_code(work, "contact_kind", new.kind)
    check_code(work, "contact_place", new.place)
    if new.focus is not None:
        check_code(work, "contact_focus", new.focus)
    check_minutes(new.minutes)
    check_needs(new.needs)
    check_car(work, new.car_id)
    members = check_staff(work, new.staff_ids, somebody=somebody)
    contact = work.add(
        Contact(
            person_id=new.person_id,
            state=state,
            kind=new.kind,
            with_whom=new.with_whom,
            place=new.place,
            start=start,
            day_only=day_only,
            minutes=new.minutes,
            needs=new.needs,
            car_id=new.car_id,
            focus=new.focus,
            is_group=new.is_group,
            short_note=one_line(new.short_note),
            note=clean(new.note),
        )
    )
    add_staff(work, contact.id, members)
    tell(work, contact, members)
    if new.draft is not None:
        work.drop_drafts([new.draft])
    return contact.id


def check_person(work: Work, person_id: str, day: date) -> Person:
    """The person, who must not have been closed before the day. Raises :class:`BadContact`."""
    person = work.get(Person, person_id)
    if person.stage is Stage.CLOSED and day > (person.closed_on or work.today):
        raise BadContact(
            "person",
            _("The person was closed before this day."),
            _("Nothing was saved. Choose an earlier day, or take the person in again first."),
        )
    return person


def check_code(work: Work, list_name: str, code: str) -> None:
    """Refuse a code that the team's list does not have; one put to rest is still known."""
    query = select(ListItem.id).where(ListItem.list_name == list_name, ListItem.code == code)
    if work.session.scalars(query).first() is None:
        field = list_name.removeprefix("contact_")
        raise BadContact(field, _("The team has no choice «{code}» here.").format(code=code))


def check_minutes(minutes: int | None) -> None:
    """Refuse a contact of no minutes, or longer than a day."""
    if not minutes_are_possible(minutes):
        raise BadContact("minutes", _("A contact lasts between 1 minute and 24 hours."))


def check_needs(needs: int) -> None:
    """Refuse a visit that needs nobody, or a crowd."""
    if not 1 <= needs <= 9:
        raise BadContact("needs", _("A visit needs between 1 and 9 of the staff."))


def check_not_future(work: Work, start: datetime, day_only: bool) -> None:
    """Refuse to call something done that lies ahead."""
    if is_future(start, work.now, day_only):
        raise BadContact(
            "start",
            _("This time has not come yet, so it cannot be done."),
            _("Nothing was saved. Correct the time, or plan the contact instead."),
        )


def check_not_past(work: Work, start: datetime) -> None:
    """Refuse to plan for a day that has been."""
    if day_of(start) < work.today:
        raise BadContact(
            "start",
            _("{date} has been. Was it done?").format(date=format_date(day_of(start))),
            _("Nothing was saved. Register it as done, or choose a day to come."),
        )


def check_staff(work: Work, staff_ids: Iterable[str], *, somebody: bool) -> list[Staff]:
    """The members, each once, in the order given. ``somebody`` refuses an empty list."""
    ids = list(dict.fromkeys(staff_ids))
    found = {row.id: row for row in work.session.scalars(select(Staff).where(Staff.id.in_(ids)))}
    if len(found) < len(ids):
        raise BadContact("staff", _("One of the initials belongs to nobody in the team."))
    if somebody and not ids:
        raise BadContact(
            "staff",
            _("Nobody of the team takes part."),
            _("Nothing was saved. Write the initials of who was there."),
        )
    return [found[staff_id] for staff_id in ids]


def check_car(work: Work, car_id: str | None) -> Car | None:
    """The car, which the team must have."""
    return None if car_id is None else work.get(Car, car_id)


def staff_of(work: Work, contact_id: str) -> list[ContactStaff]:
    """The rows of who takes part, in the order they were put on."""
    query = select(ContactStaff).where(ContactStaff.contact_id == contact_id)
    return list(work.session.scalars(query.order_by(ContactStaff.id)))


def add_staff(work: Work, contact_id: str, members: Iterable[Staff]) -> None:
    """Put members on a contact that has none of them."""
    for member in members:
        work.add(ContactStaff(contact_id=contact_id, staff_id=member.id))


def change_staff(
    work: Work, contact_id: str, wanted: Iterable[str], was: Iterable[str] | None
) -> list[Staff]:
    """Make the wanted members take part; who does afterwards.

    With ``was``, the members the user saw, only the user's own difference is made: a colleague
    whom somebody else has put on meanwhile stays.
    """
    rows = staff_of(work, contact_id)
    current = [row.staff_id for row in rows]
    target = list(dict.fromkeys(wanted))
    if was is not None:
        seen = set(was)
        target += [one for one in current if one not in seen and one not in target]
        target = [one for one in target if one in current or one not in seen]
    members = check_staff(work, target, somebody=False)
    for row in rows:
        if row.staff_id not in target:
            work.delete(row)
    add_staff(work, contact_id, [member for member in members if member.id not in current])
    return members


def clean(text: str | None) -> str | None:
    """The text as it was written, or ``None`` where it is only space. Nothing is cut."""
    return text if text and text.strip() else None


def one_line(text: str | None) -> str | None:
    """The text on one line: line breaks become spaces, nothing else changes."""
    return clean(" ".join(text.splitlines()).strip()) if text else None


def tell(work: Work, contact: Contact, members: Iterable[Staff] | None = None) -> None:
    """Keep the words for the label of an act on a contact."""
    person = work.get(Person, contact.person_id)
    name = person.preferred_name or person.given_name or person.family_name
    if members is None:
        ids = [row.staff_id for row in staff_of(work, contact.id)]
        members = check_staff(work, ids, somebody=False)
    work.tell(person=name, staff=" + ".join(member.initials for member in members))
