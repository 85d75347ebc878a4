"""Revision 0002: the team: settings, staff, presence, cars, lists."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "cars",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("plate", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cars")),
    )
    op.create_table(
        "employers",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "municipality",
                "health_trust",
                "nav",
                "other",
                name="employerkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employers")),
    )
    op.create_table(
        "import_mappings",
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mappings")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_import_mappings_fingerprint")),
    )
    op.create_table(
        "list_items",
        sa.Column("list_name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("means", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_items")),
        sa.UniqueConstraint("list_name", "code", name=op.f("uq_list_items_list_name_code")),
    )
    op.create_table(
        "team",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "model",
            sa.Enum("FACT", "ACT", "FACT-ung", name="model", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("autolock_minutes", sa.Integer(), nullable=False),
        sa.Column("meeting_minutes", sa.Integer(), nullable=False),
        sa.Column("rotation_persons", sa.Integer(), nullable=False),
        sa.Column("contact_due_days", sa.Integer(), nullable=False),
        sa.Column("staff_seen_norm", sa.Integer(), nullable=False),
        sa.Column("crisis_plan_months", sa.Integer(), nullable=False),
        sa.Column("legal_notice_days", sa.Integer(), nullable=False),
        sa.Column("discharge_contact_days", sa.Integer(), nullable=False),
        sa.Column("wall_shows_reason", sa.Boolean(), nullable=False),
        sa.Column("wall_shows_agreed", sa.Boolean(), nullable=False),
        sa.Column("recovery_key_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("backed_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("backed_up_by", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("autolock_minutes BETWEEN 1 AND 60", name=op.f("ck_team_autolock")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
    )
    op.create_table(
        "staff",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.Column("profession", sa.Text(), nullable=False),
        sa.Column("employer_id", sa.String(length=32), nullable=True),
        sa.Column("fte_percent", sa.Numeric(precision=8, scale=2), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("user_name", sa.Text(), nullable=True),
        sa.Column("passphrase_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "member",
                "coordinator",
                "leader",
                "assessor",
                "reader",
                name="role",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_administrator", sa.Boolean(), nullable=False),
        sa.Column("has_health_basis", sa.Boolean(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employers.id"], name=op.f("fk_staff_employer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("user_name", name=op.f("uq_staff_user_name")),
    )
    op.create_table(
        "presence",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("here", "video", "away", name="presencestate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_presence_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence")),
        sa.UniqueConstraint("staff_id", "day", name=op.f("uq_presence_staff_id_day")),
    )
    op.create_index("ix_presence_day", "presence", ["day"], unique=False)
    op.create_table(
        "staff_functions",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_functions_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_functions")),
    )
    op.create_index(
        op.f("ix_staff_functions_staff_id"), "staff_functions", ["staff_id"], unique=False
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_staff_functions_staff_id"), table_name="staff_functions")
    op.drop_table("staff_functions")
    op.drop_index("ix_presence_day", table_name="presence")
    op.drop_table("presence")
    op.drop_table("staff")
    op.drop_table("team")
    op.drop_table("list_items")
    op.drop_table("import_mappings")
    op.drop_table("employers")
    op.drop_table("cars")
