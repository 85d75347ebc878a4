"""Revision 0003: the persons and what belongs to them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "persons",
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("preferred_name", sa.Text(), nullable=True),
        sa.Column("birth_number", sa.Text(), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column(
            "language",
            sa.Enum("nb", "nn", "en", name="languageform", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("interpreter", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("municipality", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("gp", sa.Text(), nullable=True),
        sa.Column("gp_phone", sa.Text(), nullable=True),
        sa.Column("coordinator_id", sa.String(length=32), nullable=True),
        sa.Column("clinician_id", sa.String(length=32), nullable=True),
        sa.Column("children_under_18", sa.Integer(), nullable=True),
        sa.Column("children_note", sa.Text(), nullable=True),
        sa.Column("wall_alias", sa.Text(), nullable=True),
        sa.Column("own_goal", sa.Text(), nullable=True),
        sa.Column("plan_on", sa.Date(), nullable=True),
        sa.Column("plan_review_on", sa.Date(), nullable=True),
        sa.Column("crisis_plan_on", sa.Date(), nullable=True),
        sa.Column(
            "stage",
            sa.Enum(
                "referred",
                "assessed",
                "enrolled",
                "closed",
                name="stage",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("referred_on", sa.Date(), nullable=True),
        sa.Column("referred_by", sa.Text(), nullable=True),
        sa.Column("referral_reason", sa.Text(), nullable=True),
        sa.Column("assessed_on", sa.Date(), nullable=True),
        sa.Column("enrolled_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closure_reason", sa.Text(), nullable=True),
        sa.Column("closure_note", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["clinician_id"], ["staff.id"], name=op.f("fk_persons_clinician_id")
        ),
        sa.ForeignKeyConstraint(
            ["coordinator_id"], ["staff.id"], name=op.f("fk_persons_coordinator_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
    )
    op.create_index(op.f("ix_persons_coordinator_id"), "persons", ["coordinator_id"], unique=False)
    op.create_index(op.f("ix_persons_stage"), "persons", ["stage"], unique=False)
    op.create_table(
        "access_blocks",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_access_blocks_person_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_access_blocks_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_blocks")),
    )
    op.create_index(
        op.f("ix_access_blocks_person_id"), "access_blocks", ["person_id"], unique=False
    )
    op.create_table(
        "admissions",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "psychiatric_ward",
                "substance_ward",
                "somatic_ward",
                "youth_ward",
                "prison",
                "other",
                name="admissionkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("admitted_on", sa.Date(), nullable=False),
        sa.Column("involuntary", sa.Boolean(), nullable=False),
        sa.Column("team_took_part", sa.Boolean(), nullable=False),
        sa.Column("expected_discharge_on", sa.Date(), nullable=True),
        sa.Column("discharged_on", sa.Date(), nullable=True),
        sa.Column("team_planned_discharge", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_admissions_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admissions")),
    )
    op.create_index(op.f("ix_admissions_admitted_on"), "admissions", ["admitted_on"], unique=False)
    op.create_index(op.f("ix_admissions_person_id"), "admissions", ["person_id"], unique=False)
    op.create_table(
        "information_limits",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("towards", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=32), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["staff.id"], name=op.f("fk_information_limits_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_information_limits_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_information_limits")),
    )
    op.create_index(
        op.f("ix_information_limits_person_id"), "information_limits", ["person_id"], unique=False
    )
    op.create_table(
        "legal_status",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("control_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_legal_status_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_status")),
    )
    op.create_index(op.f("ix_legal_status_person_id"), "legal_status", ["person_id"], unique=False)
    op.create_table(
        "next_of_kin",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("is_guardian", sa.Boolean(), nullable=False),
        sa.Column("may_be_told", sa.Text(), nullable=True),
        sa.Column("consent_until", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_next_of_kin_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_next_of_kin")),
    )
    op.create_index(op.f("ix_next_of_kin_person_id"), "next_of_kin", ["person_id"], unique=False)
    op.create_table(
        "notes",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=True),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_notes_person_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_notes_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index("ix_notes_person_id_at", "notes", ["person_id", "at"], unique=False)
    op.create_table(
        "warnings",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_warnings_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warnings")),
    )
    op.create_index(op.f("ix_warnings_person_id"), "warnings", ["person_id"], unique=False)
    op.create_table(
        "workers",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_workers_person_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_workers_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workers")),
    )
    op.create_index(op.f("ix_workers_person_id"), "workers", ["person_id"], unique=False)
    op.create_index(op.f("ix_workers_staff_id"), "workers", ["staff_id"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_workers_staff_id"), table_name="workers")
    op.drop_index(op.f("ix_workers_person_id"), table_name="workers")
    op.drop_table("workers")
    op.drop_index(op.f("ix_warnings_person_id"), table_name="warnings")
    op.drop_table("warnings")
    op.drop_index("ix_notes_person_id_at", table_name="notes")
    op.drop_table("notes")
    op.drop_index(op.f("ix_next_of_kin_person_id"), table_name="next_of_kin")
    op.drop_table("next_of_kin")
    op.drop_index(op.f("ix_legal_status_person_id"), table_name="legal_status")
    op.drop_table("legal_status")
    op.drop_index(op.f("ix_information_limits_person_id"), table_name="information_limits")
    op.drop_table("information_limits")
    op.drop_index(op.f("ix_admissions_person_id"), table_name="admissions")
    op.drop_index(op.f("ix_admissions_admitted_on"), table_name="admissions")
    op.drop_table("admissions")
    op.drop_index(op.f("ix_access_blocks_person_id"), table_name="access_blocks")
    op.drop_table("access_blocks")
    op.drop_index(op.f("ix_persons_stage"), table_name="persons")
    op.drop_index(op.f("ix_persons_coordinator_id"), table_name="persons")
    op.drop_table("persons")
