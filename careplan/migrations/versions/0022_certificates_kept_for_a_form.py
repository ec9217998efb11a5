"""a checked certificate waits for the rest of its form to be mended

Revision: 0022
Follows: 0021
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "training_kept_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("file_name", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.Column("kept_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kept_by"], ["user.id"], name=op.f("fk_training_kept_file_kept_by_user"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_training_kept_file_school_id_school")),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_member.id"],
            name=op.f("fk_training_kept_file_staff_id_staff_member"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_kept_file")),
    )
    with op.batch_alter_table("training_kept_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_kept_file_kept_at"), ["kept_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_kept_file_school_id"), ["school_id"], unique=False)


def downgrade() -> None:
    op.drop_table("training_kept_file")
