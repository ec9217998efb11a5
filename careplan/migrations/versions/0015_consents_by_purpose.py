"""what a signed form of consent says beyond yes or no; the names a child is called by

Revision: 0015
Follows: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.add_column(sa.Column("guardian_name", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("paper", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("scope", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("text_version", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("expires_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("changed_on", sa.Date(), nullable=True))
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.alter_column("text_version", server_default=None)
    op.create_table(
        "child_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["user.id"], name=op.f("fk_child_alias_added_by_user")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_child_alias_child_id_child")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_child_alias_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child_alias")),
    )
    with op.batch_alter_table("child_alias", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_child_alias_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_child_alias_school_id"), ["school_id"], unique=False)
