"""The year's end as planned: each kind of plan is carried forward by hand-computed cases, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from careplan.foresight.ahead import Ahead, PlannedCourse, at_the_end
from careplan.foresight.closing import Closing, close
from careplan.foresight.expecting import BY_HOW_IT_GOES, expect
from careplan.foresight.outlook import Foresight, foresee
from careplan.foresight.rungs import Rung, next_rung, rungs, target
from careplan.foresight.words import UNFORESEEN
from careplan.indicators.catalogue import MEASURES, measure_all
from careplan.indicators.facts import AidRecord, GoalTarget, Improvement, Qualification, Snapshot, Visit, YearPlan
from careplan.indicators.points import Mark, score_tree
from careplan.indicators.queries import example_tree
from careplan.indicators.results import MeasureResult
from careplan.indicators.tree import Manual, Proportional, Steps
from tests.indicators.case import arr, came, course, kid, post, says, ses, snap, teacher

LAST = date(2027, 7, 2)
AHEAD = Ahead(LAST)


def then(facts: Snapshot, code: str, ahead: Ahead = AHEAD) -> MeasureResult:
    """A measure at the year's end."""
    return MEASURES[code](at_the_end(facts, ahead))


def figures(result: MeasureResult) -> tuple[float, float]:
    return result.numerator, result.denominator


def test_planned_sessions_are_held_and_those_that_were_missed_stay_missed() -> None:
    facts = snap(sessions=[ses("a"), ses("b", "11-01", state="planned"), ses("c", "12-01", state="planned")])
    assert figures(MEASURES["session_completion"](facts)) == (1, 2)
    assert figures(then(facts, "session_completion")) == (2, 3)


def test_a_session_of_today_is_still_ahead_and_one_that_was_called_off_is_not() -> None:
    facts = snap(sessions=[ses("a", "11-20", state="planned"), ses("b", "12-01", state="cancelled")])
    assert figures(then(facts, "session_completion")) == (1, 2)


def test_a_child_is_reached_by_a_planned_session_only_while_it_is_here() -> None:
    children = [kid("1"), kid("2", "B"), kid("3", left=date(2026, 12, 1))]
    facts = snap(sessions=[ses("a"), ses("z", "12-08", state="planned")], children=children, attendance=came("a", "3"))
    assert figures(MEASURES["reached_every_child"](facts)) == (1, 3)
    assert figures(then(facts, "reached_every_child")) == (1, 2)  # 3 has left, 2 has no session


def test_the_day_set_for_the_next_visit_is_kept_and_a_day_that_is_past_is_not() -> None:
    visits = [
        Visit("1", "1", date(2026, 10, 1), "home", 1, next_on=date(2027, 3, 15)),
        Visit("2", "2", date(2026, 10, 1), "home", 1, next_on=date(2026, 11, 1)),
        Visit("3", "3", date(2026, 10, 1), "talk", 1, next_on=date(2027, 3, 15)),
    ]
    facts = snap(children=[kid("1"), kid("2"), kid("3")], visits=visits)
    assert figures(MEASURES["visit_coverage"](facts)) == (2, 3)
    assert figures(then(facts, "visit_coverage")) == (1, 3)


def test_a_planned_training_gives_the_certificate_to_those_who_are_down_for_it() -> None:
    held = Qualification("counselor-trained", date(2027, 4, 1), None)
    ahead = Ahead(
        LAST, courses=(PlannedCourse("9", date(2027, 4, 1), ("T1",), "counselor", "school", Decimal(6), (held,)),)
    )
    facts = snap(
        staff=[teacher("T1"), teacher("T2", "counselor-trained", until="27-06-01"), teacher("T3", "counselor-trained")]
    )
    assert figures(MEASURES["leader_qualification"](facts)) == (2, 3)
    assert [r.id for r in then(facts, "leader_qualification", ahead).counted] == ["T1", "T3"]


def test_trainings_ahead_count_as_trainings_of_those_who_are_down() -> None:
    ahead = Ahead(LAST, courses=(PlannedCourse("9", date(2027, 4, 1), ("T1",), "mental-health"),))
    facts = snap(staff=[teacher("T1"), teacher("T2"), teacher("T3")], trainings=[course("1", "T2")])
    assert figures(then(facts, "teacher_training", ahead)) == (2, 3)


def test_items_beside_the_sessions_consents_aid_and_promised_solutions() -> None:
    ahead = Ahead(LAST, beside=(arr("1", "parents-lesson", "27-04-01", state="planned"),), consents={"1": "expired"})
    facts = snap(
        children=[kid("1", consent="given"), kid("2", consent="given")],
        aid=[
            AidRecord("1", "1", "x", date(2026, 10, 1), granted_on=date(2026, 11, 1)),
            AidRecord("2", "2", "x", date(2026, 10, 1)),
        ],
        improvements=[
            Improvement("1", date(2026, 11, 1), due_on=date(2026, 12, 1)),
            Improvement("2", date(2026, 10, 1), due_on=date(2026, 10, 9)),
        ],
    )
    assert figures(then(facts, "parents_lessons", ahead)) == (1, 1)
    assert figures(then(facts, "consent_rate", ahead)) == (1, 2)
    assert figures(then(facts, "aid_delivered", ahead)) == (1, 2)
    assert figures(then(facts, "improvement_loop", ahead)) == (1, 2)


def test_when_the_year_is_over_nothing_changes() -> None:
    facts = snap("27-07-03", sessions=[ses("a", "27-06-01", state="planned")])
    assert at_the_end(facts, AHEAD) is facts


def test_what_people_say_cannot_be_foreseen_and_every_reason_has_words() -> None:
    facts = snap(sessions=[ses("a")], children=[kid("1")], feedback=[says("1", "a", 5, 5, 5)])
    expected = expect(measure_all(facts), at_the_end(facts, AHEAD))
    assert expected["satisfaction"].then is None and expected["satisfaction"].reason == "what_people_say"
    assert expected["annual_report"].reason == "who_signs" and expected["parent_contact"].reason == "who_calls"
    assert expected["session_completion"].then is not None
    assert {one.reason for one in expected.values()} - {""} <= set(UNFORESEEN)
    assert set(BY_HOW_IT_GOES) <= set(MEASURES) and set(BY_HOW_IT_GOES.values()) <= set(UNFORESEEN)


SCALE = Steps(((1.0, Decimal(5)), (0.8, Decimal(3))))


def test_the_rungs_of_a_scale_are_asked_of_the_scale_itself() -> None:
    assert rungs(SCALE, Decimal(5), "rate") == (Rung(0.8, Decimal(3), False), Rung(1.0, Decimal(5), False))
    days = Steps(((7, Decimal(4)), (14, Decimal(2))), falling=True)
    assert rungs(days, Decimal(4), "days") == (Rung(14, Decimal(2), True), Rung(7, Decimal(4), True))
    assert target(Proportional(0.2, 0.6), Decimal(5), "rate") == Rung(0.596, Decimal(5), False)  # 4.95 rounds to 5.0
    assert next_rung(SCALE, Decimal(5), "rate", Decimal(3)) == Rung(1.0, Decimal(5), False)
    assert next_rung(SCALE, Decimal(5), "rate", Decimal(5)) is None
    assert target(Manual(), Decimal(5), "rate") is None


def closing(facts: Snapshot, code: str, at: float, ahead: Ahead = AHEAD) -> Closing | None:
    end = at_the_end(facts, ahead)
    return close(MEASURES[code](end), Rung(at, Decimal(1), False), facts, len(end.held_sessions))


def test_visits_that_are_missing_are_counted_to_the_rung_and_no_further() -> None:
    visits = [Visit("1", "1", date(2027, 3, 5), "home", 2)]
    facts = snap("27-03-10", children=[kid(str(n)) for n in range(10)], visits=visits)
    found = closing(facts, "visit_coverage", 0.45)
    assert found is not None and (found.needed, found.work, found.reachable) == (4, 4, True)
    assert closing(facts, "visit_coverage", 0.1) is None


def test_goals_need_as_many_sessions_as_they_lack_and_the_nearest_are_chosen_first() -> None:
    plan = YearPlan(
        "1", "approved", goal_targets=(GoalTarget("low", "low.adapt", 3, 3), GoalTarget("low", "low.habit", 2, 2))
    )
    facts = snap(plan=plan, sessions=[ses("a"), ses("b", "12-01", state="planned", goals=("low.habit",))])
    one = closing(facts, "goal_coverage", 0.5)
    assert one is not None and one.work == 1 and [lack.record.id for lack in one.chosen] == ["A/low.habit"]
    both = closing(facts, "goal_coverage", 1.0)
    assert both is not None and both.work == 3 and both.needed == 2


def test_a_share_says_how_many_to_change_and_how_many_more_would_do() -> None:
    held = [
        ses("a", experiential=False),
        ses("b", experiential=False),
        ses("c", "12-01", state="planned", experiential=False),
    ]
    found = closing(snap(sessions=held), "experiential_share", 0.5)
    assert found is not None and (found.needed, found.add) == (2, 3)
    assert not found.reachable and found.best == pytest.approx(1 / 3)  # what was held cannot be changed


def test_a_post_without_qualification_can_be_filled_until_the_day() -> None:
    posts = (post("T1", "counselor-trained"),)
    facts = snap(
        sessions=[ses("a", posts=posts), ses("b", "12-01", state="planned", posts=posts)], staff=[teacher("T1")]
    )
    found = closing(facts, "qualified_on_the_day", 1.0)
    assert found is not None and not found.reachable and [lack.record.id for lack in found.chosen] == ["b"]


def test_a_mean_of_days_says_how_many_prompt_records_bring_it_down() -> None:
    result = MeasureResult("change_lag", "days", 10.0, 100, 10)
    found = close(result, Rung(7, Decimal(4), True), snap())
    assert found is not None and found.fresh == 5  # 100 days over 15 changes: 6.7


def look(facts: Snapshot, ahead: Ahead = AHEAD) -> Foresight:
    results = measure_all(facts)
    return foresee(facts, ahead, results, score_tree(example_tree(), results))


def test_each_indicator_has_now_then_aim_gap_and_points_lost() -> None:
    facts = snap(sessions=[ses("a"), ses("b", "11-01", state="planned"), ses("c", "12-01", state="planned")])
    leaf = next(one for one in look(facts).leaves if one.code == "session_completion")
    assert (leaf.scored.points, leaf.then_points, leaf.lost) == (Decimal(0), Decimal(2), Decimal(6))
    assert leaf.expected.now.value == 0.5 and leaf.expected.judged.value == pytest.approx(2 / 3)
    assert leaf.aim is not None and leaf.aim.value == 0.95 and leaf.gap == pytest.approx(0.95 - 2 / 3)
    assert leaf.closing is not None and [lack.record.id for lack in leaf.closing.chosen] == ["b"]


def test_an_indicator_that_cannot_be_foreseen_reckons_with_today() -> None:
    facts = snap(sessions=[ses("a")], feedback=[says("1", "a", 3, 3, 3)])
    leaf = next(one for one in look(facts).leaves if one.code == "satisfaction")
    assert (leaf.then_points, leaf.points, leaf.lost) == (None, Decimal(1), Decimal(1))
    assert leaf.gap == pytest.approx(1.0)


def test_points_that_people_gave_stay_whatever_the_figure_will_be() -> None:
    facts = snap(sessions=[ses("a"), ses("b", "12-01", state="planned")])
    results = measure_all(facts)
    marks = {"activities.completion": Mark(Decimal(1)), "results.report": Mark(Decimal(3))}
    found = foresee(facts, AHEAD, results, score_tree(example_tree(), results, marks))
    points = {leaf.scored.leaf.code: leaf.points for leaf in found.leaves}
    assert points["activities.completion"] == Decimal(1) and points["results.report"] == Decimal(3)
    assert found.points == sum(points.values())


def test_an_empty_school_foresees_without_falling_over() -> None:
    found = look(replace(snap(), squads=()))
    assert all(leaf.expected.judged.value is None or leaf.gap is not None for leaf in found.leaves)
