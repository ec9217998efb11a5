"""children's roles and minutes late on the roll, the trail of every change of it, photographs with consent

Revision: 0005
Follows: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
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
    op.create_table(
        "session_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_session_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("nobody", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("removed_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["user.id"], name=op.f("fk_session_photo_added_by_user")),
        sa.ForeignKeyConstraint(["removed_by"], ["user.id"], name=op.f("fk_session_photo_removed_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_session_photo_school_id_school")),
        sa.ForeignKeyConstraint(
            ["team_session_id"], ["team_session.id"], name=op.f("fk_session_photo_team_session_id_team_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_photo")),
    )
    with op.batch_alter_table("session_photo") as table:
        for column in ("school_id", "team_session_id"):
            table.create_index(table.f(f"ix_session_photo_{column}"), [column], unique=False)
    op.create_table(
        "session_photo_child",
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_session_photo_child_child_id_child")),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["session_photo.id"], name=op.f("fk_session_photo_child_photo_id_session_photo")
        ),
        sa.PrimaryKeyConstraint("photo_id", "child_id", name=op.f("pk_session_photo_child")),
    )
    with op.batch_alter_table("session_photo_child") as table:
        table.create_index(table.f("ix_session_photo_child_child_id"), ["child_id"], unique=False)
    with op.batch_alter_table("consent") as table:
        table.add_column(sa.Column("seen_by", sa.Integer(), nullable=True))
        table.add_column(sa.Column("recorded_at", sa.DateTime(), nullable=True))
        table.create_foreign_key(table.f("fk_consent_seen_by_user"), "user", ["seen_by"], ["id"])
    # a former entry says that a child took the lead, not in which part
    with op.batch_alter_table("attendance") as table:
        table.add_column(sa.Column("role", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("minutes", sa.Integer(), nullable=True))
    op.execute("UPDATE attendance SET role = 'other' WHERE led")
    with op.batch_alter_table("attendance") as table:
        table.alter_column("role", server_default=None)
