"""Every measure against an independent count in SQL, on played years of two schools."""

from __future__ import annotations

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


@pytest.mark.plan("S39")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_measure_equals_its_recount_in_sql(app: Flask, seed: int) -> None:
    with app.app_context():
        for school in (1, 2):
            with school_scope(school):
                play(seed + 10 * school)
                play_care(seed + 10 * school)
                aid_in_every_way()
                record(actor_id=None, action="make", entity="aid")
                db.session.commit()
        with school_scope(1):
            results = measure_all(load_snapshot(TODAY))
            wrong = list(differences(results, 1, TODAY))
    assert wrong == []
    assert {code: results[code].no_data for code in NO_TABLE} == NO_TABLE
