"""Revision 0008: individual plans, crisis plans, their versions, and plan meetings.

And an index of the rows that the change log says were removed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_TABLES = (
    "plans",
    "plan_goals",
    "plan_measures",
    "goal_progress",
    "plan_versions",
    "crisis_plans",
    "crisis_levels",
    "crisis_contacts",
    "plan_meetings",
    "plan_meeting_items",
    "plan_meeting_attendance",
)


def upgrade() -> None:
    """Create the tables and the index."""
    op.create_index(
        "ix_change_log_removed",
        "change_log",
        ["entity"],
        unique=False,
        sqlite_where=sa.text("after IS NULL"),
        postgresql_where=sa.text("after IS NULL"),
    )
    op.create_table(
        "plans",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=True),
        sa.Column("period_to", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("situation", sa.Text(), nullable=True),
        sa.Column("important", sa.Text(), nullable=True),
        sa.Column("strengths", sa.Text(), nullable=True),
        sa.Column("needs", sa.Text(), nullable=True),
        sa.Column("contribution_person", sa.Text(), nullable=True),
        sa.Column("contribution_services", sa.Text(), nullable=True),
        sa.Column("contribution_relatives", sa.Text(), nullable=True),
        sa.Column("cooperation", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_plans_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
    )
    op.create_index("ix_plans_person_id", "plans", ["person_id"], unique=False)
    op.create_index(
        "uq_plans_open",
        "plans",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.create_table(
        "plan_goals",
        sa.Column("plan_id", sa.String(length=32), nullable=False),
        sa.Column("parent_id", sa.String(length=32), nullable=True),
        sa.Column("life_area", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "active", "reached", "put_away", name="goalstatus", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["plan_goals.id"], name=op.f("fk_plan_goals_parent_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_goals_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_goals")),
    )
    op.create_index("ix_plan_goals_parent_id", "plan_goals", ["parent_id"], unique=False)
    op.create_index("ix_plan_goals_plan_id", "plan_goals", ["plan_id"], unique=False)
    op.create_table(
        "plan_measures",
        sa.Column("plan_id", sa.String(length=32), nullable=False),
        sa.Column("goal_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=True),
        sa.Column("extent", sa.Text(), nullable=True),
        sa.Column("by_person", sa.Boolean(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=True),
        sa.Column("participant_id", sa.String(length=32), nullable=True),
        sa.Column("next_of_kin_id", sa.String(length=32), nullable=True),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "planned",
                "ongoing",
                "done",
                "stopped",
                name="measurestatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["plan_goals.id"], name=op.f("fk_plan_measures_goal_id")
        ),
        sa.ForeignKeyConstraint(
            ["next_of_kin_id"], ["next_of_kin.id"], name=op.f("fk_plan_measures_next_of_kin_id")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_plan_measures_participant_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_measures_plan_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_plan_measures_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_measures")),
    )
    op.create_index("ix_plan_measures_goal_id", "plan_measures", ["goal_id"], unique=False)
    op.create_index("ix_plan_measures_plan_id", "plan_measures", ["plan_id"], unique=False)
    op.create_table(
        "goal_progress",
        sa.Column("goal_id", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("staff_id", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["plan_goals.id"], name=op.f("fk_goal_progress_goal_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_goal_progress_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_progress")),
    )
    op.create_index("ix_goal_progress_goal_id", "goal_progress", ["goal_id"], unique=False)
    op.create_table(
        "plan_versions",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("individual", "crisis", name="plankind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("plan_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["staff.id"], name=op.f("fk_plan_versions_made_by")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_plan_versions_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_versions")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_versions_plan_id_number")),
    )
    op.create_index("ix_plan_versions_person_id", "plan_versions", ["person_id"], unique=False)
    op.create_table(
        "crisis_plans",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_with", sa.Text(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("triggers", sa.Text(), nullable=True),
        sa.Column("helps", sa.Text(), nullable=True),
        sa.Column("wishes", sa.Text(), nullable=True),
        sa.Column("not_wished", sa.Text(), nullable=True),
        sa.Column("told", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_crisis_plans_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crisis_plans")),
        sa.UniqueConstraint("person_id", name=op.f("uq_crisis_plans_person_id")),
    )
    op.create_table(
        "crisis_levels",
        sa.Column("crisis_plan_id", sa.String(length=32), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("signs", sa.Text(), nullable=True),
        sa.Column("person_does", sa.Text(), nullable=True),
        sa.Column("others_do", sa.Text(), nullable=True),
        sa.Column("call", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["crisis_plan_id"], ["crisis_plans.id"], name=op.f("fk_crisis_levels_crisis_plan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crisis_levels")),
        sa.UniqueConstraint(
            "crisis_plan_id", "level", name=op.f("uq_crisis_levels_crisis_plan_id_level")
        ),
    )
    op.create_table(
        "crisis_contacts",
        sa.Column("crisis_plan_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["crisis_plan_id"], ["crisis_plans.id"], name=op.f("fk_crisis_contacts_crisis_plan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crisis_contacts")),
    )
    op.create_index(
        "ix_crisis_contacts_crisis_plan_id", "crisis_contacts", ["crisis_plan_id"], unique=False
    )
    op.create_table(
        "plan_meetings",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("plan_id", sa.String(length=32), nullable=True),
        sa.Column("start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_plan_meetings_person_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_meetings_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_meetings")),
    )
    op.create_index("ix_plan_meetings_person_id", "plan_meetings", ["person_id"], unique=False)
    op.create_index("ix_plan_meetings_plan_id", "plan_meetings", ["plan_id"], unique=False)
    op.create_index("ix_plan_meetings_start", "plan_meetings", ["start"], unique=False)
    op.create_table(
        "plan_meeting_items",
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("goal_id", sa.String(length=32), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["plan_goals.id"], name=op.f("fk_plan_meeting_items_goal_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["plan_meetings.id"], name=op.f("fk_plan_meeting_items_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_meeting_items")),
    )
    op.create_index(
        "ix_plan_meeting_items_meeting_id", "plan_meeting_items", ["meeting_id"], unique=False
    )
    op.create_table(
        "plan_meeting_attendance",
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("by_person", sa.Boolean(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=True),
        sa.Column("participant_id", sa.String(length=32), nullable=True),
        sa.Column("next_of_kin_id", sa.String(length=32), nullable=True),
        sa.Column(
            "attended",
            sa.Enum("here", "video", "absent", name="attended", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["plan_meetings.id"], name=op.f("fk_plan_meeting_attendance_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["next_of_kin_id"],
            ["next_of_kin.id"],
            name=op.f("fk_plan_meeting_attendance_next_of_kin_id"),
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_plan_meeting_attendance_participant_id"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_plan_meeting_attendance_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_meeting_attendance")),
    )
    op.create_index(
        "ix_plan_meeting_attendance_meeting_id",
        "plan_meeting_attendance",
        ["meeting_id"],
        unique=False,
    )


def downgrade() -> None:
    """Drop the tables and the index."""
    for table in reversed(_TABLES):
        op.drop_table(table)
    op.drop_index("ix_change_log_removed", table_name="change_log")
