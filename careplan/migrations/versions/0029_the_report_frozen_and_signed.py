"""a report is frozen with everything it was made from, signed, amended; its texts and comments before that

A report that was issued before counts as signed on the day of issue by whoever issued it: that was the last word then.

Revision: 0029
Follows: 0028
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

UNSIGNED = sa.text("signed_at IS NULL AND withdrawn_at IS NULL")
STANDING = sa.text("withdrawn_at IS NULL")
PEOPLE = ("signed_by", "withdrawn_by")


def upgrade() -> None:
    with op.batch_alter_table("report", schema=None) as batch_op:
        for name in ("frozen_sha256", "amend_reason", "signed_name", "withdrawn_reason"):
            batch_op.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("amends_id", sa.Integer(), nullable=True))
        for name in PEOPLE:
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
        for name in ("signed_at", "withdrawn_at"):
            batch_op.add_column(sa.Column(name, sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("signed_on", sa.Date(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_report_amends_id_report"), "report", ["amends_id"], ["id"])
        for name in PEOPLE:
            batch_op.create_foreign_key(batch_op.f(f"fk_report_{name}_user"), "user", [name], ["id"])
        batch_op.drop_constraint("uq_report_school_id_year_id_number", type_="unique")
    op.execute(
        "UPDATE report SET signed_at = issued_at, signed_by = issued_by, signed_on = date(issued_at), signed_name = "
        "coalesce((SELECT display_name FROM user WHERE user.id = report.issued_by), '')"
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        for name in ("frozen_sha256", "amend_reason", "signed_name", "withdrawn_reason"):
            batch_op.alter_column(name, server_default=None, existing_type=sa.String(), existing_nullable=False)
        batch_op.create_index(
            "uq_report_one_number", ["year_id", "number"], unique=True, sqlite_where=STANDING, postgresql_where=STANDING
        )
        batch_op.create_index(
            "uq_report_one_unsigned", ["year_id"], unique=True, sqlite_where=UNSIGNED, postgresql_where=UNSIGNED
        )
    _table(
        "report_freeze",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("report_id", name=op.f("uq_report_freeze_report_id")),
        refers={"report_id": "report"},
    )
    _table(
        "report_check",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(), nullable=False),
        sa.Column("checked_by", sa.Integer(), nullable=True),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("remade_sha256", sa.String(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        refers={"report_id": "report", "checked_by": "user"},
        index="report_id",
    )
    _table(
        "report_text",
        sa.Column("year_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("proposal", sa.String(), nullable=False),
        sa.Column("edited_at", sa.DateTime(), nullable=False),
        sa.Column("edited_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("year_id", "section", name=op.f("uq_report_text_year_id_section")),
        refers={"year_id": "school_year", "edited_by": "user"},
        index="year_id",
    )
    _table(
        "report_comment",
        sa.Column("year_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        refers={"year_id": "school_year", "written_by": "user", "answered_by": "user", "settled_by": "user"},
        index="year_id",
    )


def _table(name: str, *parts: sa.schema.SchemaItem, refers: dict[str, str], index: str = "") -> None:
    """A table of a school with its foreign keys and indexes."""
    keys = [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{name}_{column}_{other}"))
        for column, other in (refers | {"school_id": "school"}).items()
    ]
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        *parts,
        *keys,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    with op.batch_alter_table(name, schema=None) as batch_op:
        for column in filter(None, ("school_id", index)):
            batch_op.create_index(batch_op.f(f"ix_{name}_{column}"), [column], unique=False)


def downgrade() -> None:
    for name in ("report_comment", "report_text", "report_check", "report_freeze"):
        op.drop_table(name)
    op.execute("DELETE FROM report WHERE withdrawn_at IS NOT NULL")
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_index("uq_report_one_unsigned", sqlite_where=UNSIGNED, postgresql_where=UNSIGNED)
        batch_op.drop_index("uq_report_one_number", sqlite_where=STANDING, postgresql_where=STANDING)
        for name in PEOPLE:
            batch_op.drop_constraint(batch_op.f(f"fk_report_{name}_user"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_report_amends_id_report"), type_="foreignkey")
        for name in (
            *("frozen_sha256", "amend_reason", "signed_name", "withdrawn_reason", "amends_id", "signed_on"),
            *("signed_at", "withdrawn_at", *PEOPLE),
        ):
            batch_op.drop_column(name)
        batch_op.create_unique_constraint("uq_report_school_id_year_id_number", ["school_id", "year_id", "number"])
