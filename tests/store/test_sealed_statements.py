"""What may be said of sealed columns to a server, and what is refused before it is sent."""

from __future__ import annotations

import pytest
from sqlalchemy import (
    Engine,
    Text,
    bindparam,
    case,
    cast,
    create_engine,
    delete,
    distinct,
    except_,
    func,
    insert,
    literal,
    literal_column,
    null,
    select,
    text,
    tuple_,
    type_coerce,
    union,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import CompileError, StatementError
from sqlalchemy.orm import Session, aliased

from factdesk.desk import Desk
from factdesk.people.tables import NextOfKin, Note, Person
from factdesk.store.base import NO_SEALED
from factdesk.store.folder.secrets import SecretKey
from factdesk.store.sealed_statements import Unsealed
from factdesk.store.sealing import Sealer, attach, is_sealed
from factdesk.store.tables import Draft
from factdesk.team.tables import Staff
from tests.support.builders import Make
from tests.support.servers import ServerTeam

PERSONS, KIN, OTHER = Person.__table__, NextOfKin.__table__, aliased(Person)
NAME, PHONE = Person.given_name, Person.phone
WITH_KEY = select(Person.id, NAME).subquery()
WITHOUT_KEY = select(NAME, Person.stage).subquery()
OF_TWO = union_all(select(Person.id, NAME), select(NextOfKin.id, NextOfKin.name)).subquery()


@pytest.fixture(scope="module")
def sealing() -> Engine:
    """An engine that seals, and is connected to nothing."""
    engine = create_engine("postgresql+psycopg://")
    attach(engine, Sealer(SecretKey(bytes(32)), "5e" * 16))
    return engine


ALLOWED = {
    "itself": select(NAME),
    "row": select(Person),
    "table": select(PERSONS),
    "alias": select(OTHER.given_name, OTHER.id),
    "label": select(NAME.label("called")),
    "two of a name": select(Person.phone, NextOfKin.phone).join(
        NextOfKin, NextOfKin.person_id == Person.id
    ),
    "beside none": select(Person.id, NextOfKin.name).outerjoin(
        NextOfKin, NextOfKin.person_id == Person.id
    ),
    "key in two parts": select(Draft.text),
    "is there": select(Person.id).where(PHONE.is_(None), NAME.is_not(None)),
    "whether there": select(case((PHONE.is_(None), 0), else_=1)),
    "subquery with its key": select(WITH_KEY.c.given_name),
    "union of like columns": union_all(select(NAME), select(NextOfKin.name), select(NO_SEALED)),
    "first of a union is none": union_all(select(NO_SEALED), select(NAME)),
    "given back": update(PERSONS).values(version=2).returning(PERSONS.c.given_name),
    "set to nothing": update(PERSONS).values(phone=None),
    "inserted": insert(PERSONS),
}

REFUSED = {
    "compared": select(Person.id).where(NAME == "Kari"),
    "compared with another": select(Person.id).where(Person.family_name == NAME),
    "one of": select(Person.id).where(NAME.in_(["Kari"])),
    "alike": select(Person.id).where(NAME.like("K%")),
    "as a pair": select(Person.id).where(tuple_(Person.id, NAME) == ("1", "Kari")),
    "longer": select(Person.id).where(func.length(NAME) > 3),
    "sorted": select(Person.id).order_by(NAME),
    "sorted backwards": select(Person.id).order_by(NAME.desc()),
    "sorted by label": select(NAME.label("called")).order_by("called"),
    "sorted by its label": select(label := NAME.label("called")).order_by(label),
    "grouped": select(func.count()).group_by(NAME),
    "having": select(func.count()).group_by(Person.stage).having(func.max(NAME) > "K"),
    "different": select(NAME).distinct(),
    "different rows": select(Person).distinct(),
    "one for each": select(Person.id).ext(distinct_on(NAME)),
    "counted apart": select(func.count(distinct(NAME))),
    "smallest": select(func.min(NAME)),
    "together": select(func.string_agg(NAME, ", ")),
    "put together": select(NAME + " " + Person.family_name),
    "either": select(func.coalesce(Person.preferred_name, NAME)),
    "in a case": select(case((PHONE.is_(None), NAME), else_=Person.family_name)),
    "as another": select(cast(NAME, Text())),
    "taken for another": select(type_coerce(NAME, Text())),
    "only one": select(select(NAME).limit(1).scalar_subquery()),
    "ranked": select(func.row_number().over(order_by=NAME)),
    "joined on": select(Person.id).join(NextOfKin, NextOfKin.name == NAME),
    "union that compares": union(select(Person.id, NAME), select(NextOfKin.id, NextOfKin.name)),
    "without others": except_(select(NAME), select(NextOfKin.name)),
    "union with what is plain": union_all(select(NAME), select(Staff.initials)),
    "plain first": union_all(select(Staff.initials), select(NAME)),
    "plain nothing first": union_all(select(cast(null(), Text())), select(NAME)),
    "subquery without its key": select(WITHOUT_KEY.c.given_name),
    "out of a union": select(OF_TWO.c.given_name),
    "compared in a subquery": select(Person.id).where(
        Person.id.in_(select(NextOfKin.person_id).where(NextOfKin.name == "Kari"))
    ),
    "compared outside": select(WITH_KEY.c.id).where(WITH_KEY.c.given_name == "Kari"),
    "deleted by": delete(PERSONS).where(PERSONS.c.given_name == "Kari"),
    "updated by": update(PERSONS).where(PERSONS.c.given_name == "Kari").values(version=2),
    "another column": update(PERSONS).values(given_name=PERSONS.c.family_name),
    "a plain column": update(PERSONS).values(given_name=PERSONS.c.municipality),
    "worked out": update(PERSONS).values(given_name=func.upper("Kari")),
    "a text of another type": update(PERSONS).values(given_name=literal("Kari", Text())),
    "a parameter of another type": update(PERSONS).values(given_name=bindparam("a", type_=Text())),
    "statement text": update(PERSONS).values(given_name=text("'Kari'")),
    "a column's text": update(PERSONS).values(given_name=literal_column("'Kari'")),
    "in order": update(PERSONS).ordered_values((PERSONS.c.given_name, literal_column("'Kari'"))),
    "of a query": insert(PERSONS).from_select(["id", "given_name"], select(KIN.c.id, KIN.c.name)),
    "of a plain query": insert(PERSONS).from_select(
        ["id", "given_name"], select(literal("1"), literal("Kari"))
    ),
    "inserted as worked out": insert(PERSONS).values(given_name=func.upper("Kari")),
    "many worked out": insert(PERSONS).values([{"given_name": func.upper("Kari")}]),
    "over what is there": upsert(PERSONS).on_conflict_do_update(
        index_elements=["id"], set_={"given_name": literal_column("'Kari'")}
    ),
    "over it with another row's": upsert(PERSONS).on_conflict_do_update(
        index_elements=["id"], set_={"given_name": upsert(PERSONS).excluded.given_name}
    ),
}


@pytest.mark.parametrize("said", ALLOWED)
def test_what_is_sealed_is_selected_as_itself(sealing: Engine, said: str) -> None:
    assert str(ALLOWED[said].compile(sealing))


@pytest.mark.parametrize("said", REFUSED)
def test_nothing_else_is_said_of_it(sealing: Engine, said: str) -> None:
    with pytest.raises(Unsealed):
        REFUSED[said].compile(sealing)


def test_a_statement_is_not_written_with_its_texts_inside(sealing: Engine) -> None:
    statement = update(PERSONS).values(given_name="Kari")
    with pytest.raises(CompileError) as caught:
        statement.compile(sealing, compile_kwargs={"literal_binds": True})
    assert isinstance(caught.value.__cause__, Unsealed)


#: Texts inside the statement instead of beside it, where no row is known that they belong to.
INSIDE = {
    "update": lambda person: update(PERSONS).values(given_name="Geheim"),
    "update of one": lambda person: (
        update(PERSONS).where(PERSONS.c.id == person).values(given_name="Geheim")
    ),
    "of the mapped class": lambda person: update(Person).values(phone="Geheim"),
    "insert": lambda person: insert(KIN).values(
        id="0" * 32, version=1, person_id=person, name="Geheim"
    ),
    "insert of many": lambda person: insert(KIN).values(
        [{"id": "0" * 32, "version": 1, "person_id": person, "name": "Geheim"}]
    ),
    "upsert": lambda person: (
        upsert(KIN)
        .values(id="0" * 32, version=1, person_id=person, name="")
        .on_conflict_do_update(index_elements=["id"], set_={"name": "Geheim"})
    ),
}


@pytest.mark.parametrize("said", INSIDE)
def test_a_text_inside_a_statement_is_never_sent(
    server_desk: Desk, server_team: ServerTeam, said: str
) -> None:
    person = Make(server_desk).person("Kari")
    with (
        server_desk.store.counting() as sent,
        pytest.raises((Unsealed, StatementError), match="seal"),
        Session(server_desk.store.writing) as session,
        session.begin(),
    ):
        session.execute(INSIDE[said](person))
    assert [each for each in sent if each.startswith(("UPDATE", "INSERT"))] == []
    assert server_team.sql("SELECT count(*) FROM next_of_kin") == [(0,)]
    ((held,),) = server_team.sql("SELECT given_name FROM persons")
    assert is_sealed(held)


def test_a_parameter_is_sealed_only_with_the_key_of_its_row(server_desk: Desk) -> None:
    person = Make(server_desk).person("Kari")
    with Session(server_desk.store.writing) as session, session.begin():
        bare = update(PERSONS).where(PERSONS.c.id == person)
        with pytest.raises(Unsealed, match="key"):
            session.connection().execute(bare, {"phone": "40"})
        session.connection().execute(
            update(PERSONS).where(PERSONS.c.id == bindparam("persons_id")),
            [{"persons_id": person, "phone": "40"}],
        )
        assert session.scalars(select(PHONE)).one() == "40"


def test_notes_are_bound_to_their_own_table(sealing: Engine) -> None:
    """Both have a text; the place that is answered names the table it stands in."""
    assert "'notes.text'" in str(select(Note.text).compile(sealing))
    assert "'drafts.text'" in str(select(Draft.text).compile(sealing))
