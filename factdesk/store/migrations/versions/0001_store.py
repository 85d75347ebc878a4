"""Revision 0001: the store itself: acts, change log, access log, drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "access_log",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(length=32), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_log")),
    )
    op.create_index("ix_access_log_person_id_at", "access_log", ["person_id", "at"], unique=False)
    op.create_table(
        "acts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(length=32), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("undoable", sa.Boolean(), nullable=False),
        sa.Column("undoes", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acts")),
    )
    op.create_index("ix_acts_actor_id_last", "acts", ["actor_id", "last"], unique=False)
    op.create_index(op.f("ix_acts_last"), "acts", ["last"], unique=False)
    op.create_index("ix_acts_undoes", "acts", ["undoes"], unique=False)
    op.create_table(
        "change_counter",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("last_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_counter")),
    )
    op.create_table(
        "change_log",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("act_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(length=32), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("entity", sa.String(length=60), nullable=False),
        sa.Column("entity_id", sa.String(length=32), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_change_log")),
    )
    op.create_index(
        "ix_change_log_entity_entity_id_number",
        "change_log",
        ["entity", "entity_id", "number"],
        unique=False,
    )
    op.create_table(
        "drafts",
        sa.Column("actor_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("actor_id", "place", name=op.f("pk_drafts")),
    )
    op.create_table(
        "store_info",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store_info")),
    )
    op.bulk_insert(
        sa.table("change_counter", sa.column("id"), sa.column("n"), sa.column("last_hash")),
        [{"id": 1, "n": 0, "last_hash": "0" * 64}],
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("store_info")
    op.drop_table("drafts")
    op.drop_index("ix_change_log_entity_entity_id_number", table_name="change_log")
    op.drop_table("change_log")
    op.drop_table("change_counter")
    op.drop_index("ix_acts_undoes", table_name="acts")
    op.drop_index(op.f("ix_acts_last"), table_name="acts")
    op.drop_index("ix_acts_actor_id_last", table_name="acts")
    op.drop_table("acts")
    op.drop_index("ix_access_log_person_id_at", table_name="access_log")
    op.drop_table("access_log")
