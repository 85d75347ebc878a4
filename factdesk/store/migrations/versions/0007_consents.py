"""Revision 0007: deputies, outside services, consents; what may be told becomes a consent.

The consents that stood on the next of kin become rows of their own, and the lists that plans need
come to teams that have none. Both are written in the change log like any other change.
"""

import sqlalchemy as sa
from alembic import op

from factdesk.store.migrations import carried

revision = "0007"
down_revision = "0006"

_NUMBERS = {
    "plan_review_months": 6,
    "first_plan_weeks": 12,
    "consent_notice_days": 30,
    "specialist_seen_days": 90,
}


def upgrade() -> None:
    """Create the tables, add the columns, carry over what stood elsewhere."""
    op.create_table(
        "deputies",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("deputy_id", sa.String(length=32), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["deputy_id"], ["staff.id"], name=op.f("fk_deputies_deputy_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_deputies_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputies")),
    )
    op.create_index("ix_deputies_deputy_id", "deputies", ["deputy_id"], unique=False)
    op.create_index("ix_deputies_staff_id", "deputies", ["staff_id"], unique=False)
    op.create_table(
        "participants",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("in_plan", sa.Boolean(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_participants_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants")),
    )
    op.create_index("ix_participants_person_id", "participants", ["person_id"], unique=False)
    op.create_table(
        "consents",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("plan", "share", name="consentkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("participant_id", sa.String(length=32), nullable=True),
        sa.Column("next_of_kin_id", sa.String(length=32), nullable=True),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("excludes", sa.Text(), nullable=True),
        sa.Column(
            "given_by",
            sa.Enum(
                "self",
                "parent",
                "guardian",
                "child_welfare",
                name="consentgiver",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("giver_name", sa.Text(), nullable=True),
        sa.Column("is_written", sa.Boolean(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["next_of_kin_id"], ["next_of_kin.id"], name=op.f("fk_consents_next_of_kin_id")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_consents_participant_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_consents_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index("ix_consents_person_id", "consents", ["person_id"], unique=False)
    with op.batch_alter_table("persons") as batch:
        batch.add_column(sa.Column("child_coordinator_id", sa.String(length=32), nullable=True))
        batch.add_column(sa.Column("contact_every_days", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_persons_child_coordinator_id"), "staff", ["child_coordinator_id"], ["id"]
        )
    with op.batch_alter_table("tasks") as batch:
        batch.add_column(sa.Column("origin", sa.Text(), nullable=True))
        batch.create_unique_constraint(op.f("uq_tasks_person_id_origin"), ["person_id", "origin"])
    op.create_index(op.f("ix_tasks_origin"), "tasks", ["origin"], unique=False)
    with op.batch_alter_table("team") as batch:
        for name, value in _NUMBERS.items():
            batch.add_column(
                sa.Column(name, sa.Integer(), nullable=False, server_default=str(value))
            )
    carried.carry_over(op.get_bind())
    with op.batch_alter_table("next_of_kin") as batch:
        batch.add_column(sa.Column("email", sa.Text(), nullable=True))
        batch.add_column(
            sa.Column("in_plan", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch.drop_column("may_be_told")
        batch.drop_column("consent_until")


def downgrade() -> None:
    """Take tables and columns away; consents as they stood on the next of kin are not rebuilt."""
    with op.batch_alter_table("next_of_kin") as batch:
        batch.add_column(sa.Column("may_be_told", sa.Text(), nullable=True))
        batch.add_column(sa.Column("consent_until", sa.Date(), nullable=True))
        batch.drop_column("in_plan")
        batch.drop_column("email")
    with op.batch_alter_table("team") as batch:
        for name in _NUMBERS:
            batch.drop_column(name)
    op.drop_index(op.f("ix_tasks_origin"), table_name="tasks")
    with op.batch_alter_table("tasks") as batch:
        batch.drop_constraint(op.f("uq_tasks_person_id_origin"), type_="unique")
        batch.drop_column("origin")
    with op.batch_alter_table("persons") as batch:
        batch.drop_constraint(op.f("fk_persons_child_coordinator_id"), type_="foreignkey")
        batch.drop_column("contact_every_days")
        batch.drop_column("child_coordinator_id")
    for table in ("consents", "participants", "deputies"):
        op.drop_table(table)
