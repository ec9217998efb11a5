"""The scheduling problem says what the plan, the school and the library say, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from careplan.plans.facts import GoalFacts, PersonFacts
from careplan.plans.problem import build_problem
from careplan.scheduling.problem import GoalRule, MethodRule, TermRule
from careplan.school.calendar import LessonTime
from careplan.school.stretch import Stretch
from careplan.training.qualification import Holding
from tests.plans.year import FRIDAY_6, TRAINED, activity, facts

FRIDAYS = ("2026-09-04p6", "2026-09-11p6", "2027-03-05p6", "2027-03-12p6")


@pytest.mark.plan("S44")
def test_slots_are_the_weekly_lessons_on_school_days() -> None:
    assert tuple(slot.id for slot in build_problem(facts()).slots) == FRIDAYS


def test_a_closed_day_has_no_slot() -> None:
    year = facts()
    closed = facts(calendar=type(year.calendar)(year.calendar.terms, frozenset({date(2026, 9, 11)})))

    assert "2026-09-11p6" not in {slot.id for slot in build_problem(closed).slots}


def test_a_make_up_day_follows_its_weekday() -> None:
    year = facts()
    made_up = facts(calendar=type(year.calendar)(year.calendar.terms, frozenset(), {date(2026, 9, 12): 5}))

    assert "2026-09-12p6" in {slot.id for slot in build_problem(made_up).slots}


@pytest.mark.plan("S23", "S24")
def test_goals_become_rules_for_the_squads_of_their_band() -> None:
    assert build_problem(facts()).rules.goals == (GoalRule("low.adapt", 1, None, 2, frozenset({"2026-1", "2026-2"})),)


@pytest.mark.plan("S23")
def test_a_goal_of_other_bands_is_served_by_activities_of_like_goals() -> None:
    national = GoalFacts("b12.adapt", frozenset({"b12.adapt", "low.adapt"}), frozenset({1, 2}), 1, 2)

    (made,) = build_problem(facts(goals=(national,))).activities

    assert made.goals == {"b12.adapt"}


@pytest.mark.plan("S16")
def test_each_term_has_its_least_and_most_sessions() -> None:
    assert build_problem(facts()).rules.sessions_per_term == (TermRule("1", 1, 2), TermRule("2", 1, 2))


@pytest.mark.plan("S33", "S34")
def test_outdoor_training_is_asked_of_the_upper_grades_only() -> None:
    assert build_problem(facts()).rules.methods == (MethodRule("outdoor", 1, 2, frozenset({"2022-1"})),)


def test_an_activity_is_for_squads_of_its_grades_and_size() -> None:
    (made,) = build_problem(facts(activities=(activity(group_max=39),))).activities

    assert made.groups == ("2026-2",)


@pytest.mark.plan("S31")
def test_what_stands_in_force_goes_on_though_the_squad_has_grown() -> None:
    grown = facts(activities=(activity(group_max=38), activity("b", group_max=38)))
    assert [one.groups for one in build_problem(grown).activities] == [("2026-2",), ("2026-2",)]

    in_force = replace(grown, meets=frozenset({("a", frozenset({"2026-1"}))}))
    assert [one.groups for one in build_problem(in_force).activities] == [("2026-1", "2026-2"), ("2026-2",)]


def test_a_lecture_for_a_grade_meets_the_whole_grade() -> None:
    (made,) = build_problem(facts(activities=(activity(whole_grade=True, group_max=200),))).activities

    assert made.groups == ("grade-1",)


def test_an_activity_for_nobody_is_left_out() -> None:
    assert build_problem(facts(activities=(activity(group_min=300, group_max=400),))).activities == ()


@pytest.mark.plan("S48")
def test_a_post_asks_for_its_qualification_and_an_open_one_for_any_teacher() -> None:
    (made,) = build_problem(facts(activities=(activity(posts=("counselor-trained", "")),))).activities

    assert [set(post.skills) for post in made.staff] == [{"counselor-trained"}, {"teacher"}]


@pytest.mark.plan("S48")
def test_somebody_without_the_certificate_has_not_the_skill() -> None:
    people = {person.id: person.skills for person in build_problem(facts()).staff}

    assert people == {"T1": {"teacher", "counselor-trained"}, "T2": {"teacher"}}


@pytest.mark.plan("S48")
@pytest.mark.parametrize(
    ("valid_from", "valid_until", "skilled", "open_slots"),
    [
        (date(2026, 9, 11), None, True, FRIDAYS[1:]),
        (date(2026, 1, 1), date(2027, 3, 5), True, FRIDAYS[:3]),
        (date(2027, 3, 12), None, False, FRIDAYS),
    ],
)
def test_a_certificate_for_part_of_the_year_never_covers_the_rest(
    valid_from: date, valid_until: date | None, skilled: bool, open_slots: tuple[str, ...]
) -> None:
    person = PersonFacts("T1", True, (Holding("counselor-trained", valid_from, valid_until),))

    (staff,) = build_problem(facts(people=(person,))).staff

    assert ("counselor-trained" in staff.skills, staff.open) == (skilled, frozenset(open_slots))


def test_a_higher_certificate_includes_the_lower() -> None:
    person = PersonFacts("T1", True, (Holding("mental-health-a", date(2026, 1, 1)),))
    included = {"mental-health-a": frozenset({"mental-health-a", "mental-health-b"})}

    (staff,) = build_problem(facts(people=(person,), included=included)).staff

    assert {"mental-health-a", "mental-health-b"} <= staff.skills


@pytest.mark.plan("S50")
def test_lessons_that_a_teacher_gives_are_not_open() -> None:
    person = PersonFacts("T1", True, (TRAINED,), busy=frozenset({FRIDAY_6}))

    (staff,) = build_problem(facts(people=(person,))).staff

    assert staff.open == frozenset()


@pytest.mark.plan("S50")
def test_a_counselors_load_is_limited_as_the_school_says() -> None:
    person = PersonFacts("T1", True, (TRAINED,), max_per_week=2, max_per_term=12)

    (staff,) = build_problem(facts(people=(person,))).staff

    assert (staff.max_per_week, staff.max_per_term) == (2, 12)


def test_a_home_classroom_is_for_its_own_squad() -> None:
    rooms = {venue.id: venue.squads for venue in build_problem(facts()).venues}

    assert rooms == {"一(1)教室": {"2026-1"}, "操场": None}


def test_a_seasonal_activity_prefers_its_months() -> None:
    (made,) = build_problem(facts(activities=(activity(months=frozenset({3, 4, 5})),))).activities

    assert made.preferred == frozenset(FRIDAYS[2:])


def test_a_squad_uses_its_own_lessons_only() -> None:
    year = facts()
    squads = (*year.squads[:2], type(year.squads[0])("2022-1", 5, 44, None, frozenset({LessonTime(3, 7)})))

    fifth = build_problem(facts(squads=squads)).squads[2]

    assert fifth.open == {"2026-09-02p7", "2026-09-09p7", "2027-03-03p7", "2027-03-10p7"}


def test_who_is_away_leads_nothing_then_and_keeps_the_qualification() -> None:
    gone = Stretch(date(2026, 9, 1), date(2026, 9, 10))
    person = replace(facts().people[0], away=(gone,))
    before, after = (build_problem(facts(people=(one,))).staff[0] for one in (replace(person, away=()), person))
    assert before.open is not None and after.open is not None
    assert after.skills == before.skills
    assert before.open - after.open == {slot for slot in before.open if slot < "2026-09-11"} != set()


def test_a_place_is_closed_in_some_lessons() -> None:
    place = facts().places[0]
    shut = replace(place, closed=(Stretch(date(2026, 9, 1), date(2026, 9, 10), 1, 6),))
    problem = build_problem(facts(places=(shut,)))
    every = {slot.id for slot in problem.slots}
    assert problem.venues[0].open == every - {one for one in every if one < "2026-09-11" and one.endswith("p6")}
    assert build_problem(facts(places=(place,))).venues[0].open is None
