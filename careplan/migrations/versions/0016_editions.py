"""published versions of the schedule count 1, 2, 3: drafts and proposals put aside leave no hole

Revision: 0016
Follows: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

COUNTED = """
    UPDATE schedule_version SET edition = (
        SELECT count(*) FROM schedule_version AS other
        WHERE other.school_id = schedule_version.school_id AND other.published_at IS NOT NULL
        AND (other.published_at < schedule_version.published_at
             OR (other.published_at = schedule_version.published_at AND other.number <= schedule_version.number))
    ) WHERE published_at IS NOT NULL
"""


def upgrade() -> None:
    op.add_column("schedule_version", sa.Column("edition", sa.Integer(), nullable=True))
    op.execute(COUNTED)


def downgrade() -> None:
    op.drop_column("schedule_version", "edition")
