"""Every measure against figures that a person counted from tables: an empty school, one record each, moved children."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache

import pytest

from careplan.indicators.catalogue import MEASURES
from careplan.indicators.facts import Snapshot
from careplan.indicators.moved import GROUPS, group, moved
from careplan.indicators.results import MeasureResult
from tests.indicators.tables import HERE, KINDS, SCHOOLS, Expected, expected, rows, school

LINES = tuple(expected())
FIRST_DAY = school("moved").terms[0].first
snapshot = cache(school)


def of(which: str, facts: Snapshot) -> Snapshot:
    """The same school with one group of its children."""
    return replace(facts, children=group(facts, which, FIRST_DAY))


def figures(line: Expected) -> MeasureResult:
    """What the measure says, asked as its page asks."""
    measure, facts = MEASURES[line.measure], snapshot(line.school)
    own = measure(facts)
    if line.children not in GROUPS:
        return own
    found = moved(measure, facts, own)
    assert found is not None and (found.first, found.came, found.left) == (FIRST_DAY, 2, 2), (
        "4 and 9 came, 5 and 8 left"
    )
    return found.results[line.children]


@pytest.mark.plan("S39")
@pytest.mark.parametrize("line", LINES, ids=[line.id for line in LINES])
def test_a_figure_is_what_a_person_counted(line: Expected) -> None:
    got = figures(line)
    assert (got.numerator, got.denominator) == (line.numerator, pytest.approx(line.denominator))
    assert tuple(r.id for r in got.counted) == line.counted
    if line.value is None:
        assert (got.value, got.no_data) == (None, line.why)
    else:
        assert got.value == pytest.approx(line.value, abs=0.00005) and not got.no_data


@pytest.mark.parametrize("code", MEASURES)
def test_every_measure_has_an_empty_a_single_and_a_moved_line(code: str) -> None:
    mine = [(line.school, line.children) for line in LINES if line.measure == code]
    assert sorted(mine) in (
        sorted([("empty", ""), ("one", ""), ("moved", "any")]),
        sorted([("empty", ""), ("one", ""), *(("moved", which) for which in GROUPS)]),
    )
    assert any(line.value is not None for line in LINES if line.measure == code and line.school == "moved")


@pytest.mark.parametrize("line", [one for one in LINES if one.children == "any"], ids=lambda line: line.measure)
def test_where_moved_children_change_nothing_the_line_says_why_and_it_is_so(line: Expected) -> None:
    measure, facts = MEASURES[line.measure], snapshot("moved")
    own = measure(facts)
    assert line.why and moved(measure, facts, own) is None
    for children in (*(of(which, facts).children for which in GROUPS), ()):
        other = measure(replace(facts, children=children))
        assert (other.value, [r.id for r in other.records]) == (own.value, [r.id for r in own.records])


def test_the_moved_children_make_three_different_groups() -> None:
    """So that no line could be right by taking one group for another."""
    here = {which: [c.id for c in of(which, snapshot("moved")).left_behind] for which in GROUPS}
    assert here == {"start": list("12358"), "end": list("12349"), "through": list("123")}


def test_every_table_and_every_line_is_read() -> None:
    read = {*KINDS, "school", "plan", "goal_targets", "posts", "qualifications"}
    assert {path.stem for name in SCHOOLS for path in (HERE / name).glob("*")} == read
    assert {line.measure for line in LINES} == set(MEASURES)
    assert {f.name for f in fields(Snapshot)} - set(KINDS) <= {
        "school_id", "year", "as_of", "plan", "is_demo", "definition", "schedule_versions",
    }  # fmt: skip


def test_the_single_school_has_one_record_of_each_kind() -> None:
    """Except terms, what stands beside the sessions (three sorts) and goals (one for the body, one for the mind)."""
    several = {path.stem for path in (HERE / "one").glob("*.csv") if len(rows(path)) > 1}
    assert several == {"terms", "beside", "care_goals"}
