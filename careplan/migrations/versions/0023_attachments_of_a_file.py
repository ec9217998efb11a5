"""pictures and papers in a child's file

Revision: 0023
Follows: 0022
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None
LINKS = {"contact_id": "contact", "care_event_id": "care_event", "aid_case_id": "aid_case"}
OTHERS = {"child_id": "child", "school_id": "school", "added_by": "user", "removed_by": "user"}


def upgrade() -> None:
    op.create_table(
        "child_attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("whose", sa.String(), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("shows_child", sa.Boolean(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("care_event_id", sa.Integer(), nullable=True),
        sa.Column("aid_case_id", sa.Integer(), nullable=True),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content_index", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("removed_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_child_attachment_{column}_{table}"))
            for column, table in (LINKS | OTHERS).items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child_attachment")),
    )
    for column in ("child_id", "school_id"):
        op.create_index(op.f(f"ix_child_attachment_{column}"), "child_attachment", [column], unique=False)


def downgrade() -> None:
    op.drop_table("child_attachment")
