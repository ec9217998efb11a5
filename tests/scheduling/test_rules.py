"""Each rule allows what keeps it and forbids what breaks it; each preference costs exactly what it counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careplan.scheduling.judge import judge
from careplan.scheduling.problem import (
    GoalRule,
    MethodRule,
    Post,
    Problem,
    Request,
    Rules,
    Staff,
    TermRule,
    Venue,
    Windows,
)
from careplan.scheduling.rules import STRUCTURE, WISHES, YEAR
from careplan.scheduling.solution import Session
from tests.scheduling.small_school import activity, held, school, slot, two_squads

WIDE = Rules(sessions_per_week=None)


def codes(problem: Problem, *sessions: Session) -> list[str]:
    return sorted(fault.code for fault in judge(problem, sessions).faults)


def count(problem: Problem, name: str, *sessions: Session) -> int:
    return judge(problem, sessions).penalties[name]


@pytest.mark.parametrize(
    "wrong",
    [
        held(1, "nothing"),
        held(1, group="all"),
        held(9),
        held(1, venue="moon"),
        held(1, staff=("nobody",)),
        held(1, staff=()),
    ],
)
def test_unknown_names_what_does_not_exist(wrong: Session) -> None:
    assert codes(school(), held(1)) == []
    assert codes(school(), wrong) == ["unknown"]


def test_window_needs_consecutive_slots_of_one_day() -> None:
    long = school(activity(periods=2))
    assert codes(long, held(1, period=6)) == []
    assert codes(long, held(1, period=7)) == ["window"]


@pytest.mark.parametrize("of", ["squads", "venues", "staff", "activities"])
def test_window_needs_everybody_open(of: str) -> None:
    open_first = school()
    narrowed = replace(
        open_first, **{of: tuple(replace(one, open=frozenset({"w1p6"})) for one in getattr(open_first, of))}
    )
    assert codes(narrowed, held(1)) == []
    assert codes(narrowed, held(2)) == ["window"]


def test_squad_clash_is_two_sessions_at_one_time() -> None:
    problem = replace(
        two_squads(school()),
        rules=WIDE,
        staff=(Staff("wang", frozenset()), Staff("li", frozenset())),
        venues=(Venue("room", frozenset({"classroom"}), 80), Venue("hall", frozenset({"classroom"}), 80)),
    )
    other = held(1, group="g2", venue="hall", staff=("li",))
    assert codes(problem, held(1), other) == []
    assert codes(problem, held(1, group="both"), other) == ["squad_clash"]


def test_staff_clash_is_one_person_in_two_places_or_posts() -> None:
    problem = replace(
        two_squads(
            school(venues=(Venue("room", frozenset({"classroom"}), 80), Venue("hall", frozenset({"classroom"}), 80)))
        ),
        rules=WIDE,
    )
    assert codes(problem, held(1), held(1, period=7, group="g2", venue="hall")) == []
    assert codes(problem, held(1), held(1, group="g2", venue="hall")) == ["staff_clash"]
    pair = school(activity(staff=(Post(), Post())), staff=(Staff("wang", frozenset()), Staff("li", frozenset())))
    assert codes(pair, held(1, staff=("wang", "li"))) == []
    assert codes(pair, held(1, staff=("wang", "wang"))) == ["staff_clash"]


def test_venue_clash_is_two_sessions_in_an_unshared_room() -> None:
    problem = two_squads(school(staff=(Staff("wang", frozenset()), Staff("li", frozenset()))))
    other = held(1, group="g2", staff=("li",))
    assert codes(problem, held(1), other) == ["venue_clash"]
    shared = replace(problem, venues=(Venue("room", frozenset({"classroom"}), 70, shared=True),))
    assert codes(shared, held(1), other) == []


def test_capacity_counts_all_pupils_in_a_shared_venue() -> None:
    problem = two_squads(
        school(
            staff=(Staff("wang", frozenset()), Staff("li", frozenset())),
            venues=(Venue("room", frozenset({"classroom"}), 69, shared=True),),
        )
    )
    assert codes(problem, held(1)) == []
    assert codes(problem, held(1), held(1, group="g2", staff=("li",))) == ["capacity"]
    assert codes(problem, held(1, group="both")) == ["capacity"]


def test_venue_kind_needs_a_suitable_room_that_admits_the_group() -> None:
    assert codes(school(activity(venues=frozenset({"hall"}))), held(1)) == ["venue_kind"]
    closed = two_squads(school(venues=(Venue("room", frozenset({"classroom"}), 50, squads=frozenset({"q2"})),)))
    assert codes(closed, held(1)) == ["venue_kind"]
    assert codes(closed, held(1, group="g2")) == []


def test_skills_need_the_posts_qualification() -> None:
    problem = school(
        activity(staff=(Post(frozenset({"trained"})),)),
        staff=(Staff("wang", frozenset({"trained", "safety"})), Staff("li", frozenset())),
    )
    assert codes(problem, held(1)) == []
    assert codes(problem, held(1, staff=("li",))) == ["skills"]


def test_sessions_per_week_limits_each_squad() -> None:
    assert codes(school(), held(1), held(2)) == []
    assert codes(school(), held(1), held(1, period=7)) == ["rules.sessions_per_week"]
    assert codes(school(rules=WIDE), held(1), held(1, period=7)) == []


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        (Rules(sessions_per_term=(TermRule("t1", 1, 2),)), "rules.sessions_per_term[0]"),
        (Rules(goals=(GoalRule("adapt", 1, 2),)), "rules.goals[0]"),
        (Rules(methods=(MethodRule("game", 1, 2),)), "rules.methods[0]"),
    ],
)
def test_bounds_hold_from_min_to_max(rules: Rules, code: str) -> None:
    problem = school(rules=rules)
    assert codes(problem) == [code]
    assert codes(problem, held(1)) == []
    assert codes(problem, held(1), held(2)) == []
    assert codes(problem, held(1), held(2), held(3)) == [code]


def test_bounds_are_about_the_named_squads_only() -> None:
    problem = two_squads(school(rules=Rules(goals=(GoalRule("adapt", 1, squads=frozenset({"q2"})),))))
    assert codes(problem, held(1, group="g2")) == []
    assert codes(problem, held(1)) == ["rules.goals[0]"]


def test_budget_limits_the_cost_of_all_sessions() -> None:
    problem = school(activity(cost=30), rules=Rules(budget=60))
    assert codes(problem, held(1), held(2)) == []
    assert codes(problem, held(1), held(2), held(3)) == ["rules.budget"]


def test_requests_need_a_session_each() -> None:
    problem = school(requests=(Request("game"), Request("game", start="w2p6")))
    assert codes(problem, held(2), held(3)) == []
    assert codes(problem, held(2)) == ["requests[1]"]
    assert codes(problem, held(1), held(3)) == ["requests[1]"]


def test_requests_are_matched_by_moving_others_on() -> None:
    problem = school(requests=(Request("game"), Request("game", start="w1p6"), Request("game", venue="room")))
    assert codes(problem, held(1), held(2), held(3)) == []
    assert codes(problem, held(2), held(3), held(4)) == ["requests[1]"]


def test_staff_limits_count_periods() -> None:
    limited = (Staff("wang", frozenset(), max_per_week=2, max_per_term=4),)
    problem = school(activity(periods=2), activity("talk"), staff=limited, rules=WIDE, weeks=6)
    assert codes(problem, held(1), held(2), held(5)) == []
    assert codes(problem, held(1), held(2), held(3)) == ["staff.wang.max_per_term"]
    weekly = replace(problem, staff=(Staff("wang", frozenset(), max_per_week=1),))
    assert codes(weekly, held(1, "talk")) == []
    assert codes(weekly, held(1)) == ["staff.wang.max_per_week"]


def test_repeats_limits_how_often_a_squad_does_it() -> None:
    problem = school(activity(repeats=2))
    assert codes(problem, held(1), held(2)) == []
    assert codes(problem, held(1), held(2), held(3)) == ["activities.game.repeats"]


def test_after_needs_the_other_one_finished_before() -> None:
    problem = school(activity("first"), activity("then", after=("first",)), rules=WIDE)
    assert codes(problem, held(1, "first"), held(2, "then")) == []
    assert codes(problem, held(1, "first"), held(1, "then", period=7)) == []
    assert codes(problem, held(2, "first"), held(1, "then")) == ["activities.then.after"]
    assert codes(problem, held(1, "then")) == ["activities.then.after"]


def test_goal_shortfall_counts_what_the_target_misses() -> None:
    problem = school(rules=Rules(goals=(GoalRule("adapt", target=3),)))
    assert count(problem, "goal_shortfall", held(1)) == 2
    assert count(problem, "goal_shortfall", held(1), held(2), held(3), held(4)) == 0


def test_same_method_counts_beyond_the_first_in_each_run_of_weeks() -> None:
    problem = school(activity(), activity("talk"), windows=Windows(variety_weeks=2))
    assert count(problem, "same_method", held(1), held(2, "talk"), held(3)) == 0
    assert count(problem, "same_method", held(1), held(2), held(3)) == 2


def test_same_method_does_not_reach_over_terms() -> None:
    problem = school(weeks=8, windows=Windows(variety_weeks=2))
    assert count(problem, "same_method", held(4), held(5)) == 0


def test_back_to_back_counts_neighbouring_teaching_weeks() -> None:
    assert count(school(), "back_to_back", held(1), held(3)) == 0
    assert count(school(), "back_to_back", held(1), held(2), held(3)) == 2
    without_second = school(slots=(slot(1), slot(3), slot(4)))
    assert count(without_second, "back_to_back", held(1), held(3)) == 1


def test_idle_counts_each_run_of_weeks_without_a_session() -> None:
    problem = school(windows=Windows(idle_weeks=2))
    assert count(problem, "idle") == 3
    assert count(problem, "idle", held(2)) == 1
    assert count(problem, "idle", held(2), held(4)) == 0


def test_other_counselor_counts_own_sessions_held_by_others() -> None:
    problem = two_squads(
        school(
            staff=(Staff("wang", frozenset()), Staff("li", frozenset())),
            venues=(Venue("room", frozenset({"classroom"}), 90),),
        )
    )
    assert count(problem, "other_counselor", held(1)) == 0
    assert count(problem, "other_counselor", held(1, staff=("li",)), held(2, staff=("li",))) == 2
    assert count(problem, "other_counselor", held(1, group="g2"), held(2, group="both", staff=("li",))) == 0


def test_imbalance_is_between_the_most_and_the_least_loaded() -> None:
    problem = school(
        activity(periods=2),
        staff=(Staff("wang", frozenset()), Staff("li", frozenset()), Staff("expert", frozenset(), balanced=False)),
    )
    assert count(problem, "imbalance", held(1), held(2)) == 4
    assert count(problem, "imbalance", held(1), held(2, staff=("li",))) == 0
    assert count(problem, "imbalance", held(1, staff=("expert",))) == 0


def test_off_season_counts_starts_outside_the_preferred() -> None:
    problem = school(activity(preferred=frozenset({"w1p6"})), activity("talk"))
    assert count(problem, "off_season", held(1), held(2), held(3), held(4, "talk")) == 2
    assert count(school(activity(preferred=frozenset())), "off_season", held(1)) == 1


def test_change_counts_sessions_in_force_that_are_gone() -> None:
    problem = school(
        previous=(held(1), held(2)),
        venues=(Venue("room", frozenset({"classroom"}), 50), Venue("hall", frozenset({"classroom"}), 50)),
    )
    assert count(problem, "change", held(1), held(2), held(3)) == 0
    assert count(problem, "change", held(1), held(2, venue="hall")) == 1
    assert count(problem, "change") == 2


def test_every_rule_has_a_sentence_in_both_languages() -> None:
    told = [(rule.zh, rule.en) for rule in STRUCTURE + YEAR] + [(wish.zh, wish.en) for wish in WISHES]
    assert len(told) == 8 + 10 + 8
    assert all(zh.endswith("。") and en.endswith(".") for zh, en in told)
