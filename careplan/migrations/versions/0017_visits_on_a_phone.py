"""visits written on a phone: each has a key of its own

Revision: 0017
Follows: 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.add_column(sa.Column("client_key", sa.String(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_contact_school_id_client_key"), ["school_id", "client_key"])


def downgrade() -> None:
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_contact_school_id_client_key"), type_="unique")
        batch_op.drop_column("client_key")
