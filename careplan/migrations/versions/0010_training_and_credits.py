"""training on its way to recognition: trail, certificate, credits with their rules; planned trainings; imports

Revision: 0010
Follows: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _planned_training()
    _planned_person()
    _training_person()
    _credit_rules()
    _training_import()
    _training_file()
    _training_step()
    _record()


def _planned_training() -> None:
    op.create_table(
        "planned_training",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("organiser", sa.String(), nullable=False),
        sa.Column("internal", sa.Boolean(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("hours", sa.Numeric(precision=6, scale=2, asdecimal=False), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("qualification", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_planned_training_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_training")),
    )
    with op.batch_alter_table("planned_training", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_planned_training_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_planned_training_starts_on"), ["starts_on"], unique=False)


def _planned_person() -> None:
    op.create_table(
        "planned_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("planned_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("came", sa.Boolean(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["planned_id"], ["planned_training.id"], name=op.f("fk_planned_person_planned_id_planned_training")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_planned_person_school_id_school")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_planned_person_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_person")),
        sa.UniqueConstraint("planned_id", "staff_id", name=op.f("uq_planned_person_planned_id_staff_id")),
    )
    with op.batch_alter_table("planned_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_planned_person_planned_id"), ["planned_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_planned_person_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_planned_person_staff_id"), ["staff_id"], unique=False)


def _training_person() -> None:
    op.create_table(
        "training_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("probation_from", sa.Date(), nullable=True),
        sa.Column("probation_until", sa.Date(), nullable=True),
        sa.Column("id_number", sa.LargeBinary(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_training_person_school_id_school")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_training_person_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_person")),
        sa.UniqueConstraint("staff_id", name=op.f("uq_training_person_staff_id")),
    )
    with op.batch_alter_table("training_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_person_school_id"), ["school_id"], unique=False)


def _credit_rules() -> None:
    op.create_table(
        "credit_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("based_on", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("counts_from", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("adopted_at", sa.DateTime(), nullable=True),
        sa.Column("adopted_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["adopted_by"], ["user.id"], name=op.f("fk_credit_rules_adopted_by_user")),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_credit_rules_made_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_credit_rules_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_rules")),
        sa.UniqueConstraint("school_id", "number", name=op.f("uq_credit_rules_school_id_number")),
    )
    with op.batch_alter_table("credit_rules", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_credit_rules_school_id"), ["school_id"], unique=False)


def _training_import() -> None:
    op.create_table(
        "training_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("recognised", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name=op.f("fk_training_import_created_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_training_import_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_import")),
    )
    with op.batch_alter_table("training_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_import_school_id"), ["school_id"], unique=False)


def _training_file() -> None:
    op.create_table(
        "training_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("removed_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["user.id"], name=op.f("fk_training_file_added_by_user")),
        sa.ForeignKeyConstraint(
            ["record_id"], ["training_record.id"], name=op.f("fk_training_file_record_id_training_record")
        ),
        sa.ForeignKeyConstraint(["removed_by"], ["user.id"], name=op.f("fk_training_file_removed_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_training_file_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_file")),
    )
    with op.batch_alter_table("training_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_file_record_id"), ["record_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_file_school_id"), ["school_id"], unique=False)


def _training_step() -> None:
    op.create_table(
        "training_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user.id"], name=op.f("fk_training_step_actor_id_user")),
        sa.ForeignKeyConstraint(
            ["record_id"], ["training_record.id"], name=op.f("fk_training_step_record_id_training_record")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_training_step_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_step")),
    )
    with op.batch_alter_table("training_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_step_record_id"), ["record_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_step_school_id"), ["school_id"], unique=False)


def _record() -> None:
    with op.batch_alter_table("training_record", schema=None) as batch_op:
        batch_op.add_column(sa.Column("item", sa.String(), nullable=False, server_default="attend"))
        batch_op.add_column(sa.Column("tags", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("days", sa.Numeric(precision=5, scale=2, asdecimal=False), nullable=True))
        batch_op.add_column(sa.Column("by_days", sa.Boolean(), nullable=False, server_default="0"))
        batch_op.add_column(
            sa.Column("attended", sa.Numeric(precision=4, scale=3, asdecimal=False), nullable=False, server_default="1")
        )
        batch_op.add_column(sa.Column("same_content", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("proofs", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("counted", sa.Numeric(precision=8, scale=2, asdecimal=False), nullable=True))
        batch_op.add_column(sa.Column("reasons", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("rules_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("authority_credits", sa.Numeric(precision=8, scale=2, asdecimal=False), nullable=True)
        )
        batch_op.add_column(sa.Column("remark", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("planned_id", sa.Integer(), nullable=True))
        batch_op.alter_column(
            "hours",
            existing_type=sa.NUMERIC(precision=6, scale=1),
            type_=sa.Numeric(precision=6, scale=2, asdecimal=False),
            existing_nullable=False,
        )
        batch_op.alter_column(
            "credits",
            existing_type=sa.NUMERIC(precision=6, scale=1),
            type_=sa.Numeric(precision=8, scale=2, asdecimal=False),
            existing_nullable=True,
        )
        batch_op.create_index(batch_op.f("ix_training_record_state"), ["state"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_training_record_planned_id_planned_training"), "planned_training", ["planned_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_training_record_rules_id_credit_rules"), "credit_rules", ["rules_id"], ["id"]
        )

    # the result was free text; what was typed as credits was read off a certificate
    op.execute("UPDATE training_record SET remark = result WHERE result NOT IN ('', '合格', '优秀', '不合格')")
    op.execute(
        "UPDATE training_record SET result = CASE result WHEN '合格' THEN 'passed' WHEN '优秀' THEN 'excellent' "
        "WHEN '不合格' THEN 'failed' ELSE 'none' END"
    )
    op.execute("UPDATE training_record SET authority_credits = credits WHERE state = 'recognised'")
    op.execute("UPDATE training_record SET counted = hours WHERE state = 'recognised'")
    with op.batch_alter_table("training_record", schema=None) as batch_op:
        for column in ("item", "tags", "by_days", "attended", "same_content", "proofs", "reasons", "remark"):
            batch_op.alter_column(column, server_default=None)
