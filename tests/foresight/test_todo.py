"""Each item of the list has one person from the records, its day, and as much work as closes the gap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from careplan.foresight.ahead import Ahead
from careplan.foresight.doing import DOING, in_numbers
from careplan.foresight.outlook import foresee
from careplan.foresight.todo import POSTS, Todo, by_person, grouped, part_of, todos, wanted
from careplan.indicators.catalogue import MEASURES, measure_all
from careplan.indicators.facts import GoalTarget, Snapshot, Visit, YearPlan
from careplan.indicators.points import score_tree
from careplan.indicators.queries import example_tree
from careplan.indicators.tree import leaves
from tests.indicators.case import TERMS, kid, post, ses, snap, teacher

LAST = date(2027, 7, 2)


def listed(facts: Snapshot) -> tuple[Todo, ...]:
    results = measure_all(facts)
    return todos(foresee(facts, Ahead(LAST), results, score_tree(example_tree(), results)))


def of(facts: Snapshot, code: str) -> list[Todo]:
    return [one for one in listed(facts) if one.code == code]


def test_a_visit_is_the_responsible_persons_else_the_counselors_and_due_by_the_end_of_each_term() -> None:
    people = [replace(teacher("T1"), squad_ids=frozenset("A")), teacher("H", roles="head_counselor")]
    children = [kid("1", owner_id="user-7"), kid("2"), kid("3", "B")]
    visits = [Visit("1", "1", date(2026, 10, 1), "home", 1)]
    found = of(snap(staff=people, children=children, visits=visits), "visit_coverage")
    assert [(one.person, one.by, one.work) for one in found] == [
        ("staff-T1", TERMS[0].last, 1),
        ("staff-H", TERMS[0].last, 1),
        ("user-7", LAST, 1),
        ("staff-T1", LAST, 1),
        ("staff-H", LAST, 1),
    ]


def test_a_session_that_nobody_recorded_is_its_leaders_today() -> None:
    held = [ses("a"), ses("b", "11-01", state="planned", posts=(post("T9"),))]
    (one,) = of(snap(sessions=held), "session_completion")
    assert (one.person, one.by, one.work) == ("staff-T9", date(2026, 11, 20), 1)
    assert [r.id for r in one.records] == ["b"]


def test_goals_that_the_schedule_lacks_are_the_head_counselors_in_sessions() -> None:
    plan = YearPlan("1", "approved", goal_targets=(GoalTarget("low", "low.adapt", 3, 3),))
    (one,) = of(snap(plan=plan, sessions=[ses("a")]), "goal_coverage")
    assert (one.person, one.work, one.squad_ids) == ("post-head_counselor", 2, ("A",))


def test_the_list_begins_with_the_nearest_day_and_nobody_is_left_out() -> None:
    facts = snap(children=[kid(str(n)) for n in range(4)], sessions=[ses("b", "11-01", state="planned")])
    found = listed(facts)
    assert [one.by for one in found] == sorted(one.by for one in found)
    assert all(one.person.partition("-")[0] in ("staff", "user", "post") for one in found)
    assert by_person(found, "staff-0", ["head_counselor"]) == tuple(
        o for o in found if o.person == "post-head_counselor"
    )


def test_every_indicator_with_points_has_words_for_what_is_done() -> None:
    codes = {leaf.measure for leaf in leaves(example_tree()) if leaf.measure}
    assert codes <= set(DOING) <= set(MEASURES)
    assert {one.who for one in DOING.values()} <= {"owner", "squad", "leader", *POSTS}


def test_english_words_follow_their_number() -> None:
    assert in_numbers("check {n} entr[y|ies]", "1") == "check 1 entry"
    assert in_numbers("check {n} entr[y|ies]", "fewer than 5") == "check fewer than 5 entries"
    assert in_numbers("make {n} more home visit[s]", "1") == "make 1 more home visit"
    assert in_numbers("再家访 {n} 次", "2") == "再家访 2 次"
    assert in_numbers("再家访 {n} 次", "若干") == "再家访若干次"
    assert all("[" not in in_numbers(one.en, n) for one in DOING.values() for n in ("1", "2"))


def test_a_small_group_makes_all_groups_of_its_measure_untold() -> None:
    """313 of 315 would tell the two."""
    rows = [
        Todo("consent_rate", "staff-1", LAST, 313, (), (), Decimal(1)),
        Todo("consent_rate", "staff-1", TERMS[0].last, 2, (), (), Decimal(1)),
        Todo("visit_coverage", "staff-1", LAST, 20, (), (), Decimal(1)),
    ]
    assert [(one.work, one.tellable) for one in grouped(rows)] == [(313, False), (2, False), (20, True)]


def test_the_records_of_one_person_are_those_that_the_list_counts_for_them() -> None:
    people = [replace(teacher("T1"), squad_ids=frozenset("A")), teacher("H", roles="head_counselor")]
    visits = [Visit("1", "1", date(2026, 10, 1), "home", 1)]
    facts = snap(staff=people, children=[kid("1", owner_id="user-7"), kid("2"), kid("3", "B")], visits=visits)
    results = measure_all(facts)
    found = foresee(facts, Ahead(LAST), results, score_tree(example_tree(), results))
    gaps = [one for one in wanted(found) if one.leaf.code == "visit_coverage"]
    for gap in gaps:
        for item in (one for one in todos(found) if one.code == "visit_coverage" and one.by == gap.last):
            part = part_of(gap, item.person, found).closing
            assert part.work == item.work and part.reachable
            assert {lack.record for lack in part.chosen} == set(item.records)
    assert len(gaps) == 2 and part_of(gaps[0], "user-7", found).closing.chosen == ()
