"""Revision 0009: editions of scales, assessments; posts, leaves, and what contacts were about."""

import sqlalchemy as sa
from alembic import op

from factdesk.store.migrations import carried

revision = "0009"
down_revision = "0008"

_TABLES = (
    "posts",
    "leaves",
    "scale_forms",
    "assessments",
    "assessors",
    "improvements",
    "sampled_charts",
    "settled_items",
    "assessment_evidence",
    "ratings",
)
_LISTS = {
    "contact_focus": (
        "mental_health", "substance_use", "work_school", "housing", "physical_health",
        "network", "practical", "other",
    ),
}  # fmt: skip


def upgrade() -> None:
    """Create the tables, add the columns and the list."""
    op.create_table(
        "posts",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("profession", sa.Text(), nullable=True),
        sa.Column("fte_percent", sa.Numeric(precision=8, scale=2), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
    )
    op.create_table(
        "leaves",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("sick", "parental", "other", name="leavekind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_leaves_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leaves")),
    )
    op.create_index("ix_leaves_staff_id", "leaves", ["staff_id"], unique=False)
    op.create_table(
        "scale_forms",
        sa.Column("scale_id", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "origin",
            sa.Enum("shipped", "team", "file", name="origin", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=True),
        sa.Column("put_away_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["staff.id"], name=op.f("fk_scale_forms_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scale_forms")),
        sa.UniqueConstraint("scale_id", "edition", name=op.f("uq_scale_forms_scale_id_edition")),
    )
    op.create_table(
        "assessments",
        sa.Column("form_id", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("owners", sa.Text(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("sources", sa.Text(), nullable=True),
        sa.Column("blind_first", sa.Boolean(), nullable=False),
        sa.Column("sample_seed", sa.Integer(), nullable=False),
        sa.Column("sample_size", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(length=32), nullable=True),
        sa.Column("strengths", sa.Text(), nullable=True),
        sa.Column("weaknesses", sa.Text(), nullable=True),
        sa.Column("amends_id", sa.String(length=32), nullable=True),
        sa.Column("amended_why", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_by", sa.String(length=32), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("content_hash", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["amends_id"], ["assessments.id"], name=op.f("fk_assessments_amends_id")
        ),
        sa.ForeignKeyConstraint(
            ["form_id"], ["scale_forms.id"], name=op.f("fk_assessments_form_id")
        ),
        sa.ForeignKeyConstraint(["opened_by"], ["staff.id"], name=op.f("fk_assessments_opened_by")),
        sa.ForeignKeyConstraint(["signed_by"], ["staff.id"], name=op.f("fk_assessments_signed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessments")),
        sa.UniqueConstraint("amends_id", name=op.f("uq_assessments_amends_id")),
    )
    op.create_index("ix_assessments_form_id", "assessments", ["form_id"], unique=False)
    op.create_table(
        "assessors",
        sa.Column("assessment_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("is_outside", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessments.id"], name=op.f("fk_assessors_assessment_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_assessors_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessors")),
    )
    op.create_index("ix_assessors_assessment_id", "assessors", ["assessment_id"], unique=False)
    op.create_table(
        "improvements",
        sa.Column("assessment_id", sa.String(length=32), nullable=False),
        sa.Column("item", sa.Text(), nullable=True),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessments.id"], name=op.f("fk_improvements_assessment_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_improvements_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvements")),
        sa.UniqueConstraint("task_id", name=op.f("uq_improvements_task_id")),
    )
    op.create_index(
        "ix_improvements_assessment_id", "improvements", ["assessment_id"], unique=False
    )
    op.create_table(
        "sampled_charts",
        sa.Column("assessment_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessments.id"], name=op.f("fk_sampled_charts_assessment_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_sampled_charts_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sampled_charts")),
    )
    op.create_index(
        "ix_sampled_charts_assessment_id", "sampled_charts", ["assessment_id"], unique=False
    )
    op.create_table(
        "settled_items",
        sa.Column("assessment_id", sa.String(length=32), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column(
            "mark",
            sa.Enum("score", "NR", "NA", name="ratingmark", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("dissent", sa.Text(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("recommendation", sa.Text(), nullable=True),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessments.id"], name=op.f("fk_settled_items_assessment_id")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["staff.id"], name=op.f("fk_settled_items_settled_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settled_items")),
    )
    op.create_index(
        "uq_settled_items_assessment_id_slot",
        "settled_items",
        ["assessment_id", "slot"],
        unique=True,
    )
    op.create_table(
        "assessment_evidence",
        sa.Column("assessment_id", sa.String(length=32), nullable=False),
        sa.Column("assessor_id", sa.String(length=32), nullable=True),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "document",
                "interview",
                "observation",
                "chart",
                "other",
                name="evidencekind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessments.id"], name=op.f("fk_assessment_evidence_assessment_id")
        ),
        sa.ForeignKeyConstraint(
            ["assessor_id"], ["assessors.id"], name=op.f("fk_assessment_evidence_assessor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_evidence")),
    )
    op.create_index(
        "ix_assessment_evidence_assessment_id",
        "assessment_evidence",
        ["assessment_id"],
        unique=False,
    )
    op.create_table(
        "ratings",
        sa.Column("assessment_id", sa.String(length=32), nullable=False),
        sa.Column("assessor_id", sa.String(length=32), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column(
            "mark",
            sa.Enum("score", "NR", "NA", name="ratingmark", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("suggested", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessments.id"], name=op.f("fk_ratings_assessment_id")
        ),
        sa.ForeignKeyConstraint(
            ["assessor_id"], ["assessors.id"], name=op.f("fk_ratings_assessor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ratings")),
    )
    op.create_index("ix_ratings_assessment_id", "ratings", ["assessment_id"], unique=False)
    op.create_index("uq_ratings_assessor_id_item", "ratings", ["assessor_id", "item"], unique=True)
    with op.batch_alter_table("contacts") as batch:
        batch.add_column(sa.Column("focus", sa.Text(), nullable=True))
        batch.add_column(
            sa.Column("is_group", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("persons") as batch:
        batch.add_column(sa.Column("has_substance_disorder", sa.Boolean(), nullable=True))
    with op.batch_alter_table("team") as batch:
        batch.add_column(
            sa.Column("long_leave_days", sa.Integer(), nullable=False, server_default="30")
        )
    carried.bring_lists(op.get_bind(), _LISTS)


def downgrade() -> None:
    """Take tables and columns away."""
    with op.batch_alter_table("team") as batch:
        batch.drop_column("long_leave_days")
    with op.batch_alter_table("persons") as batch:
        batch.drop_column("has_substance_disorder")
    with op.batch_alter_table("contacts") as batch:
        batch.drop_column("is_group")
        batch.drop_column("focus")
    for table in reversed(_TABLES):
        op.drop_table(table)
