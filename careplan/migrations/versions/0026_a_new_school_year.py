"""what was decided for each child of the last grade when a school year was opened

Revision: 0026
Follows: 0025
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "year_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_year_decision_child_id_child")),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_year_decision_decided_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_year_decision_school_id_school")),
        sa.ForeignKeyConstraint(["year_id"], ["school_year.id"], name=op.f("fk_year_decision_year_id_school_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_decision")),
        sa.UniqueConstraint("year_id", "child_id", name=op.f("uq_year_decision_year_id_child_id")),
    )
    with op.batch_alter_table("year_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_year_decision_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_year_decision_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_year_decision_year_id"), ["year_id"], unique=False)


def downgrade() -> None:
    op.drop_table("year_decision")
