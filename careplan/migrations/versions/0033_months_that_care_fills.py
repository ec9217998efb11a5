"""a plan may prefer its activities of care in the months in which help came thinly

Plans that were made before prefer nothing: what was approved stays what it was.

Revision: 0033
Follows: 0032
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("year_plan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("fills_lean", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("lean", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("year_plan", schema=None) as batch_op:
        batch_op.drop_column("lean")
        batch_op.drop_column("fills_lean")
