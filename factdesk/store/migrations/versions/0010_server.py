"""Revision 0010: what a server asks for: sealed hashes are longer, and how long a seat is away."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make room for sealed hashes and add the setting."""
    _hashes(sa.String(64), sa.Text())
    with op.batch_alter_table("change_counter") as batch:
        batch.alter_column("last_hash", existing_type=sa.String(64), type_=sa.Text(), nullable=True)
    with op.batch_alter_table("team") as batch:
        batch.add_column(sa.Column("away_days", sa.Integer(), nullable=False, server_default="14"))


def downgrade() -> None:
    """Take the setting away and the room back."""
    with op.batch_alter_table("team") as batch:
        batch.drop_column("away_days")
    with op.batch_alter_table("change_counter") as batch:
        batch.alter_column(
            "last_hash", existing_type=sa.Text(), type_=sa.String(64), nullable=False
        )
    _hashes(sa.Text(), sa.String(64))


def _hashes(old: sa.types.TypeEngine[str], new: sa.types.TypeEngine[str]) -> None:
    """Give the log's hashes another type; the file heeds no length, and its log stays untouched."""
    if op.get_bind().dialect.name == "postgresql":
        for name in ("previous_hash", "hash"):
            op.alter_column(
                "change_log", name, existing_type=old, type_=new, existing_nullable=False
            )
