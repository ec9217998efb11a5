"""Two reports side by side: figures, definitions that changed, and what is not told of small groups."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careplan.indicators.results import MeasureResult
from careplan.indicators.tree import leaves
from careplan.indicators.words import AREAS
from careplan.reports.assembly import assemble
from careplan.reports.frozen import Frozen, frozen_of
from careplan.reports.years import areas_beside, may_tell, side_by_side
from tests.reports.year import report_facts


@pytest.fixture(scope="module")
def one() -> Frozen:
    facts = report_facts()
    return frozen_of(facts, assemble(facts), (), "", {})


def visits(frozen: Frozen, part: int) -> Frozen:
    other = MeasureResult("visit_coverage", "rate", part / 310, part, 310)
    return replace(frozen, results=dict(frozen.results) | {"visit_coverage": other})


@pytest.mark.plan("S45")
def test_the_same_report_twice_differs_in_nothing(one: Frozen) -> None:
    rows = side_by_side(one, one)
    assert {row.code for row in rows} == set(one.measures)
    kept = replace(one, measures=dict(sorted(one.measures.items())))
    assert [row.code for row in side_by_side(kept, kept)] == [row.code for row in rows], "kept by code, shown by area"
    areas = [row.area for row in rows]
    assert [area for area, before in zip(areas, ["", *areas], strict=False) if area != before] == list(AREAS)
    assert all(row.same or row.figures.then is None for row in rows)
    assert not any(row.redefined for row in rows)


def test_figures_that_changed_and_definitions_that_changed_are_told_apart(one: Frozen) -> None:
    other = replace(one.measures["budget_set"], definition="另一种算法")
    later = replace(visits(one, 100), measures=dict(one.measures) | {"budget_set": other})
    rows = {row.code: row for row in side_by_side(visits(one, 200), later)}
    assert not rows["visit_coverage"].same and not rows["visit_coverage"].redefined
    assert rows["budget_set"].same and rows["budget_set"].redefined
    assert rows["budget_set"].earlier == one.measures["budget_set"] and rows["budget_set"].later == other


def test_points_stand_side_by_side_area_by_area_each_by_its_own_set(one: Frozen) -> None:
    first, *rest = one.tree.areas
    lost = leaves(first).__next__()
    earlier = replace(
        one,
        tree=replace(one.tree, areas=(replace(first, name="改名前"), *rest)),
        points=dict(one.points) | {lost.code: None},
    )
    rows = {row.zh: row for row in areas_beside(earlier, one)}
    assert [*rows] == [first.name, *(area.name for area in rest), "改名前", ""]
    assert rows[first.name].earlier is None and rows["改名前"].later is None
    old, new = rows["改名前"].earlier, rows[first.name].later
    assert old and new and new.of - old.of == lost.full and new.points - old.points == one.points[lost.code]
    every = rows[""].later
    assert every and every.points == sum(row.later.points for row in rows.values() if row.later and row.zh)


def test_a_measure_of_one_report_only_stays_in_the_list(one: Frozen) -> None:
    without = {code: m for code, m in one.measures.items() if code != "budget_set"}
    fewer = replace(one, measures=without, results={c: r for c, r in one.results.items() if c in without})
    last = next(row for row in side_by_side(one, fewer) if row.code == "budget_set")
    assert last.later is None and last.figures.now is None
    new = next(row for row in side_by_side(fewer, one) if row.code == "budget_set")
    assert new.earlier is None and not new.redefined


@pytest.mark.parametrize(
    ("part", "opens", "same_year", "told"),
    [(203, False, True, False), (203, False, False, True), (203, True, True, True), (206, False, True, True)],
)
def test_two_reports_of_a_year_tell_no_small_group(
    one: Frozen, part: int, opens: bool, same_year: bool, told: bool
) -> None:
    row = next(r for r in side_by_side(visits(one, 200), visits(one, part)) if r.code == "visit_coverage")
    assert may_tell(row, opens=opens, same_year=same_year) is told
