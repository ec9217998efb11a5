"""why a set of indicators was put into force; public figures that another school gave

Revision: 0031
Follows: 0030
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("evaluation_set", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("evaluation_set", schema=None) as batch_op:
        batch_op.alter_column("reason", server_default=None, existing_type=sa.String(), existing_nullable=False)
    op.create_table(
        "other_school",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_other_school_school_id_school")),
        sa.ForeignKeyConstraint(["taken_by"], ["user.id"], name=op.f("fk_other_school_taken_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_school")),
        sa.UniqueConstraint("school_id", "sha256", name=op.f("uq_other_school_school_id_sha256")),
    )
    with op.batch_alter_table("other_school", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_other_school_school_id"), ["school_id"], unique=False)


def downgrade() -> None:
    op.drop_table("other_school")
    with op.batch_alter_table("evaluation_set", schema=None) as batch_op:
        batch_op.drop_column("reason")
