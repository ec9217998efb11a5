"""told of single sessions: a cancellation reaches the outbox without a new version

Revision: 0008
Follows: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("announcement", schema=None) as table:
        table.add_column(sa.Column("change", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("base_said", sa.JSON(), nullable=False, server_default="{}"))
        table.add_column(sa.Column("said", sa.JSON(), nullable=False, server_default="{}"))
        table.drop_constraint(op.f("uq_announcement_version_id"), type_="unique")
        table.create_unique_constraint(op.f("uq_announcement_version_id_change"), ["version_id", "change"])
    with op.batch_alter_table("announcement", schema=None) as table:
        for name in ("change", "base_said", "said"):
            table.alter_column(name, server_default=None)


def downgrade() -> None:
    """Only where no single session was told of."""
    with op.batch_alter_table("announcement", schema=None) as table:
        table.drop_constraint(op.f("uq_announcement_version_id_change"), type_="unique")
        table.create_unique_constraint(op.f("uq_announcement_version_id"), ["version_id"])
        for name in ("change", "base_said", "said"):
            table.drop_column(name)
