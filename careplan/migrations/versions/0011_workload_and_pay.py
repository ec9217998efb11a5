"""workload: rules, periods, statements, what is entered by hand, shares; and time kept free for preparing (S50-S52)

Revision: 0011
Follows: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("staff_busy", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kept", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("staff_busy", schema=None) as batch_op:
        batch_op.alter_column("kept", server_default=None)
    _entry()
    _rules()
    _period()
    _statement()
    _correction()
    _objection()
    _share()


def _entry() -> None:
    op.create_table(
        "work_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_name", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("begins < ends", name=op.f("ck_work_entry_begins_before_ends")),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_work_entry_decided_by_user")),
        sa.ForeignKeyConstraint(["entered_by"], ["user.id"], name=op.f("fk_work_entry_entered_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_work_entry_school_id_school")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_work_entry_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_entry")),
    )
    with op.batch_alter_table("work_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_entry_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_work_entry_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_work_entry_staff_id"), ["staff_id"], unique=False)


def _rules() -> None:
    op.create_table(
        "work_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_work_rules_made_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_work_rules_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_rules")),
        sa.UniqueConstraint("school_id", "number", name=op.f("uq_work_rules_school_id_number")),
    )
    with op.batch_alter_table("work_rules", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_rules_school_id"), ["school_id"], unique=False)


def _period() -> None:
    op.create_table(
        "work_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("rules_id", sa.Integer(), nullable=True),
        sa.Column("check_until", sa.Date(), nullable=True),
        sa.Column("computed_at", sa.DateTime(), nullable=True),
        sa.Column("computed_by", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("signed_by", sa.Integer(), nullable=True),
        sa.Column("signed_name", sa.String(), nullable=False),
        sa.Column("taken_back", sa.String(), nullable=False),
        sa.Column("locked_at", sa.DateTime(), nullable=True),
        sa.Column("locked_by", sa.Integer(), nullable=True),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("first <= last", name=op.f("ck_work_period_first_before_last")),
        sa.ForeignKeyConstraint(["computed_by"], ["user.id"], name=op.f("fk_work_period_computed_by_user")),
        sa.ForeignKeyConstraint(["locked_by"], ["user.id"], name=op.f("fk_work_period_locked_by_user")),
        sa.ForeignKeyConstraint(["rules_id"], ["work_rules.id"], name=op.f("fk_work_period_rules_id_work_rules")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_work_period_school_id_school")),
        sa.ForeignKeyConstraint(["signed_by"], ["user.id"], name=op.f("fk_work_period_signed_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_period")),
        sa.UniqueConstraint("school_id", "first", name=op.f("uq_work_period_school_id_first")),
    )
    with op.batch_alter_table("work_period", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_period_first"), ["first"], unique=False)
        batch_op.create_index(batch_op.f("ix_work_period_school_id"), ["school_id"], unique=False)


def _statement() -> None:
    op.create_table(
        "work_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("spent", sa.JSON(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("late", sa.JSON(), nullable=False),
        sa.Column("milli", sa.Integer(), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("countersigned_at", sa.DateTime(), nullable=True),
        sa.Column("countersigned_by", sa.Integer(), nullable=True),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["countersigned_by"], ["user.id"], name=op.f("fk_work_statement_countersigned_by_user")
        ),
        sa.ForeignKeyConstraint(
            ["period_id"], ["work_period.id"], name=op.f("fk_work_statement_period_id_work_period")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_work_statement_school_id_school")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_work_statement_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_statement")),
        sa.UniqueConstraint("period_id", "staff_id", name=op.f("uq_work_statement_period_id_staff_id")),
    )
    with op.batch_alter_table("work_statement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_statement_period_id"), ["period_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_work_statement_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_work_statement_staff_id"), ["staff_id"], unique=False)


def _correction() -> None:
    op.create_table(
        "work_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("milli", sa.Integer(), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_work_correction_made_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_work_correction_school_id_school")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["work_statement.id"], name=op.f("fk_work_correction_statement_id_work_statement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_correction")),
    )
    with op.batch_alter_table("work_correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_correction_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_work_correction_statement_id"), ["statement_id"], unique=False)


def _objection() -> None:
    op.create_table(
        "work_objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("raised_by", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by"], ["user.id"], name=op.f("fk_work_objection_answered_by_user")),
        sa.ForeignKeyConstraint(["raised_by"], ["user.id"], name=op.f("fk_work_objection_raised_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_work_objection_school_id_school")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["work_statement.id"], name=op.f("fk_work_objection_statement_id_work_statement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_objection")),
    )
    with op.batch_alter_table("work_objection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_objection_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_work_objection_statement_id"), ["statement_id"], unique=False)


def _share() -> None:
    op.create_table(
        "work_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_session_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_work_share_school_id_school")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_work_share_staff_id_staff_member")),
        sa.ForeignKeyConstraint(
            ["team_session_id"],
            ["team_session.id"],
            name=op.f("fk_work_share_team_session_id_team_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_share")),
        sa.UniqueConstraint("team_session_id", "staff_id", name=op.f("uq_work_share_team_session_id_staff_id")),
    )
    with op.batch_alter_table("work_share", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_share_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_work_share_team_session_id"), ["team_session_id"], unique=False)


def downgrade() -> None:
    for table in (
        "work_share",
        "work_objection",
        "work_correction",
        "work_statement",
        "work_period",
        "work_rules",
        "work_entry",
    ):
        op.drop_table(table)
    with op.batch_alter_table("staff_busy", schema=None) as batch_op:
        batch_op.drop_column("kept")
