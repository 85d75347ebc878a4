"""How a person in the meeting was last met, and what has been tried since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from factdesk.board.rules import SEEN_DAYS, norwegian_day
from factdesk.contacts.rules import day_bounds, is_did_not_come, is_face_to_face
from factdesk.contacts.tables import Contact, ContactStaff, ContactState, WithWhom
from factdesk.store.action import Reader
from factdesk.team.tables import ListItem, Team


@dataclass(frozen=True)
class Tried:
    """The newest contact after the person was last met; ``by`` initials, ``kind`` a code."""

    on: date
    by: tuple[str, ...]
    kind: str
    did_not_come: bool


@dataclass(frozen=True)
class Seen:
    """How the person has been seen face to face: last, and by how many in 14 days.

    ``last_by`` are initials; ``norm`` is how many different members the team wants; ``is_due``
    says that the last time is longer ago than the team accepts, or never. ``tried`` is what came
    after that without anybody meeting the person: a call, or an appointment not kept.
    """

    last_on: date | None
    last_by: tuple[str, ...]
    different: int
    norm: int
    is_due: bool
    tried: Tried | None = None


def read_seen(reader: Reader, person_id: str, team: Team, initials: Mapping[str, str]) -> Seen:
    """Face to face only: a call is a contact, but nobody has seen the person."""
    session, today = reader.session, reader.today
    means = dict(
        session.execute(
            select(ListItem.code, ListItem.means).where(ListItem.list_name == "contact_kind")
        ).all()
    )
    kinds = [code for code in means if is_face_to_face(code, means)]
    held = (
        Contact.person_id == person_id,
        Contact.state == ContactState.DONE,
        Contact.with_whom == WithWhom.PERSON,
    )
    met = (*held, Contact.kind.in_(kinds))
    newest = (
        select(Contact.id, Contact.start, Contact.kind)
        .order_by(Contact.start.desc(), Contact.id.desc())
        .limit(1)
    )
    last = session.execute(newest.where(*met)).first()
    tried = session.execute(newest.where(*held, Contact.start <= reader.now)).first()
    if tried is not None and last is not None and tried.start <= last.start:
        tried = None
    since, _after = day_bounds(today - timedelta(days=SEEN_DAYS))
    shown = [row.id for row in (last, tried) if row is not None]
    pairs = session.execute(
        select(Contact.id, Contact.kind, ContactStaff.staff_id)
        .join(ContactStaff, ContactStaff.contact_id == Contact.id)
        .where(*held, or_(Contact.start >= since, Contact.id.in_(shown)))
    ).all()

    def who(contact_id: str) -> tuple[str, ...]:
        return tuple(
            sorted(initials.get(one.staff_id, "") for one in pairs if one.id == contact_id)
        )

    recent = last is not None and last.start >= since
    last_on = norwegian_day(last.start) if last is not None else None
    return Seen(
        last_on=last_on,
        last_by=who(last.id) if last is not None else (),
        different=len({one.staff_id for one in pairs if one.kind in kinds}) if recent else 0,
        norm=team.staff_seen_norm,
        is_due=last_on is None or (today - last_on).days > team.contact_due_days,
        tried=None
        if tried is None
        else Tried(
            on=norwegian_day(tried.start),
            by=who(tried.id),
            kind=tried.kind,
            did_not_come=is_did_not_come(tried.kind, means),
        ),
    )
