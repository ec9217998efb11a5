"""an event entered by mistake is taken back with its tasks, what was told and its plans; so is a plan of help alone

Revision: 0032
Follows: 0031
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

REASONED = ("care_event", "help_plan")


def upgrade() -> None:
    for table in REASONED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(), nullable=True))
            batch_op.add_column(sa.Column("withdrawn_by", sa.Integer(), nullable=True))
            batch_op.add_column(sa.Column("withdrawn_why", sa.LargeBinary(), nullable=True))
            batch_op.create_foreign_key(batch_op.f(f"fk_{table}_withdrawn_by_user"), "user", ["withdrawn_by"], ["id"])
    with op.batch_alter_table("event_task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(), nullable=True))
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("unsaid_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("unsaid_by", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_escalation_unsaid_by_user"), "user", ["unsaid_by"], ["id"])


def downgrade() -> None:
    """What was taken back would count again: it goes, with what hangs on it; papers stay in the file by themselves."""
    gone = "SELECT id FROM care_event WHERE withdrawn_at IS NOT NULL"
    op.execute(f"UPDATE child_attachment SET care_event_id = NULL WHERE care_event_id IN ({gone})")
    for table in ("help_plan", "event_task", "escalation"):
        op.execute(f"DELETE FROM {table} WHERE withdrawn_at IS NOT NULL OR care_event_id IN ({gone})")
    op.execute("DELETE FROM care_event WHERE withdrawn_at IS NOT NULL")
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_escalation_unsaid_by_user"), type_="foreignkey")
        for column in ("unsaid_by", "unsaid_at", "withdrawn_at"):
            batch_op.drop_column(column)
    with op.batch_alter_table("event_task", schema=None) as batch_op:
        batch_op.drop_column("withdrawn_at")
    for table in reversed(REASONED):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(batch_op.f(f"fk_{table}_withdrawn_by_user"), type_="foreignkey")
            for column in ("withdrawn_why", "withdrawn_by", "withdrawn_at"):
                batch_op.drop_column(column)
