"""Reading the school's sets and marks: the tree of a year and what each scorer said."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from careplan.children.name_queries import child_terms
from careplan.children.redaction import called, terms_of
from careplan.db import db
from careplan.evaluation.models import EvaluationMark, EvaluationSet
from careplan.evaluation.words import SELF
from careplan.indicators.beside import Judging
from careplan.indicators.points import Mark
from careplan.indicators.queries import example_tree
from careplan.indicators.tree import Tree
from careplan.indicators.tree_data import tree_from
from careplan.school.models import SchoolYear, StaffMember

WHOLE_NAMES = frozenset({"full", "nickname"})


def sets_of(year_id: int) -> list[EvaluationSet]:
    """The sets of a year, the newest first."""
    return list(
        db.session.scalars(
            select(EvaluationSet).where(EvaluationSet.year_id == year_id).order_by(EvaluationSet.number.desc())
        )
    )


def sets_before(start_year: int) -> list[EvaluationSet]:
    """What was in force in earlier years: to start from."""
    query = (
        select(EvaluationSet)
        .join(SchoolYear, SchoolYear.id == EvaluationSet.year_id)
        .where(SchoolYear.start_year < start_year, EvaluationSet.state == "adopted")
        .order_by(SchoolYear.start_year.desc())
    )
    return list(db.session.scalars(query))


def find_set(set_id: int) -> EvaluationSet | None:
    return db.session.scalars(select(EvaluationSet).where(EvaluationSet.id == set_id)).one_or_none()


def next_set_number(year_id: int) -> int:
    query = select(func.max(EvaluationSet.number)).where(EvaluationSet.year_id == year_id)
    return (db.session.scalar(query) or 0) + 1


def adopted_set(year: SchoolYear | None) -> EvaluationSet | None:
    """The set in force in a year."""
    if year is None:
        return None
    query = select(EvaluationSet).where(EvaluationSet.year_id == year.id, EvaluationSet.state == "adopted")
    return db.session.scalars(query).one_or_none()


def tree_of_set(row: EvaluationSet) -> Tree:
    """The set as plain dataclasses."""
    return tree_from(row.content)


def tree_for(year: SchoolYear | None) -> Tree:
    """The tree that the school is judged by in a year: its own set in force, else the example set."""
    row = adopted_set(year)
    return tree_of_set(row) if row else example_tree()


def marks_for(year: SchoolYear | None, scorer: str = SELF) -> dict[str, Mark]:
    """What a scorer said by leaf code, of the set in force in a year; {} when nothing was said."""
    row = adopted_set(year)
    return said(rows_by_leaf(row, scorer)) if row else {}


def rows_by_leaf(row: EvaluationSet, scorer: str) -> dict[str, EvaluationMark]:
    """A scorer's marks by leaf code, with people and earlier states; those taken back too."""
    query = (
        select(EvaluationMark)
        .where(EvaluationMark.set_id == row.id, EvaluationMark.scorer == scorer)
        .options(selectinload(EvaluationMark.changes), selectinload(EvaluationMark.person))
    )
    return {mark.leaf: mark for mark in db.session.scalars(query)}


def said(rows: Mapping[str, EvaluationMark]) -> dict[str, Mark]:
    """The marks that stand, as the sums need them."""
    return {code: mark for code, one in rows.items() if (mark := mark_of(one)) is not None}


def mark_of(row: EvaluationMark) -> Mark | None:
    """None once it was taken back."""
    return None if row.points is None and not row.choice else Mark(row.points, row.choice)


def find_mark(row: EvaluationSet, scorer: str, leaf: str) -> EvaluationMark | None:
    return rows_by_leaf(row, scorer).get(leaf)


def children_named(*texts: str) -> tuple[str, ...]:
    """Whole names and nicknames of children of the school in these texts; staff called alike are none (DOMAIN 5.2)."""
    if not any(texts):
        return ()
    terms = (*terms_of("staff", db.session.scalars(select(StaffMember.name))), *child_terms())
    found = (piece for text in texts for piece in called(text, terms, ()))
    return tuple(dict.fromkeys(piece.original for piece in found if piece.kind in WHOLE_NAMES))


def own_set(start_year: int) -> Judging | None:
    """The set in force of a year with the school's self-marks; None when it has none (see `indicators.beside`)."""
    row = adopted_set(db.session.scalar(select(SchoolYear).where(SchoolYear.start_year == start_year)))
    return (tree_of_set(row), said(rows_by_leaf(row, SELF))) if row else None
