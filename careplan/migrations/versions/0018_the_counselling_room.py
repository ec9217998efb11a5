"""the counselling room: appointments, sealed notes, who keeps them, broken glass, referral slips; more of a call

Revision: 0018
Follows: 0017
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("help_given", schema=None) as batch_op:
        batch_op.add_column(sa.Column("minutes", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("caller", sa.LargeBinary(), nullable=True))
    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begins", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("comes", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("on_spot", sa.Boolean(), nullable=False),
        sa.Column("talk_wish_id", sa.Integer(), nullable=True),
        sa.Column("help_given_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_appointment_some_minutes")),
        sa.ForeignKeyConstraint(
            ["help_given_id"], ["help_given.id"], name=op.f("fk_appointment_help_given_id_help_given")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_appointment_made_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_appointment_school_id_school")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_appointment_staff_id_staff_member")),
        sa.ForeignKeyConstraint(
            ["talk_wish_id"], ["talk_wish.id"], name=op.f("fk_appointment_talk_wish_id_talk_wish"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appointment_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_appointment_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appointment_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "appointment_child",
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_appointment_child_appointment_id_appointment")
        ),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_appointment_child_child_id_child")),
        sa.PrimaryKeyConstraint("appointment_id", "child_id", name=op.f("pk_appointment_child")),
    )
    with op.batch_alter_table("appointment_child", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appointment_child_child_id"), ["child_id"], unique=False)

    op.create_table(
        "taken_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("cell", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(staff_id IS NULL) <> (child_id IS NULL)", name=op.f("ck_taken_time_of_one")),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_taken_time_appointment_id_appointment")
        ),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_taken_time_child_id_child")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_taken_time_school_id_school")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_taken_time_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_time")),
        sa.UniqueConstraint("child_id", "day", "cell", name=op.f("uq_taken_time_child_id_day_cell")),
        sa.UniqueConstraint("staff_id", "day", "cell", name=op.f("uq_taken_time_staff_id_day_cell")),
    )
    with op.batch_alter_table("taken_time", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_taken_time_appointment_id"), ["appointment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_taken_time_school_id"), ["school_id"], unique=False)

    op.create_table(
        "note_keeper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.Column("given_by", sa.Integer(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_note_keeper_child_id_child")),
        sa.ForeignKeyConstraint(["given_by"], ["user.id"], name=op.f("fk_note_keeper_given_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_note_keeper_school_id_school")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_note_keeper_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_keeper")),
    )
    with op.batch_alter_table("note_keeper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_keeper_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_keeper_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_keeper_user_id"), ["user_id"], unique=False)
        batch_op.create_index(
            "uq_note_keeper_open",
            ["child_id"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "counselling_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_counselling_note_appointment_id_appointment")
        ),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_counselling_note_child_id_child")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_counselling_note_school_id_school")),
        sa.ForeignKeyConstraint(["written_by"], ["user.id"], name=op.f("fk_counselling_note_written_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counselling_note")),
        sa.UniqueConstraint("child_id", "appointment_id", name=op.f("uq_counselling_note_child_id_appointment_id")),
        sa.UniqueConstraint("child_id", "number", name=op.f("uq_counselling_note_child_id_number")),
    )
    with op.batch_alter_table("counselling_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_counselling_note_appointment_id"), ["appointment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_counselling_note_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_counselling_note_school_id"), ["school_id"], unique=False)

    op.create_table(
        "broken_glass",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("seen_at", sa.DateTime(), nullable=True),
        sa.Column("seen_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_broken_glass_child_id_child")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_broken_glass_school_id_school")),
        sa.ForeignKeyConstraint(["seen_by"], ["user.id"], name=op.f("fk_broken_glass_seen_by_user")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_broken_glass_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broken_glass")),
    )
    with op.batch_alter_table("broken_glass", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_broken_glass_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_broken_glass_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_broken_glass_user_id"), ["user_id"], unique=False)

    op.create_table(
        "referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_referral_child_id_child")),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_referral_made_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_referral_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("school_id", "number", name=op.f("uq_referral_school_id_number")),
    )
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_school_id"), ["school_id"], unique=False)


def downgrade() -> None:
    for table in ("referral", "broken_glass", "counselling_note", "note_keeper", "taken_time", "appointment_child"):
        op.drop_table(table)
    op.drop_table("appointment")
    with op.batch_alter_table("help_given", schema=None) as batch_op:
        batch_op.drop_column("caller")
        batch_op.drop_column("minutes")
