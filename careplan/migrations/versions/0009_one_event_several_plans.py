"""one event serves several plans: which plans it serves, and what it is joined with

Revision: 0009
Follows: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("programme_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(), nullable=True))
    _events()
    _plans()
    _joins()


def _events() -> None:
    """What was imported before serves no plan yet."""
    added = (
        sa.Column("serves", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("settled", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
    )
    with op.batch_alter_table("school_event", schema=None) as batch_op:
        for column in added:
            batch_op.add_column(column)
    with op.batch_alter_table("school_event", schema=None) as batch_op:
        for column in added:
            batch_op.alter_column(column.name, existing_type=column.type, server_default=None)


def _plans() -> None:
    op.create_table(
        "served_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_served_plan_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_served_plan")),
        sa.UniqueConstraint("school_id", "name", name=op.f("uq_served_plan_school_id_name")),
    )
    with op.batch_alter_table("served_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_served_plan_school_id"), ["school_id"], unique=False)


def _joins() -> None:
    op.create_table(
        "event_join",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("stood", sa.JSON(), nullable=False),
        sa.Column("joined_at", sa.DateTime(), nullable=False),
        sa.Column("joined_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["school_event.id"], name=op.f("fk_event_join_event_id_school_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["programme_item.id"], name=op.f("fk_event_join_item_id_programme_item"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["joined_by"], ["user.id"], name=op.f("fk_event_join_joined_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_event_join_school_id_school")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["team_session.id"], name=op.f("fk_event_join_session_id_team_session"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_join")),
        sa.UniqueConstraint("event_id", "item_id", name=op.f("uq_event_join_event_id_item_id")),
        sa.UniqueConstraint("event_id", "session_id", name=op.f("uq_event_join_event_id_session_id")),
    )
    with op.batch_alter_table("event_join", schema=None) as batch_op:
        for column in ("event_id", "item_id", "school_id", "session_id"):
            batch_op.create_index(batch_op.f(f"ix_event_join_{column}"), [column], unique=False)


def downgrade() -> None:
    for table in ("event_join", "served_plan"):
        op.drop_table(table)
    with op.batch_alter_table("school_event", schema=None) as batch_op:
        for column in ("version", "settled", "serves"):
            batch_op.drop_column(column)
    with op.batch_alter_table("programme_item", schema=None) as batch_op:
        batch_op.drop_column("changed_at")
