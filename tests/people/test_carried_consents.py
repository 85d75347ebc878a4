"""What stood on the next of kin before revision 0007 is a consent afterwards, and in the log.

In a team folder: there are no team servers with older revisions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import ClassVar

import sqlalchemy as sa

from factdesk.desk import Desk
from factdesk.people.actions.next_of_kin import AddNextOfKin
from factdesk.people.consents import ConsentState
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.people.record import PersonRecord
from factdesk.people.views import WhoHasLooked
from factdesk.store import log, schema
from factdesk.store.action import Action
from factdesk.store.check import check
from factdesk.store.engine import Store, without_references
from factdesk.store.tables import Act
from factdesk.store.work import Work
from factdesk.team.tables import ListItem
from tests.support.builders import Make

#: The lists that came with revision 0007.
NEW_LISTS = ("life_area", "service", "crisis_level")


@dataclass(frozen=True)
class DropLists(Action[None]):
    """Take away the lists that a team of an older program does not have."""

    reason: str | None = None

    code: ClassVar[str] = "test.drop_lists"

    def do(self, work: Work) -> None:
        """Remove the rows."""
        found = sa.select(ListItem).where(ListItem.list_name.in_(NEW_LISTS))
        for row in work.session.scalars(found):
            work.delete(row)


def move(store: Store, revision: str, *, up: bool) -> None:
    """Bring a store to another revision, with foreign keys off as when a team is opened."""
    with without_references(store) as connection:
        (schema.upgrade if up else schema.downgrade)(connection, revision)


def write_as_before(store: Store, kin: str) -> None:
    """What a program at revision 0006 wrote of a next of kin, in the row and in the log."""
    told = {"may_be_told": "Alt om avtaler", "consent_until": "2027-03-01"}
    change = "UPDATE next_of_kin SET may_be_told = :may_be_told, consent_until = :consent_until"
    now = datetime.now(UTC)
    stamp = log.Stamp("0" * 32, now, "system", "test", "people.next_of_kin.edit", None)
    with store.engine.begin() as connection:
        columns = sa.text(f"{change} WHERE id = :id").bindparams(
            sa.bindparam("consent_until", type_=sa.Date())
        )
        connection.execute(columns, {**told, "consent_until": date(2027, 3, 1), "id": kin})
        first, last = log.append(connection, stamp, [log.RowChange("next_of_kin", kin, {}, told)])
        act = {"id": stamp.act_id, "first": first, "last": last, "at": now, "undoable": True}
        act |= {"actor_id": "system", "station": "test", "code": stamp.code, "details": "{}"}
        connection.execute(sa.insert(Act), act)


def test_what_may_be_told_becomes_a_consent(desk: Desk, make: Make) -> None:
    person = make.person()
    kin = desk.do(AddNextOfKin(person, "Inga", "søster"))
    desk.do(AddNextOfKin(person, "Ola"))
    desk.do(DropLists())
    store = desk.store
    move(store, "0006", up=False)
    write_as_before(store, kin)
    move(store, "head", up=True)

    (consent,) = desk.see(PersonRecord(person)).consents
    assert (consent.kind, consent.given_by) == (ConsentKind.SHARE, ConsentGiver.SELF)
    assert (consent.with_name, consent.about) == ("Inga", "Alt om avtaler")
    assert (consent.given_on, consent.valid_to) == (None, date(2027, 3, 1))
    assert consent.state is ConsentState.IN_FORCE
    assert [step.code for step in check(store, None) if not step.is_in_order] == []
    with store.reading(desk.actor) as reader:
        lists = set(reader.session.scalars(sa.select(ListItem.list_name)))
    assert set(NEW_LISTS) <= lists
    looks = desk.see(WhoHasLooked(person))
    assert "Brought over when the program was renewed" in [look.what for look in looks]
