"""help that keeps coming: aid cases with their ledger, known costs, duties that come again, papers

Revision: 0012
Follows: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _case()
    _cost()
    _duty()
    _entry()
    _rate()
    _step()
    _duty_holder()
    _duty_record()
    _paper()


def _case() -> None:
    op.create_table(
        "aid_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("giver", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("monthly", sa.Boolean(), nullable=False),
        sa.Column("pay_day", sa.Integer(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("for_costs", sa.Boolean(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_aid_case_child_id_child")),
        sa.ForeignKeyConstraint(["opened_by"], ["user.id"], name=op.f("fk_aid_case_opened_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_aid_case_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_case")),
    )
    with op.batch_alter_table("aid_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aid_case_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_case_school_id"), ["school_id"], unique=False)


def _cost() -> None:
    op.create_table(
        "aid_cost",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=False),
        sa.Column("rhythm", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("school_time", sa.Boolean(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("fen > 0", name=op.f("ck_aid_cost_fen_positive")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_aid_cost_child_id_child")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_aid_cost_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_aid_cost_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_cost")),
    )
    with op.batch_alter_table("aid_cost", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aid_cost_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_cost_school_id"), ["school_id"], unique=False)


def _duty() -> None:
    op.create_table(
        "aid_duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.Column("preset", sa.String(), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("rhythm", sa.String(), nullable=False),
        sa.Column("first_month", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_month", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("pauses", sa.JSON(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["aid_case.id"], name=op.f("fk_aid_duty_case_id_aid_case")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_aid_duty_child_id_child")),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_aid_duty_made_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_aid_duty_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_duty")),
    )
    with op.batch_alter_table("aid_duty", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aid_duty_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_duty_school_id"), ["school_id"], unique=False)


def _entry() -> None:
    op.create_table(
        "aid_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("what", sa.LargeBinary(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("fen > 0 OR (fen IS NULL AND kind = 'goods')", name=op.f("ck_aid_entry_fen_positive")),
        sa.ForeignKeyConstraint(["case_id"], ["aid_case.id"], name=op.f("fk_aid_entry_case_id_aid_case")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_aid_entry_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_aid_entry_school_id_school")),
        sa.ForeignKeyConstraint(["undoes_id"], ["aid_entry.id"], name=op.f("fk_aid_entry_undoes_id_aid_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_entry")),
        sa.UniqueConstraint("school_id", "key", name=op.f("uq_aid_entry_school_id_key")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_aid_entry_undoes_id")),
    )
    with op.batch_alter_table("aid_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aid_entry_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_entry_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_entry_school_id"), ["school_id"], unique=False)


def _rate() -> None:
    op.create_table(
        "aid_rate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(), nullable=True),
        sa.Column("taken_back_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("fen > 0", name=op.f("ck_aid_rate_fen_positive")),
        sa.ForeignKeyConstraint(["case_id"], ["aid_case.id"], name=op.f("fk_aid_rate_case_id_aid_case")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_aid_rate_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_aid_rate_school_id_school")),
        sa.ForeignKeyConstraint(["taken_back_by"], ["user.id"], name=op.f("fk_aid_rate_taken_back_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_rate")),
    )
    with op.batch_alter_table("aid_rate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aid_rate_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_rate_school_id"), ["school_id"], unique=False)


def _step() -> None:
    op.create_table(
        "aid_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(), nullable=True),
        sa.Column("taken_back_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["aid_case.id"], name=op.f("fk_aid_step_case_id_aid_case")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_aid_step_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_aid_step_school_id_school")),
        sa.ForeignKeyConstraint(["taken_back_by"], ["user.id"], name=op.f("fk_aid_step_taken_back_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_step")),
    )
    with op.batch_alter_table("aid_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aid_step_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_step_school_id"), ["school_id"], unique=False)


def _duty_holder() -> None:
    op.create_table(
        "aid_duty_holder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["duty_id"], ["aid_duty.id"], name=op.f("fk_aid_duty_holder_duty_id_aid_duty")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_aid_duty_holder_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_aid_duty_holder_school_id_school")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_aid_duty_holder_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_duty_holder")),
    )
    with op.batch_alter_table("aid_duty_holder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aid_duty_holder_duty_id"), ["duty_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_duty_holder_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_duty_holder_staff_id"), ["staff_id"], unique=False)


def _duty_record() -> None:
    op.create_table(
        "aid_duty_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("asked", sa.LargeBinary(), nullable=False),
        sa.Column("how_child", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(), nullable=True),
        sa.Column("taken_back_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["duty_id"], ["aid_duty.id"], name=op.f("fk_aid_duty_record_duty_id_aid_duty")),
        sa.ForeignKeyConstraint(["entry_id"], ["aid_entry.id"], name=op.f("fk_aid_duty_record_entry_id_aid_entry")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_aid_duty_record_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_aid_duty_record_school_id_school")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_aid_duty_record_staff_id_staff_member")
        ),
        sa.ForeignKeyConstraint(["taken_back_by"], ["user.id"], name=op.f("fk_aid_duty_record_taken_back_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_duty_record")),
    )
    with op.batch_alter_table("aid_duty_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aid_duty_record_done_on"), ["done_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_duty_record_duty_id"), ["duty_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_duty_record_school_id"), ["school_id"], unique=False)


def _paper() -> None:
    op.create_table(
        "aid_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("shows_child", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("removed_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["user.id"], name=op.f("fk_aid_paper_added_by_user")),
        sa.ForeignKeyConstraint(["case_id"], ["aid_case.id"], name=op.f("fk_aid_paper_case_id_aid_case")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_aid_paper_child_id_child")),
        sa.ForeignKeyConstraint(["entry_id"], ["aid_entry.id"], name=op.f("fk_aid_paper_entry_id_aid_entry")),
        sa.ForeignKeyConstraint(
            ["record_id"], ["aid_duty_record.id"], name=op.f("fk_aid_paper_record_id_aid_duty_record")
        ),
        sa.ForeignKeyConstraint(["removed_by"], ["user.id"], name=op.f("fk_aid_paper_removed_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_aid_paper_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_paper")),
    )
    with op.batch_alter_table("aid_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aid_paper_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_paper_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_paper_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_paper_record_id"), ["record_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_paper_school_id"), ["school_id"], unique=False)


def downgrade() -> None:
    for table in (
        "aid_paper",
        "aid_duty_record",
        "aid_duty_holder",
        "aid_step",
        "aid_rate",
        "aid_entry",
        "aid_duty",
        "aid_cost",
        "aid_case",
    ):
        op.drop_table(table)
