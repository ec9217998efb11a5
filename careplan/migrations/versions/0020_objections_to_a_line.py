"""an objection may be to one line, and a correction names the objection that it follows from

Revision: 0020
Follows: 0019
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("work_objection", schema=None) as batch_op:
        batch_op.add_column(sa.Column("line", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("about", sa.JSON(), nullable=True))
    with op.batch_alter_table("work_correction", schema=None) as batch_op:
        batch_op.add_column(sa.Column("objection_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_work_correction_objection_id_work_objection"), "work_objection", ["objection_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("work_correction", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_work_correction_objection_id_work_objection"), type_="foreignkey")
        batch_op.drop_column("objection_id")
    with op.batch_alter_table("work_objection", schema=None) as batch_op:
        batch_op.drop_column("about")
        batch_op.drop_column("line")
