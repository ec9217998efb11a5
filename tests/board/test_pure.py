"""Areas, filters, what is late and the three things, by hand-computed cases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from careplan.board.areas import area_rows, part_rows, score_of_parts, score_of_report
from careplan.board.late import LATE, late
from careplan.board.narrow import Narrow, Part, chosen, part_of
from careplan.board.three import three
from careplan.foresight.ahead import Ahead
from careplan.foresight.outlook import foresee
from careplan.foresight.todo import Todo
from careplan.indicators.catalogue import MEASURES, measure_all
from careplan.indicators.facts import ParentContact, Squad
from careplan.indicators.points import score_tree
from careplan.indicators.queries import example_tree
from careplan.indicators.small_cells import LEAST
from tests.indicators.case import day, kid, ses, snap
from tests.indicators.test_cells import filters, school

LAST = date(2027, 7, 2)
SCHOOL = Narrow()


def test_points_by_area_now_as_planned_and_last_year() -> None:
    facts = snap(sessions=[ses("a"), ses("b", "11-01", state="planned"), ses("c", "12-01", state="planned")])
    results = measure_all(facts)
    scored = score_tree(example_tree(), results)
    last = score_of_report(
        example_tree(), {"session_completion": {"value": 0.96, "numerator": 24, "denominator": 25}, "gone": {}}
    )
    rows = {row.branch.code: row for row in area_rows(scored, foresee(facts, Ahead(LAST), results, scored), last)}
    one = rows["activities"]
    assert (one.now, one.then) == (Decimal(3), Decimal(5))  # learning by doing 3; held 0 → 2
    assert (one.last, one.last_of) == (Decimal(8), Decimal(8))
    assert (rows["care"].last, rows["care"].then) == (None, Decimal(0))
    assert all(row.then is None and row.last is None for row in area_rows(scored, None, None))


def test_a_report_of_another_shape_is_no_data_and_no_error() -> None:
    assert score_of_report(example_tree(), {"session_completion": 3}).sum.judged == 0  # type: ignore[dict-item]
    assert score_of_report(example_tree(), {"session_completion": {"value": None, "no_data": "x"}}).sum.judged == 0


def test_a_filter_earns_points_by_the_schools_scale_and_only_for_what_can_be_told() -> None:
    parts = {
        "visit_coverage": Part(19, 20, ("1",)),  # 95% of the children visited: 5 of 6
        "session_completion": Part(8, 10, ("1",)),  # 80% held: 4 of 8
        "consent_rate": None,
        "parent_contact": Part(0, 0, ("1",)),
    }
    scored = score_of_parts(example_tree(), parts)
    rows = {row.branch.code: (row.now, row.full) for row in part_rows(scored)}
    assert rows == {"activities": (Decimal(4), Decimal(8)), "care": (Decimal(5), Decimal(6))}
    assert (scored.sum.points, scored.sum.judged) == (Decimal(9), Decimal(14))
    assert part_rows(score_of_parts(example_tree(), {})) == ()


def test_a_filter_is_a_grade_a_class_or_the_whole_school() -> None:
    facts = snap()
    assert chosen(facts, None, None) == SCHOOL
    assert chosen(facts, 1, None) == Narrow(frozenset("A"))
    assert chosen(facts, 4, "B") == Narrow(frozenset("B"))
    assert chosen(facts, 1, "B") is None and chosen(facts, 3, None) is None and chosen(facts, None, "Z") is None


def test_a_figure_of_sessions_is_told_for_the_classes_own_sessions() -> None:
    facts = snap(sessions=[ses("a"), ses("b", squads="B", experiential=False), ses("c", squads="AB")])
    result = MEASURES["experiential_share"](facts)
    assert part_of(result, Narrow(frozenset("B")), facts) == Part(0, 1, ("B",))
    assert part_of(result, SCHOOL, facts) == Part(2, 3)
    assert part_of(MEASURES["leader_named"](facts), Narrow(frozenset("B")), facts) is None


def test_children_are_told_in_joined_classes_and_exactly_for_the_own_squad() -> None:
    squads = [Squad("1", 1, "low", 40), Squad("2", 1, "low", 40)]
    children = [kid(f"{q.id}-{n}", q.id, owner_id="x" if n > 3 else None) for q in squads for n in range(10)]
    facts = snap(squads=squads, children=children)
    result = MEASURES["responsible_person"](facts)
    assert part_of(result, Narrow(frozenset("1")), facts) == Part(12, 20, ("1", "2"))
    assert part_of(result, Narrow(frozenset("1"), own=True), facts) == Part(6, 10, ("1",))


@pytest.mark.parametrize("seed", range(10))
def test_late_children_are_never_told_under_five_by_any_filter(seed: int) -> None:
    facts = school(Random(seed))
    results = measure_all(facts)
    for wanted in filters(facts)[1:]:
        for one in late(results, Narrow(wanted), facts, open_list=True):
            assert not MEASURES[one.code].personal or one.number is None or one.number >= LEAST


def test_what_is_late_counts_the_records_of_the_side_that_its_page_shows() -> None:
    calls = [ParentContact(str(n), str(n), day("11-15"), "phone") for n in range(6)]
    facts = snap(
        children=[kid(str(n)) for n in range(9)], parent_contacts=calls, sessions=[ses("a", "11-01", state="planned")]
    )
    results = measure_all(facts)
    assert [(one.code, one.number) for one in late(results, SCHOOL, facts, open_list=True)] == [
        ("unexcused_cancellations", 1),
        ("recent_care", 3),
    ]
    assert [one.number for one in late(results, SCHOOL, facts, open_list=False)] == [1, None]
    for one in late(results, SCHOOL, facts, open_list=True):
        side = results[one.code].counted if one.side == "counted" else results[one.code].not_counted
        assert one.number == len(side)
    assert set(LATE) <= set(MEASURES)


def todo(code: str, by: str, points: int, person: str = "staff-1") -> Todo:
    return Todo(code, person, day(by), 1, (), (), Decimal(points))


def test_three_things_weigh_points_by_days_and_name_a_measure_once() -> None:
    items = [
        todo("visit_coverage", "12-20", 4),  # 4 × 30/60 = 2
        todo("visit_coverage", "12-20", 4, "staff-2"),
        todo("visit_coverage", "27-07-02", 6),
        todo("session_completion", "11-20", 2),  # 2
        todo("consent_rate", "27-07-02", 1),
        todo("goal_coverage", "27-07-02", 6),
        todo("teacher_training", "27-07-02", 0),
    ]
    found = three(items, day("11-20"))
    assert [one.code for one in found] == ["visit_coverage", "session_completion", "goal_coverage"]
    assert (found[0].people, found[0].work, found[0].days) == (("staff-1", "staff-2"), 2, 30)
    assert found[0].weight == pytest.approx(2)


def test_what_is_late_does_not_begin_with_a_digit() -> None:
    """It follows its number: "13 31天以上…" is read as another one."""
    assert not [words for _side, *both in LATE.values() for words in both if words[0].isdigit()]
