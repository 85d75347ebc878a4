"""The store's own tables: the acts, the change log with its counter, who has looked, and drafts."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from factdesk.store.base import ID, Base, Sealed
from factdesk.store.ids import new_id


class ChangeCounter(Base):
    """One row: the number and the hash of the newest change. Taking it serialises the chain.

    Before the first change there may be no hash.
    """

    __tablename__ = "change_counter"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(BigInteger)
    last_hash: Mapped[str | None] = mapped_column(Sealed)


class Act(Base):
    """One thing a user did: one transaction, one step of undo, one event of the feed.

    ``first``–``last`` are the numbers of its changes; ``undoes`` names the act it reverses;
    ``details`` is JSON for the words shown of it.
    """

    __tablename__ = "acts"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    first: Mapped[int] = mapped_column(BigInteger)
    last: Mapped[int] = mapped_column(BigInteger, index=True)
    at: Mapped[datetime]
    actor_id: Mapped[str] = mapped_column(ID)
    station: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(String(80))
    details: Mapped[str] = mapped_column(Sealed)
    reason: Mapped[str | None] = mapped_column(Sealed)
    undoable: Mapped[bool]
    undoes: Mapped[str | None] = mapped_column(ID)

    __table_args__ = (
        Index("ix_acts_actor_id_last", "actor_id", "last"),
        Index("ix_acts_undoes", "undoes"),
    )


class ChangeEntry(Base):
    """One changed row: its values before and after as canonical JSON, chained by hash.

    Append-only. ``before`` is null for a new row, ``after`` for a removed one; for a changed row
    both hold only the columns that changed, and always ``version``. The hashes are sealed like
    the values: who knows the hash of a short text can guess the text.
    """

    __tablename__ = "change_log"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    act_id: Mapped[str] = mapped_column(ID)
    at: Mapped[datetime]
    actor_id: Mapped[str] = mapped_column(ID)
    station: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(String(80))
    entity: Mapped[str] = mapped_column(String(60))
    entity_id: Mapped[str] = mapped_column(ID)
    before: Mapped[str | None] = mapped_column(Sealed)
    after: Mapped[str | None] = mapped_column(Sealed)
    reason: Mapped[str | None] = mapped_column(Sealed)
    previous_hash: Mapped[str] = mapped_column(Sealed)
    hash: Mapped[str] = mapped_column(Sealed)

    __table_args__ = (
        Index("ix_change_log_entity_entity_id_number", "entity", "entity_id", "number"),
        # Removed rows are few among millions, and «who has looked» asks for all of them.
        Index(
            "ix_change_log_removed",
            "entity",
            sqlite_where=text("after IS NULL"),
            postgresql_where=text("after IS NULL"),
        ),
    )


class AccessEntry(Base):
    """Somebody opened a person's record: who, when, where, why. Append-only, and logged."""

    __tablename__ = "access_log"

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    at: Mapped[datetime]
    actor_id: Mapped[str] = mapped_column(ID)
    station: Mapped[str] = mapped_column(Text)
    person_id: Mapped[str] = mapped_column(ID)
    purpose: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str | None] = mapped_column(Sealed)

    __table_args__ = (Index("ix_access_log_person_id_at", "person_id", "at"),)


class Draft(Base):
    """Text being typed, per user and place, until it is saved or thrown away. Not logged."""

    __tablename__ = "drafts"

    actor_id: Mapped[str] = mapped_column(ID, primary_key=True)
    place: Mapped[str] = mapped_column(String(120), primary_key=True)
    text: Mapped[str] = mapped_column(Sealed)
    seen: Mapped[int | None]
    at: Mapped[datetime]


class StoreInfo(Base):
    """One row: which store this is; the same id stands in the folder's header."""

    __tablename__ = "store_info"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    store_id: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
