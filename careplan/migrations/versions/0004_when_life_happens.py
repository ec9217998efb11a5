"""when life happens: who is away, what is closed, how a session departed from the plan

Revision: 0004
Follows: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _lasting(
        "staff_away",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_staff_away_staff_id_staff_member")),
    )
    _index("staff_away", "first", "last", "school_id", "staff_id")
    _lasting(
        "closure",
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
    )
    _index("closure", "first", "last", "school_id")
    op.create_table(
        "closure_venue",
        sa.Column("closure_id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["closure_id"], ["closure.id"], name=op.f("fk_closure_venue_closure_id_closure")),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_closure_venue_venue_id_venue")),
        sa.PrimaryKeyConstraint("closure_id", "venue_id", name=op.f("pk_closure_venue")),
    )
    _index("closure_venue", "venue_id")
    _departures()


def _lasting(table: str, *columns: sa.schema.SchemaItem) -> None:
    """A table of days from first to last, with whatever else it says."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("marked_by", sa.Integer(), nullable=True),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("first_period", sa.Integer(), nullable=True),
        sa.Column("last_period", sa.Integer(), nullable=True),
        sa.Column("marked_at", sa.DateTime(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *columns,
        sa.CheckConstraint("first <= last", name=op.f(f"ck_{table}_first_before_last")),
        sa.ForeignKeyConstraint(["marked_by"], ["user.id"], name=op.f(f"fk_{table}_marked_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f(f"fk_{table}_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _departures() -> None:
    op.create_table(
        "session_departure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_session_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("was_day", sa.Date(), nullable=False),
        sa.Column("was_period", sa.Integer(), nullable=False),
        sa.Column("was_venue_id", sa.Integer(), nullable=False),
        sa.Column("was_squads", sa.JSON(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["into_id"], ["team_session.id"], name=op.f("fk_session_departure_into_id_team_session")
        ),
        sa.ForeignKeyConstraint(["noted_by"], ["user.id"], name=op.f("fk_session_departure_noted_by_user")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_session_departure_school_id_school")),
        sa.ForeignKeyConstraint(
            ["team_session_id"], ["team_session.id"], name=op.f("fk_session_departure_team_session_id_team_session")
        ),
        sa.ForeignKeyConstraint(["was_venue_id"], ["venue.id"], name=op.f("fk_session_departure_was_venue_id_venue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_departure")),
        sa.UniqueConstraint("team_session_id", name=op.f("uq_session_departure_team_session_id")),
    )
    _index("session_departure", "into_id", "school_id")


def _index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def downgrade() -> None:
    for table in ("session_departure", "closure_venue", "closure", "staff_away"):
        op.drop_table(table)
