"""Every measure of the demo school against an independent count in SQL, on the demo's own days."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from careplan.db import db
from careplan.indicators.catalogue import measure_all
from careplan.indicators.load import load_snapshot
from careplan.school.models import School
from tests.demo.conftest import UNTIL
from tests.indicators.recount import NO_TABLE, differences

pytestmark = pytest.mark.slow
TWO_MONTHS_OVER = date(2026, 11, 5)
"""Of a year in which nothing is played after UNTIL: two school months are over, and what was planned is not recorded."""
NO_FIGURE = {
    date(2026, 10, 5): {"visit_evenness": "no_two_months"},
    UNTIL: {"visit_evenness": "no_two_months"},
    TWO_MONTHS_OVER: {},
}
NEVER = NO_TABLE | {"annual_report": "year_not_over"}
"""Nobody keeps referrals; the report is signed when the demo is made, which is after all of these days."""


@pytest.mark.plan("S39")
@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("day", NO_FIGURE, ids=str)
def test_every_measure_equals_its_recount_in_sql(day: date) -> None:
    assert [school.counts_by for school in db.session.scalars(select(School))] == ["civil_affairs"], "as the SQL counts"
    results = measure_all(load_snapshot(day))
    assert list(differences(results, 1, day)) == []
    assert {code: one.no_data for code, one in results.items() if one.no_data} == NO_FIGURE[day] | NEVER
