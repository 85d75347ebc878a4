"""Is the store in order: ciphertext, pages, references, schema, log, and rows as the log says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Table, select, text
from sqlalchemy.orm import Session

from factdesk.store import log, schema
from factdesk.store.base import Base, readable
from factdesk.store.encoding import encode, loads
from factdesk.store.engine import Store
from factdesk.store.folder import cipher
from factdesk.store.folder.team_folder import TeamFolder
from factdesk.store.sealing import SealBroken
from factdesk.store.tables import ChangeEntry
from factdesk.words import _

#: Tables whose rows are not in the log: the log itself, its counter and its acts, and drafts.
UNLOGGED = frozenset({"acts", "change_log", "change_counter", "drafts"})

#: How many findings of one kind are told one by one.
MOST = 20

#: Called with the step begun and how many there are.
Progress = Callable[[str, int, int], None]

#: A step to be made: its code, its name in words, and what finds what is wrong.
Asked = tuple[str, str, Callable[[], Iterator[str]]]


@dataclass(frozen=True)
class Step:
    """One thing checked: its code, its name in words, and everything found wrong, with where."""

    code: str
    name: str
    problems: tuple[str, ...]

    @property
    def is_in_order(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


def check(
    store: Store,
    folder: TeamFolder | None,
    progress: Progress = lambda *_args: None,
    before: Sequence[Asked] = (),
) -> list[Step]:
    """Check everything, what is given ``before`` first; every step is made whatever the others."""
    steps: list[Asked] = [*before]
    if folder is not None:
        steps += [
            ("ciphertext", _("The file is ciphertext"), lambda: _ciphertext(folder)),
            ("pages", _("Every page is whole and genuine"), lambda: _pages(folder)),
        ]
    steps += [
        ("schema", _("The schema is at the newest revision"), lambda: _revision(store)),
        ("references", _("Every reference leads somewhere"), lambda: _references(store)),
        ("chain", _("The chain of the change log is unbroken"), lambda: _chain(store)),
        ("rows", _("Every row is as the change log says"), lambda: _rows(store)),
    ]
    done = []
    for number, (code, name, find) in enumerate(steps, start=1):
        progress(name, number, len(steps))
        done.append(Step(code, name, _told(find)))
    return done


def _told(find: Callable[[], Iterator[str]]) -> tuple[str, ...]:
    """The first problems one by one, the rest as a number; a check that cannot run is a problem."""
    problems: list[str] = []
    more = 0
    try:
        for problem in find():
            if len(problems) < MOST:
                problems.append(problem)
            else:
                more += 1
    except Exception as error:  # noqa: BLE001 - whatever stops a check is what it has found
        problems.append(f"{type(error).__name__}: {str(error).splitlines()[0]}")
    if more:
        problems.append(_("and {count} more").format(count=more))
    return tuple(problems)


def _ciphertext(folder: TeamFolder) -> Iterator[str]:
    with folder.database_path.open("rb") as file:
        if file.read(16).startswith(b"SQLite format 3"):
            yield _("{file} is a plain database, not ciphertext").format(
                file=folder.database_path.name
            )
    for other in sorted(folder.database_path.parent.rglob("*")):
        if other.is_file() and other != folder.database_path:
            with other.open("rb") as file:
                if file.read(16).startswith(b"SQLite format 3"):
                    yield _("{file} is a plain database, not ciphertext").format(file=other.name)


def _pages(folder: TeamFolder) -> Iterator[str]:
    connection = folder.connect()
    try:
        yield from cipher.cipher_integrity(connection)
    finally:
        connection.close()


def _revision(store: Store) -> Iterator[str]:
    with store.engine.connect() as connection:
        revision = schema.revision(connection)
    if revision != schema.HEAD:
        yield _("revision {found}, expected {head}").format(found=revision, head=schema.HEAD)
    yield from _foreign_parts(store)


def _foreign_parts(store: Store) -> Iterator[str]:
    """What the program never makes: a trigger would act in its name at the next saving."""
    if store.engine.dialect.name != "sqlite":
        return
    ours = {"alembic_version", *Base.metadata.tables}
    with store.engine.connect() as connection:
        for kind, name in connection.execute(
            text("SELECT type, name FROM sqlite_master WHERE type <> 'index' ORDER BY name")
        ):
            if not name.startswith("sqlite_") and (kind != "table" or name not in ours):
                yield _("{kind} {name}: the program did not make it").format(kind=kind, name=name)


def _references(store: Store) -> Iterator[str]:
    if store.engine.dialect.name != "sqlite":
        return
    with store.engine.connect() as connection:
        for table, row, parent, _key in connection.execute(text("PRAGMA foreign_key_check")):
            yield _("{table}, row {row}: nothing in {parent}").format(
                table=table, row=row, parent=parent
            )


def _chain(store: Store) -> Iterator[str]:
    with Session(store.engine) as session, session.begin():
        yield from chain_problems(session)


def chain_problems(session: Session) -> Iterator[str]:
    """Tell what is wrong with the change log, its chain and its acts."""
    yield from log.verify(session)
    yield from log.verify_acts(session)


def _rows(store: Store) -> Iterator[str]:
    with Session(store.engine) as session, session.begin():
        yield from row_problems(session)


def row_problems(session: Session, began: Callable[[], None] = lambda: None) -> Iterator[str]:
    """Tell of every row that is not as the change log leaves it; ``began`` hears of each table."""
    for table in Base.metadata.sorted_tables:
        if table.name not in UNLOGGED:
            began()
            yield from _compare(session, table)


def _compare(session: Session, table: Table) -> Iterator[str]:
    """Walk rows and log side by side, both in order of id."""
    rows = _by_id(session, table)
    row = next(rows, None)
    for entity_id, expected in _replayed(session, table):
        while row is not None and row[0] < entity_id:
            yield _("{table} {id}: a row that the log does not know").format(
                table=table.name, id=row[0]
            )
            row = next(rows, None)
        if row is not None and row[0] == entity_id:
            if expected is None:
                yield _("{table} {id}: a row that was removed").format(table=table.name, id=row[0])
            else:
                changed = [
                    name for name, value in expected.items() if row[1].get(name, value) != value
                ]
                if changed:
                    yield _("{table} {id}: changed outside the program ({columns})").format(
                        table=table.name, id=entity_id, columns=", ".join(sorted(changed))
                    )
            row = next(rows, None)
        elif expected is not None:
            yield _("{table} {id}: the row is missing").format(table=table.name, id=entity_id)
    while row is not None:
        yield _("{table} {id}: a row that the log does not know").format(
            table=table.name, id=row[0]
        )
        row = next(rows, None)


def _by_id(session: Session, table: Table) -> Iterator[tuple[str, dict[str, Any]]]:
    found = session.execute(
        select(*readable(table.c)).order_by(table.c.id).execution_options(yield_per=1000)
    ).mappings()
    for row in found:
        yield str(row["id"]), {name: _encoded(value) for name, value in row.items()}


def _encoded(value: Any) -> Any:
    """A value as the log has it; of a sealed one that does not open, that it is like no other."""
    return value if isinstance(value, SealBroken) else encode(value)


def _replayed(session: Session, table: Table) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Each row as the log leaves it; ``None`` for one that was removed.

    Where an entry does not open, nothing is known of what stood in the row before it.
    """
    entry = ChangeEntry.__table__.c
    found = session.execute(
        select(*readable((entry.entity_id, entry.after)))
        .where(entry.entity == table.name)
        .order_by(entry.entity_id, entry.number)
        .execution_options(yield_per=1000)
    )
    for entity_id, entries in groupby(found, key=lambda each: each[0]):
        values: dict[str, Any] | None = None
        for _id, after in entries:
            if isinstance(after, SealBroken):
                values = {}
                continue
            values = None if after is None else (values or {}) | loads(after)
        yield entity_id, values
