"""work on a draft: journal, locks, signed exceptions

Revision: 0002
Follows: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("schedule_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("based_on", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("edits", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("stamp", sa.String(), nullable=False, server_default=""))
        batch_op.create_foreign_key(
            batch_op.f("fk_schedule_version_based_on_schedule_version"), "schedule_version", ["based_on"], ["id"]
        )
    _one_draft()
    op.create_table(
        "draft_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("out", sa.JSON(), nullable=False),
        sa.Column("into", sa.JSON(), nullable=False),
        sa.Column("problem", sa.LargeBinary(), nullable=True),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_draft_edit_made_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_draft_edit_school_id_school")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["schedule_version.id"], name=op.f("fk_draft_edit_version_id_schedule_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_edit")),
        sa.UniqueConstraint("version_id", "number", name=op.f("uq_draft_edit_version_id_number")),
    )
    _index("draft_edit", "version_id", "school_id")
    op.create_table(
        "draft_lock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("team_session_id", sa.Integer(), nullable=True),
        sa.Column("squad_id", sa.Integer(), nullable=True),
        sa.Column("week", sa.Integer(), nullable=True),
        sa.Column("locked_at", sa.DateTime(), nullable=False),
        sa.Column("locked_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["locked_by"], ["user.id"], name=op.f("fk_draft_lock_locked_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_draft_lock_school_id_school")),
        sa.ForeignKeyConstraint(["squad_id"], ["squad.id"], name=op.f("fk_draft_lock_squad_id_squad")),
        sa.ForeignKeyConstraint(
            ["team_session_id"], ["team_session.id"], name=op.f("fk_draft_lock_team_session_id_team_session")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["schedule_version.id"], name=op.f("fk_draft_lock_version_id_schedule_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_lock")),
    )
    _index("draft_lock", "version_id", "team_session_id", "squad_id", "school_id")
    op.create_table(
        "schedule_exception",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=False),
        sa.Column("signed_by", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_schedule_exception_school_id_school")),
        sa.ForeignKeyConstraint(["signed_by"], ["user.id"], name=op.f("fk_schedule_exception_signed_by_user")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["schedule_version.id"], name=op.f("fk_schedule_exception_version_id_schedule_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule_exception")),
    )
    _index("schedule_exception", "version_id", "school_id")


def _index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def _one_draft() -> None:
    """Of several drafts the newest of each school stays; the others are put aside, as the page does it."""
    op.execute(
        "UPDATE schedule_version SET state = 'discarded' WHERE state = 'draft' AND number < "
        "(SELECT MAX(newer.number) FROM schedule_version AS newer "
        "WHERE newer.state = 'draft' AND newer.school_id = schedule_version.school_id)"
    )


def downgrade() -> None:
    for table in ("schedule_exception", "draft_lock", "draft_edit"):
        op.drop_table(table)
    with op.batch_alter_table("schedule_version", schema=None) as batch_op:
        for column in ("stamp", "edits", "based_on", "name"):
            batch_op.drop_column(column)
