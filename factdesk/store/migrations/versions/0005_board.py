"""Revision 0005: the board, its tasks and its meetings."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "board_categories",
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_categories")),
    )
    op.create_table(
        "status_meanings",
        sa.Column(
            "level",
            sa.Enum(
                "red", "yellow", "green", "blue", "none", name="level", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("word", sa.Text(), nullable=True),
        sa.Column("meaning", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_meanings")),
        sa.UniqueConstraint("level", name=op.f("uq_status_meanings_level")),
    )
    op.create_table(
        "board_meetings",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("chair_id", sa.String(length=32), nullable=True),
        sa.Column("writer_id", sa.String(length=32), nullable=True),
        sa.Column("current", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chair_id"], ["staff.id"], name=op.f("fk_board_meetings_chair_id")
        ),
        sa.ForeignKeyConstraint(
            ["writer_id"], ["staff.id"], name=op.f("fk_board_meetings_writer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_meetings")),
    )
    op.create_index(op.f("ix_board_meetings_day"), "board_meetings", ["day"], unique=False)
    op.create_table(
        "board_episodes",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("category_id", sa.String(length=32), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "red", "yellow", "green", "blue", "none", name="level", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("agreed", sa.Text(), nullable=False),
        sa.Column("next_check_on", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placed_by", sa.String(length=32), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", sa.String(length=32), nullable=True),
        sa.Column("removal_reason", sa.Text(), nullable=True),
        sa.Column("decided_by_team", sa.Boolean(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"], ["board_categories.id"], name=op.f("fk_board_episodes_category_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_board_episodes_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["placed_by"], ["staff.id"], name=op.f("fk_board_episodes_placed_by")
        ),
        sa.ForeignKeyConstraint(
            ["removed_by"], ["staff.id"], name=op.f("fk_board_episodes_removed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_episodes")),
    )
    op.create_index(
        op.f("ix_board_episodes_person_id"), "board_episodes", ["person_id"], unique=False
    )
    op.create_index(
        "uq_board_episodes_open",
        "board_episodes",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_table(
        "meeting_attendance",
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["board_meetings.id"], name=op.f("fk_meeting_attendance_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_meeting_attendance_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_attendance")),
    )
    op.create_index(
        op.f("ix_meeting_attendance_meeting_id"), "meeting_attendance", ["meeting_id"], unique=False
    )
    op.create_table(
        "meeting_items",
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column(
            "section",
            sa.Enum(
                "board", "referral", "rotation", name="itemsection", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.String(length=32), nullable=True),
        sa.Column("news", sa.Text(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("safety", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "stay",
                "moved",
                "removed",
                "placed",
                "noted",
                name="outcome",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("discussed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"], ["board_categories.id"], name=op.f("fk_meeting_items_category_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["board_meetings.id"], name=op.f("fk_meeting_items_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_meeting_items_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_items")),
    )
    op.create_index(
        op.f("ix_meeting_items_meeting_id"), "meeting_items", ["meeting_id"], unique=False
    )
    op.create_index(
        op.f("ix_meeting_items_person_id"), "meeting_items", ["person_id"], unique=False
    )
    op.create_table(
        "tasks",
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meeting_id", sa.String(length=32), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.String(length=32), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["done_by"], ["staff.id"], name=op.f("fk_tasks_done_by")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["board_meetings.id"], name=op.f("fk_tasks_meeting_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_tasks_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_tasks_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    op.create_index(op.f("ix_tasks_person_id"), "tasks", ["person_id"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_tasks_person_id"), table_name="tasks")
    op.drop_table("tasks")
    op.drop_index(op.f("ix_meeting_items_person_id"), table_name="meeting_items")
    op.drop_index(op.f("ix_meeting_items_meeting_id"), table_name="meeting_items")
    op.drop_table("meeting_items")
    op.drop_index(op.f("ix_meeting_attendance_meeting_id"), table_name="meeting_attendance")
    op.drop_table("meeting_attendance")
    op.drop_index(
        "uq_board_episodes_open",
        table_name="board_episodes",
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.drop_index(op.f("ix_board_episodes_person_id"), table_name="board_episodes")
    op.drop_table("board_episodes")
    op.drop_index(op.f("ix_board_meetings_day"), table_name="board_meetings")
    op.drop_table("board_meetings")
    op.drop_table("status_meanings")
    op.drop_table("board_categories")
