"""Revision 0006: which papers were printed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "printed_papers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(length=32), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printed_papers")),
    )
    op.create_index("ix_printed_papers_at", "printed_papers", ["at"], unique=False)


def downgrade() -> None:
    """Drop the table."""
    op.drop_index("ix_printed_papers_at", table_name="printed_papers")
    op.drop_table("printed_papers")
