"""A set of school 1 from an example, and its tree as it is stored."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from careplan.db import db, school_scope
from careplan.evaluation.operations import adopt_set, start_set
from careplan.evaluation.queries import find_set, tree_of_set
from careplan.indicators.tree import Tree, tree_of
from careplan.school.queries import require_year
from careplan.seeds.load import shipped_seeds
from tests.evaluation.forms import Made


@pytest.fixture
def made(app: Flask) -> Made:
    """A set of school 1 from an example; its id."""

    def make(code: str = "default", *, adopt: bool = False) -> int:
        with app.app_context(), school_scope(1):
            origin = tree_of(shipped_seeds().indicator_sets[code])
            row = start_set(actor_id=None, year=require_year(), origin=origin, name="本校指标", based_on=origin.name)
            if adopt:
                adopt_set(actor_id=None, row=row)
            db.session.commit()
            return row.id

    return make


@pytest.fixture
def tree(app: Flask) -> Callable[[int], Tree]:
    def read(set_id: int) -> Tree:
        with app.app_context(), school_scope(1):
            row = find_set(set_id)
            assert row is not None
            return tree_of_set(row)

    return read
