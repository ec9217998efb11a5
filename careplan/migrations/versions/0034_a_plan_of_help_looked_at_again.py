"""a plan of help is renewed when its day of looking at it again has come, not because of an event alone

Revision: 0034
Follows: 0033
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("help_plan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("renews", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("help_plan", schema=None) as batch_op:
        batch_op.drop_column("renews")
