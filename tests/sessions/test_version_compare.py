"""Two versions beside each other."""

from __future__ import annotations

from dataclasses import replace

from careplan.sessions.schedule_files import dated
from careplan.sessions.version_compare import GoalChange, PersonChange, compare, goal_changes, person_changes
from careplan.sessions.version_figures import loads, squad_years
from tests.sessions.year import FRIDAYS, held, tiny

FIRST, SECOND = dated(tiny(), (held("a", 0), held("b", 2)))


def test_what_is_the_same_is_counted() -> None:
    found = compare([FIRST, SECOND], [SECOND, FIRST])

    assert (found.same, found.none, found.people) == (2, True, frozenset())


def test_the_same_content_at_another_time_is_moved_and_with_other_people_changed() -> None:
    later, other = replace(FIRST, day=FRIDAYS[1]), replace(SECOND, staff=("T2",))

    found = compare([FIRST, SECOND], [later, other])

    assert (found.moved, found.changed) == (((FIRST, later),), ((SECOND, other),))
    assert not found.added and not found.dropped
    assert (found.people, found.squads) == ({"T1", "T2"}, {"2024-1"})


def test_what_comes_and_what_goes() -> None:
    found = compare([FIRST], [SECOND])

    assert (found.same, found.added, found.dropped) == (0, (SECOND,), (FIRST,))


def test_goals_and_people_are_told_before_and_after() -> None:
    before, after = [FIRST], [FIRST, SECOND]

    goals = goal_changes(squad_years(tiny(), before), squad_years(tiny(), after))
    people = person_changes(loads(tiny(), before), loads(tiny(), after), compare(before, after))

    assert goals == (GoalChange("low.adapt", 1, 2, 0, 0, 1),)
    assert people == (PersonChange("T1", 1, 2, 1),)


def test_a_session_that_moves_is_one_session_for_who_leads_it() -> None:
    before, after = dated(tiny(), (held("a", 0),)), dated(tiny(), (held("a", 2),))

    people = person_changes(loads(tiny(), before), loads(tiny(), after), compare(before, after))

    assert people == (PersonChange("T1", 1, 1, 1),)
