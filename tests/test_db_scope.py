"""No shape of query sees another school's rows, and none runs without a school (G7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import and_, delete, exists, func, select, union_all, update
from sqlalchemy.orm import aliased

from careplan.audit.operations import record
from careplan.children.models import Child, FamilyMember
from careplan.db import db, every_school, school_scope, unscoped_tables
from careplan.errors import UnscopedQuery
from careplan.school.models import Squad

OTHER = aliased(Child)
SHAPES: dict[str, Callable[[], Any]] = {
    "rows": lambda: select(Child.id),
    "entities": lambda: select(Child),
    "count of a column": lambda: select(func.count(Child.id)),
    "count from the table": lambda: select(func.count()).select_from(Child),
    "count from an alias": lambda: select(func.count()).select_from(OTHER),
    "count from a join": lambda: select(func.count()).select_from(Child).join(FamilyMember),
    "count from a join on words": lambda: (
        select(func.count()).select_from(FamilyMember).join(Child, Child.id == FamilyMember.child_id)
    ),
    "count in a subquery": lambda: select(func.count()).select_from(select(Child.id).subquery()),
    "exists in a column": lambda: select(exists().where(Child.school_id != 1)),
    "scalar subquery": lambda: select(select(func.count()).select_from(Child).scalar_subquery()),
    "scalar subquery of a column": lambda: select(select(func.max(Child.school_id)).scalar_subquery()),
    "in a subquery": lambda: select(Squad.id).where(Squad.id.in_(select(Child.squad_id))),
    "union": lambda: union_all(select(Child.id), select(FamilyMember.id)),
    "group": lambda: select(Child.squad_id, func.count()).group_by(Child.squad_id),
    "constant where": lambda: select(1).where(Child.school_id != 1),
    "alias beside": lambda: select(Child.id, OTHER.id).join(
        OTHER, and_(OTHER.birth_date == Child.birth_date, OTHER.school_id != Child.school_id)
    ),
    "core table": lambda: select(Child.__table__.c.id),
    "core count": lambda: select(func.count()).select_from(Child.__table__),
}


def answer(statement: Any) -> list[tuple[Any, ...]]:
    return [tuple(getattr(value, "id", value) for value in row) for row in db.session.execute(statement)]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_query_in_one_school_answers_as_if_there_were_no_other(app: Flask, shape: str) -> None:
    """Where the scope cannot reach into a shape, the query is refused: that is an answer too."""
    with app.app_context(), school_scope(1):
        try:
            both = sorted(answer(SHAPES[shape]()))
        except UnscopedQuery:
            return
        finally:
            db.session.rollback()
    with app.app_context(), every_school():
        for model in (FamilyMember, Child):
            db.session.execute(delete(model).where(model.school_id == 2))
        record(actor_id=None, action="delete", entity="child", school_id=1)
        db.session.commit()
    with app.app_context(), school_scope(1):
        alone = sorted(answer(SHAPES[shape]()))

    assert both == alone


@pytest.mark.parametrize("shape", SHAPES)
def test_a_query_without_a_school_is_refused(app: Flask, shape: str) -> None:
    with app.app_context(), pytest.raises(UnscopedQuery):
        db.session.execute(SHAPES[shape]())


def test_changes_touch_one_school_only(app: Flask) -> None:
    with app.app_context(), school_scope(1):
        db.session.execute(update(Child).values(health="ok"))
        record(actor_id=None, action="change", entity="child")
        db.session.commit()

    with app.app_context(), every_school():
        assert set(db.session.execute(select(Child.school_id, Child.health).distinct())) == {(1, "ok"), (2, "")}


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ("SELECT child.id FROM child WHERE child.school_id = ?", ()),
        ("SELECT count(*) FROM child", ("child",)),
        ('SELECT "user".id FROM "user"', ('"user"',)),
        ("SELECT a.id FROM child AS a JOIN squad ON 1 WHERE a.school_id = ? AND squad.school_id = ?", ()),
        ("SELECT a.id FROM child AS a, squad WHERE a.school_id = ?", ("squad",)),
        ("SELECT (SELECT count(*) FROM child) FROM child WHERE child.school_id = ?", ("child",)),
        ("SELECT browser_session.data FROM browser_session", ()),
        ("UPDATE child SET health = ? WHERE child.id = ?", ()),
    ],
)
def test_tables_read_without_their_school_are_found(sql: str, tables: tuple[str, ...]) -> None:
    assert unscoped_tables(sql) == tables


def test_what_pages_ask_most_is_answered(app: Flask) -> None:
    """Rows, counts of a column, groups and joins are narrowed, not only refused."""
    answered = ("rows", "entities", "count of a column", "group", "in a subquery", "alias beside")
    with app.app_context(), school_scope(1):
        for shape in answered:
            answer(SHAPES[shape]())
