"""Two versions beside each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from careplan.sessions.meeting import meeting_of
from careplan.sessions.schedule_files import dated
from careplan.sessions.version_compare import GoalChange, PersonChange, compare, goal_changes, person_changes
from careplan.sessions.version_figures import loads, squad_years
from careplan.telling.difference import changes_by_person
from tests.sessions.year import FRIDAYS, held, tiny
from tests.telling.people import BEFORE, FRIDAY, meeting

PLANNED = dated(tiny(), (held("a", 0), held("b", 2)))
FIRST, SECOND = meeting(), meeting("map")


def test_what_is_the_same_is_counted() -> None:
    found = compare([FIRST, SECOND], [SECOND, FIRST])

    assert (found.same, found.none, found.people(BEFORE)) == (2, True, frozenset())


def test_the_same_content_at_another_time_is_moved_and_with_other_people_changed() -> None:
    later, other = replace(FIRST, day=FRIDAY + timedelta(weeks=1)), meeting("map", leader="T2")

    found = compare([FIRST, SECOND], [later, other])

    assert (found.moved, found.changed) == (((FIRST, later),), ((SECOND, other),))
    assert not found.added and not found.dropped
    assert (found.people(BEFORE), found.squads) == ({"T1", "T2", "T3"}, {"2024-1"})


def test_what_comes_and_what_goes() -> None:
    found = compare([FIRST], [SECOND])

    assert (found.same, found.added, found.dropped) == (0, (SECOND,), (FIRST,))


def test_what_goes_because_its_time_is_no_lesson_is_told_apart() -> None:
    found = compare([FIRST, SECOND], [])

    assert found.without_lesson(BEFORE, {FIRST.when}) == tuple(one for one in (FIRST, SECOND) if one.when != FIRST.when)
    assert found.without_lesson(BEFORE, set()) == found.dropped
    assert found.without_lesson(FRIDAY + timedelta(days=1), set()) == ()


def test_a_session_that_stands_twice_is_counted_twice() -> None:
    found = compare([FIRST, FIRST], [FIRST])

    assert (found.same, found.dropped) == (1, (FIRST,))


def test_two_helpers_of_the_same_post_in_another_order_are_no_change() -> None:
    planned = PLANNED[0]
    one, other = (
        meeting_of(replace(planned, staff=staff), ("leader", "helper", "helper"), {})
        for staff in (("T1", "T2", "T3"), ("T1", "T3", "T2"))
    )
    swapped = meeting_of(replace(planned, staff=("T2", "T1", "T3")), ("leader", "helper", "helper"), {})

    assert compare([one], [other]).none
    assert compare([one], [swapped]).changed == ((one, swapped),)


def test_the_page_and_the_outbox_say_the_same_of_every_change() -> None:
    """Whatever is new, moved or dropped for the one is so for the other; nobody is told of a new session that moved."""
    before = [FIRST, meeting("map"), meeting("calm", squads=("2024-2",))]
    after = [meeting(period=7, leader="T2"), meeting("map", venue="操场"), meeting("walk")]

    page = compare(before, after)
    told = changes_by_person(before, after, BEFORE)

    assert (len(page.moved), len(page.changed), len(page.added), len(page.dropped)) == (1, 1, 1, 1)
    assert [one.kind for one in told["T3"]] == ["changed", "added", "moved"]
    assert {one.kind for one in told["T2"]} == {"taken"}
    assert sorted(one.kind for one in told["T1"]) == ["added", "changed", "dropped", "left"]
    assert page.people(BEFORE) == set(told)


def test_who_is_concerned_by_days_that_are_over_is_not_told() -> None:
    found = compare([FIRST], [meeting(venue="操场")])

    assert (found.people(FRIDAY), found.people(FRIDAY + timedelta(days=1))) == ({"T1", "T3"}, set())


def test_goals_and_people_are_told_before_and_after() -> None:
    before, after = PLANNED[:1], PLANNED
    old, new = ([meeting_of(one, ("leader",), {}) for one in side] for side in (before, after))

    goals = goal_changes(squad_years(tiny(), before), squad_years(tiny(), after))
    people = person_changes(loads(tiny(), before), loads(tiny(), after), compare(old, new))

    assert goals == (GoalChange("low.adapt", 1, 2, 0, 0, 1),)
    assert people == (PersonChange("T1", 1, 2, 1),)


def test_a_session_that_moves_is_one_session_for_who_leads_it() -> None:
    planned = PLANNED[0]
    moved = replace(planned, day=FRIDAYS[2])
    old, new = (meeting_of(one, ("leader",), {}) for one in (planned, moved))

    people = person_changes(loads(tiny(), [planned]), loads(tiny(), [moved]), compare([old], [new]))

    assert people == (PersonChange("T1", 1, 1, 1),)
