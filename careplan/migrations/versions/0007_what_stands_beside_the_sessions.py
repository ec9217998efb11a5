"""what stands beside the sessions: media, parents' lessons, hours of help, electives with sign-ups

Revision: 0007
Follows: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _series()
    _items()
    _sign_ups()
    _school_events()


def _series() -> None:
    op.create_table(
        "programme_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("rhythm", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("grades", sa.JSON(), nullable=False),
        sa.Column("strand", sa.String(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("sign_up_until", sa.Date(), nullable=True),
        sa.Column("help_hours_id", sa.Integer(), nullable=True),
        sa.Column("planned_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["help_hours_id"], ["help_hours.id"], name=op.f("fk_programme_series_help_hours_id_help_hours")
        ),
        sa.ForeignKeyConstraint(["planned_by"], ["user.id"], name=op.f("fk_programme_series_planned_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_programme_series_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_series")),
    )
    with op.batch_alter_table("programme_series", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_series_help_hours_id"), ["help_hours_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_programme_series_school_id"), ["school_id"], unique=False)


def _items() -> None:
    op.create_table(
        "programme_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("venue_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("setting", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("came", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_programme_item_recorded_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_programme_item_school_id_school")),
        sa.ForeignKeyConstraint(
            ["series_id"], ["programme_series.id"], name=op.f("fk_programme_item_series_id_programme_series")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_programme_item_staff_id_staff_member")
        ),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_programme_item_venue_id_venue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_item")),
    )
    with op.batch_alter_table("programme_item", schema=None) as batch_op:
        for column in ("day", "school_id", "series_id", "staff_id", "venue_id"):
            batch_op.create_index(batch_op.f(f"ix_programme_item_{column}"), [column], unique=False)


def _sign_ups() -> None:
    op.create_table(
        "elective_sign_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=False),
        sa.Column("signed_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_elective_sign_up_child_id_child")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_elective_sign_up_school_id_school")),
        sa.ForeignKeyConstraint(
            ["series_id"], ["programme_series.id"], name=op.f("fk_elective_sign_up_series_id_programme_series")
        ),
        sa.ForeignKeyConstraint(["signed_by"], ["user.id"], name=op.f("fk_elective_sign_up_signed_by_user")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["user.id"], name=op.f("fk_elective_sign_up_withdrawn_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elective_sign_up")),
        sa.UniqueConstraint("series_id", "child_id", name=op.f("uq_elective_sign_up_series_id_child_id")),
    )
    with op.batch_alter_table("elective_sign_up", schema=None) as batch_op:
        for column in ("child_id", "school_id", "series_id"):
            batch_op.create_index(batch_op.f(f"ix_elective_sign_up_{column}"), [column], unique=False)


def _school_events() -> None:
    op.create_table(
        "school_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_school_event_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_event")),
    )
    with op.batch_alter_table("school_event", schema=None) as batch_op:
        for column in ("day", "school_id"):
            batch_op.create_index(batch_op.f(f"ix_school_event_{column}"), [column], unique=False)


def downgrade() -> None:
    for table in ("school_event", "elective_sign_up", "programme_item", "programme_series"):
        op.drop_table(table)
