"""a school's own sets of indicators, the marks by hand, and how each mark stood before

Revision: 0027
Follows: 0026
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def _indexes(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def _what_a_mark_says() -> list[sa.Column]:
    return [
        sa.Column("quarters", sa.Integer(), nullable=True),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("marked_at", sa.DateTime(), nullable=False),
        sa.Column("marked_by", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "evaluation_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("based_on", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("adopted_at", sa.DateTime(), nullable=True),
        sa.Column("adopted_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        _key("evaluation_set", "adopted_by", "user"),
        _key("evaluation_set", "made_by", "user"),
        _key("evaluation_set", "school_id", "school"),
        _key("evaluation_set", "year_id", "school_year"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_set")),
        sa.UniqueConstraint("year_id", "number", name=op.f("uq_evaluation_set_year_id_number")),
    )
    _indexes("evaluation_set", "school_id", "year_id")
    op.create_index(
        "ix_evaluation_set_one_adopted",
        "evaluation_set",
        ["year_id"],
        unique=True,
        sqlite_where=sa.text("state = 'adopted'"),
    )
    op.create_table(
        "evaluation_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("scorer", sa.String(), nullable=False),
        sa.Column("leaf", sa.String(), nullable=False),
        *_what_a_mark_says(),
        sa.Column("version", sa.Integer(), nullable=False),
        _key("evaluation_mark", "marked_by", "user"),
        _key("evaluation_mark", "school_id", "school"),
        _key("evaluation_mark", "set_id", "evaluation_set"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_mark")),
        sa.UniqueConstraint("set_id", "scorer", "leaf", name=op.f("uq_evaluation_mark_set_id_scorer_leaf")),
    )
    _indexes("evaluation_mark", "school_id", "set_id")
    op.create_table(
        "evaluation_mark_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark_id", sa.Integer(), nullable=False),
        *_what_a_mark_says(),
        _key("evaluation_mark_change", "mark_id", "evaluation_mark"),
        _key("evaluation_mark_change", "marked_by", "user"),
        _key("evaluation_mark_change", "school_id", "school"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_mark_change")),
    )
    _indexes("evaluation_mark_change", "school_id", "mark_id")


def downgrade() -> None:
    op.drop_table("evaluation_mark_change")
    op.drop_table("evaluation_mark")
    op.drop_table("evaluation_set")
