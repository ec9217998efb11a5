"""how an agreement with a partner stood before it was changed or ended early

Revision: 0024
Follows: 0023
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

TABLE = "partner_agreement_change"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("allows", sa.JSON(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["partner_agreement.id"], name=op.f(f"fk_{TABLE}_agreement_id_partner_agreement")
        ),
        sa.ForeignKeyConstraint(["changed_by"], ["user.id"], name=op.f(f"fk_{TABLE}_changed_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f(f"fk_{TABLE}_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    with op.batch_alter_table(TABLE, schema=None) as batch_op:
        batch_op.create_index(batch_op.f(f"ix_{TABLE}_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f(f"ix_{TABLE}_school_id"), ["school_id"], unique=False)


def downgrade() -> None:
    op.drop_table(TABLE)
