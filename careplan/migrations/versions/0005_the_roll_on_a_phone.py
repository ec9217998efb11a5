"""children's roles and minutes late on the roll, and the trail of every change of it

Revision: 0005
Follows: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attendance_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_session_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=True),
        sa.Column("client_key", sa.String(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user.id"], name=op.f("fk_attendance_change_actor_id_user")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_attendance_change_child_id_child")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_attendance_change_school_id_school")),
        sa.ForeignKeyConstraint(
            ["team_session_id"], ["team_session.id"], name=op.f("fk_attendance_change_team_session_id_team_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_change")),
        sa.UniqueConstraint("school_id", "client_key", name=op.f("uq_attendance_change_school_id_client_key")),
    )
    with op.batch_alter_table("attendance_change") as table:
        for column in ("child_id", "school_id", "team_session_id"):
            table.create_index(table.f(f"ix_attendance_change_{column}"), [column], unique=False)
    # a former entry says that a child took the lead, not in which part
    with op.batch_alter_table("attendance") as table:
        table.add_column(sa.Column("role", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("minutes", sa.Integer(), nullable=True))
    op.execute("UPDATE attendance SET role = 'other' WHERE led")
    with op.batch_alter_table("attendance") as table:
        table.alter_column("role", server_default=None)
