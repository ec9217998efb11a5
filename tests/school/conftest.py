"""School 1 of the small world with the shipped bands and calendar."""

from __future__ import annotations

import pytest
from flask import Flask

from careplan.db import db, school_scope
from careplan.school.seed_operations import load_seed_into_school
from careplan.seeds.load import Seeds, check_seeds


@pytest.fixture(scope="session")
def seeds() -> Seeds:
    return check_seeds()[0]


@pytest.fixture
def seeded(app: Flask, seeds: Seeds) -> Flask:
    with app.app_context(), school_scope(1):
        load_seed_into_school(seeds=seeds)
        db.session.commit()
    return app
