"""every child's case: categories, levels, promises, the file, events with their tasks, plans of help, reports

Revision: 0013
Follows: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _children()
    _care()
    _file()
    _events()
    _alarms()
    _changed()


def _children() -> None:
    op.create_table(
        "child_category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("basis", sa.LargeBinary(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_child_category_child_id_child")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_child_category_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_child_category_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child_category")),
    )
    with op.batch_alter_table("child_category", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_child_category_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_child_category_school_id"), ["school_id"], unique=False)

    op.create_table(
        "family_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reachable", sa.String(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_family_state_child_id_child")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_family_state_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_family_state_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_state")),
    )
    with op.batch_alter_table("family_state", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_family_state_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_family_state_school_id"), ["school_id"], unique=False)

    op.create_table(
        "registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("household_registered", sa.Boolean(), nullable=True),
        sa.Column("schooling", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("body_detail", sa.LargeBinary(), nullable=False),
        sa.Column("paternal_grandparents", sa.LargeBinary(), nullable=False),
        sa.Column("maternal_grandparents", sa.LargeBinary(), nullable=False),
        sa.Column("custody", sa.String(), nullable=False),
        sa.Column("entrusted_person", sa.LargeBinary(), nullable=False),
        sa.Column("entrusted_relation", sa.String(), nullable=False),
        sa.Column("entrusted_phone", sa.LargeBinary(), nullable=False),
        sa.Column("entrusted_address", sa.LargeBinary(), nullable=False),
        sa.Column("income", sa.JSON(), nullable=False),
        sa.Column("aid", sa.JSON(), nullable=False),
        sa.Column("filled_by", sa.String(), nullable=False),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.Column("in_charge", sa.String(), nullable=False),
        sa.Column("filled_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_registration_child_id_child")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_registration_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_registration_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
    )
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_registration_child_id"), ["child_id"], unique=True)
        batch_op.create_index(batch_op.f("ix_registration_school_id"), ["school_id"], unique=False)


def _care() -> None:
    op.create_table(
        "care_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("preset", sa.String(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_care_rules_school_id_school")),
        sa.ForeignKeyConstraint(["set_by"], ["user.id"], name=op.f("fk_care_rules_set_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_rules")),
    )
    with op.batch_alter_table("care_rules", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_care_rules_school_id"), ["school_id"], unique=False)

    op.create_table(
        "care_level",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_care_level_child_id_child")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_care_level_school_id_school")),
        sa.ForeignKeyConstraint(["set_by"], ["user.id"], name=op.f("fk_care_level_set_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_level")),
    )
    with op.batch_alter_table("care_level", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_care_level_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_care_level_school_id"), ["school_id"], unique=False)

    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("kept", sa.Boolean(), nullable=True),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_promise_child_id_child")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_promise_contact_id_contact")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_promise_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_promise_school_id_school")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_promise_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
    )
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promise_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_promise_school_id"), ["school_id"], unique=False)


def _file() -> None:
    op.create_table(
        "care_goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("aspect", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_care_goal_child_id_child")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_care_goal_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_care_goal_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_goal")),
    )
    with op.batch_alter_table("care_goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_care_goal_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_care_goal_school_id"), ["school_id"], unique=False)

    op.create_table(
        "carer_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("ability", sa.String(), nullable=False),
        sa.Column("entrusted", sa.Boolean(), nullable=False),
        sa.Column("school_told", sa.Boolean(), nullable=False),
        sa.Column("village_told", sa.Boolean(), nullable=False),
        sa.Column("exclusions_checked", sa.Boolean(), nullable=False),
        sa.Column("child_heard", sa.Boolean(), nullable=False),
        sa.Column("renew_on", sa.Date(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_carer_period_child_id_child")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_carer_period_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_carer_period_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carer_period")),
    )
    with op.batch_alter_table("carer_period", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_carer_period_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_carer_period_school_id"), ["school_id"], unique=False)

    op.create_table(
        "need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_need_child_id_child")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_need_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_need_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
    )
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_school_id"), ["school_id"], unique=False)

    op.create_table(
        "placement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=False),
        sa.Column("fee_fen", sa.Integer(), nullable=True),
        sa.Column("fee_per", sa.String(), nullable=False),
        sa.Column("owed_fen", sa.Integer(), nullable=True),
        sa.Column("pay_by", sa.Date(), nullable=True),
        sa.Column("may_lose", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_placement_child_id_child")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_placement_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_placement_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
    )
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_placement_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_school_id"), ["school_id"], unique=False)

    op.create_table(
        "goal_progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("care_goal_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["care_goal_id"], ["care_goal.id"], name=op.f("fk_goal_progress_care_goal_id_care_goal")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_goal_progress_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_goal_progress_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_progress")),
    )
    with op.batch_alter_table("goal_progress", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_progress_care_goal_id"), ["care_goal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_goal_progress_school_id"), ["school_id"], unique=False)


def _events() -> None:
    op.create_table(
        "care_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("known_at", sa.DateTime(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("outcome", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_care_event_child_id_child")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_care_event_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_care_event_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_event")),
    )
    with op.batch_alter_table("care_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_care_event_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_care_event_school_id"), ["school_id"], unique=False)

    op.create_table(
        "escalation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("care_event_id", sa.Integer(), nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("sent_by", sa.Integer(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(), nullable=True),
        sa.Column("acknowledged_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["acknowledged_by"], ["user.id"], name=op.f("fk_escalation_acknowledged_by_user")),
        sa.ForeignKeyConstraint(["answered_by"], ["user.id"], name=op.f("fk_escalation_answered_by_user")),
        sa.ForeignKeyConstraint(
            ["care_event_id"], ["care_event.id"], name=op.f("fk_escalation_care_event_id_care_event")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_escalation_school_id_school")),
        sa.ForeignKeyConstraint(["sent_by"], ["user.id"], name=op.f("fk_escalation_sent_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
    )
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalation_care_event_id"), ["care_event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_escalation_school_id"), ["school_id"], unique=False)

    op.create_table(
        "event_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("care_event_id", sa.Integer(), nullable=False),
        sa.Column("does", sa.String(), nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["care_event_id"], ["care_event.id"], name=op.f("fk_event_task_care_event_id_care_event")
        ),
        sa.ForeignKeyConstraint(["done_by"], ["user.id"], name=op.f("fk_event_task_done_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_event_task_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_task")),
    )
    with op.batch_alter_table("event_task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_task_care_event_id"), ["care_event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_task_school_id"), ["school_id"], unique=False)

    op.create_table(
        "help_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("care_event_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("aims", sa.LargeBinary(), nullable=False),
        sa.Column("measures", sa.LargeBinary(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["care_event_id"], ["care_event.id"], name=op.f("fk_help_plan_care_event_id_care_event")
        ),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_help_plan_child_id_child")),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_help_plan_made_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_help_plan_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_plan")),
        sa.UniqueConstraint("child_id", "number", name=op.f("uq_help_plan_child_id_number")),
    )
    with op.batch_alter_table("help_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_help_plan_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_help_plan_school_id"), ["school_id"], unique=False)


def _alarms() -> None:
    op.create_table(
        "protection_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("named_by", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["named_by"], ["user.id"], name=op.f("fk_protection_person_named_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_protection_person_school_id_school")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_protection_person_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protection_person")),
    )
    with op.batch_alter_table("protection_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_protection_person_school_id"), ["school_id"], unique=False)

    op.create_table(
        "mandatory_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.Column("situation", sa.LargeBinary(), nullable=False),
        sa.Column("found", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_mandatory_report_child_id_child")),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_mandatory_report_made_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_mandatory_report_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandatory_report")),
        sa.UniqueConstraint("school_id", "number", name=op.f("uq_mandatory_report_school_id_number")),
    )
    with op.batch_alter_table("mandatory_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mandatory_report_school_id"), ["school_id"], unique=False)

    op.create_table(
        "report_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mandatory_report_id", sa.Integer(), nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("receipt", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mandatory_report_id"],
            ["mandatory_report.id"],
            name=op.f("fk_report_step_mandatory_report_id_mandatory_report"),
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_report_step_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_report_step_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_step")),
    )
    with op.batch_alter_table("report_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_step_mandatory_report_id"), ["mandatory_report_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_step_school_id"), ["school_id"], unique=False)


def _changed() -> None:
    # one open row for a child from here on; what a race left behind is closed on its own day
    op.execute(
        "UPDATE care_assignment SET until = since WHERE until IS NULL AND id NOT IN "
        "(SELECT MAX(id) FROM care_assignment WHERE until IS NULL GROUP BY child_id)"
    )
    with op.batch_alter_table("care_assignment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("note", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("handed_by", sa.Integer(), nullable=True))
        batch_op.create_index(
            "uq_care_assignment_one_open",
            ["child_id"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )
        batch_op.create_foreign_key(batch_op.f("fk_care_assignment_handed_by_user"), "user", ["handed_by"], ["id"])

    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.add_column(sa.Column("details", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("minutes", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_column("minutes")
        batch_op.drop_column("details")

    with op.batch_alter_table("care_assignment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_care_assignment_handed_by_user"), type_="foreignkey")
        batch_op.drop_index(
            "uq_care_assignment_one_open",
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )
        batch_op.drop_column("handed_by")
        batch_op.drop_column("note")

    with op.batch_alter_table("report_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_step_school_id"))
        batch_op.drop_index(batch_op.f("ix_report_step_mandatory_report_id"))

    op.drop_table("report_step")
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_promise_school_id"))
        batch_op.drop_index(batch_op.f("ix_promise_child_id"))

    op.drop_table("promise")
    with op.batch_alter_table("help_plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_help_plan_school_id"))
        batch_op.drop_index(batch_op.f("ix_help_plan_child_id"))

    op.drop_table("help_plan")
    with op.batch_alter_table("goal_progress", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_progress_school_id"))
        batch_op.drop_index(batch_op.f("ix_goal_progress_care_goal_id"))

    op.drop_table("goal_progress")
    with op.batch_alter_table("event_task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_task_school_id"))
        batch_op.drop_index(batch_op.f("ix_event_task_care_event_id"))

    op.drop_table("event_task")
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_escalation_school_id"))
        batch_op.drop_index(batch_op.f("ix_escalation_care_event_id"))

    op.drop_table("escalation")
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registration_school_id"))
        batch_op.drop_index(batch_op.f("ix_registration_child_id"))

    op.drop_table("registration")
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_placement_school_id"))
        batch_op.drop_index(batch_op.f("ix_placement_child_id"))

    op.drop_table("placement")
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_school_id"))
        batch_op.drop_index(batch_op.f("ix_need_child_id"))

    op.drop_table("need")
    with op.batch_alter_table("mandatory_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mandatory_report_school_id"))

    op.drop_table("mandatory_report")
    with op.batch_alter_table("family_state", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_family_state_school_id"))
        batch_op.drop_index(batch_op.f("ix_family_state_child_id"))

    op.drop_table("family_state")
    with op.batch_alter_table("child_category", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_child_category_school_id"))
        batch_op.drop_index(batch_op.f("ix_child_category_child_id"))

    op.drop_table("child_category")
    with op.batch_alter_table("carer_period", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_carer_period_school_id"))
        batch_op.drop_index(batch_op.f("ix_carer_period_child_id"))

    op.drop_table("carer_period")
    with op.batch_alter_table("care_level", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_care_level_school_id"))
        batch_op.drop_index(batch_op.f("ix_care_level_child_id"))

    op.drop_table("care_level")
    with op.batch_alter_table("care_goal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_care_goal_school_id"))
        batch_op.drop_index(batch_op.f("ix_care_goal_child_id"))

    op.drop_table("care_goal")
    with op.batch_alter_table("care_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_care_event_school_id"))
        batch_op.drop_index(batch_op.f("ix_care_event_child_id"))

    op.drop_table("care_event")
    with op.batch_alter_table("protection_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_protection_person_school_id"))

    op.drop_table("protection_person")
    with op.batch_alter_table("care_rules", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_care_rules_school_id"))

    op.drop_table("care_rules")
