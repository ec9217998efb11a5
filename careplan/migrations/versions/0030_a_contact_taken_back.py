"""a contact entered by mistake is taken back, with who and why; a promise noted with it goes with it

Revision: 0030
Follows: 0029
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_why", sa.LargeBinary(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_contact_withdrawn_by_user"), "user", ["withdrawn_by"], ["id"])
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    """What was taken back would count again: it goes, with what hangs on it; papers stay in the file by themselves."""
    gone = "SELECT id FROM contact WHERE withdrawn_at IS NOT NULL"
    op.execute(f"UPDATE child_attachment SET contact_id = NULL WHERE contact_id IN ({gone})")
    op.execute("DELETE FROM promise WHERE withdrawn_at IS NOT NULL")
    op.execute(f"UPDATE promise SET contact_id = NULL WHERE contact_id IN ({gone})")
    op.execute("DELETE FROM contact WHERE withdrawn_at IS NOT NULL")
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.drop_column("withdrawn_at")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_contact_withdrawn_by_user"), type_="foreignkey")
        batch_op.drop_column("withdrawn_why")
        batch_op.drop_column("withdrawn_by")
        batch_op.drop_column("withdrawn_at")
