"""Every measure against an independent count in SQL, on played years of two schools."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from flask import Flask

from careplan.audit.operations import record
from careplan.db import db, school_scope
from careplan.indicators.catalogue import MEASURES, measure_all
from careplan.indicators.load import load_snapshot
from tests.indicators.played_care import play_care
from tests.indicators.played_year import TODAY, aid_in_every_way, play
from tests.indicators.recount import NO_TABLE, SQL, differences


def test_recount_knows_every_measure() -> None:
    assert set(SQL) | set(NO_TABLE) == set(MEASURES)


DAYS = (date(2026, 10, 5), TODAY, date(2027, 3, 5))
"""Early, in the middle and, with forgotten sessions, in the second term; as far as the world has one."""
SEEDS = (1, 2, 3, 4)


@pytest.mark.plan("S39")
@pytest.mark.parametrize("seed", SEEDS)
def test_every_measure_of_a_random_school_equals_its_recount_in_sql(app: Flask, seed: int) -> None:
    with app.app_context():
        for school in (1, 2):
            with school_scope(school):
                play(seed + 10 * school)
                play_care(seed + 10 * school)
                aid_in_every_way()
                record(actor_id=None, action="make", entity="aid")
                db.session.commit()
        wrong, told = [], set[str]()
        for school, day in product((1, 2), DAYS):
            with school_scope(school):
                results = measure_all(load_snapshot(day))
                wrong += [(school, day, *found) for found in differences(results, school, day)]
            assert {code: results[code].no_data for code in NO_TABLE} == NO_TABLE
            told.update(code for code, one in results.items() if one.value is not None)
    assert wrong == []
    assert set(MEASURES) - told == set(NO_TABLE), "equal only because it never had a figure"
