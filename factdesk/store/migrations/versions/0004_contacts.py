"""Revision 0004: contacts done and planned."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "contacts",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned", "done", "cancelled", name="contactstate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column(
            "with_whom",
            sa.Enum(
                "person", "next_of_kin", "service", name="withwhom", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day_only", sa.Boolean(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("needs", sa.Integer(), nullable=False),
        sa.Column("car_id", sa.String(length=32), nullable=True),
        sa.Column("short_note", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["car_id"], ["cars.id"], name=op.f("fk_contacts_car_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_contacts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    op.create_index(
        "ix_contacts_person_id_state_start",
        "contacts",
        ["person_id", "state", "start"],
        unique=False,
    )
    op.create_index("ix_contacts_start", "contacts", ["start"], unique=False)
    op.create_table(
        "contact_staff",
        sa.Column("contact_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_contact_staff_contact_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_contact_staff_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_staff")),
    )
    op.create_index(
        "ix_contact_staff_contact_id_staff_id",
        "contact_staff",
        ["contact_id", "staff_id"],
        unique=True,
    )
    op.create_index(op.f("ix_contact_staff_staff_id"), "contact_staff", ["staff_id"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_contact_staff_staff_id"), table_name="contact_staff")
    op.drop_index("ix_contact_staff_contact_id_staff_id", table_name="contact_staff")
    op.drop_table("contact_staff")
    op.drop_index("ix_contacts_start", table_name="contacts")
    op.drop_index("ix_contacts_person_id_state_start", table_name="contacts")
    op.drop_table("contacts")
