"""why a child's data is called back from a recipient, whatever it was given on

Revision: 0025
Follows: 0024
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("packet_child", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wrong_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("wrong_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("wrong_why", sa.LargeBinary(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_packet_child_wrong_by_user"), "user", ["wrong_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("packet_child", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_packet_child_wrong_by_user"), type_="foreignkey")
        batch_op.drop_column("wrong_why")
        batch_op.drop_column("wrong_by")
        batch_op.drop_column("wrong_on")
