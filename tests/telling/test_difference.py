"""Each person is told what changed for them, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

from careplan.sessions.matching import pairs
from careplan.telling.difference import changes_by_person
from tests.telling.people import BEFORE, FRIDAY, meeting


def kinds(before: list, after: list, since: date = BEFORE) -> dict[str, list[str]]:
    return {
        person: [change.kind for change in changes]
        for person, changes in changes_by_person(before, after, since).items()
    }


def test_what_stays_is_told_to_nobody() -> None:
    assert kinds([meeting(), meeting("map")], [meeting("map"), meeting()]) == {}


def test_a_new_session_concerns_who_leads_it_and_the_squads_counselor() -> None:
    assert kinds([], [meeting()]) == {"T1": ["added"], "T3": ["added"]}


def test_a_dropped_session_likewise() -> None:
    assert kinds([meeting()], []) == {"T1": ["dropped"], "T3": ["dropped"]}


def test_a_session_at_another_time_has_moved() -> None:
    assert kinds([meeting()], [meeting(period=7)]) == {"T1": ["moved"], "T3": ["moved"]}


def test_another_room_or_another_leader_is_a_change_for_those_who_stay() -> None:
    assert kinds([meeting()], [meeting(venue="操场")]) == {"T1": ["changed"], "T3": ["changed"]}
    assert kinds([meeting()], [meeting(leader="T2")]) == {"T1": ["left"], "T2": ["taken"], "T3": ["changed"]}


def test_who_hands_over_and_who_takes_over_know_of_each_other() -> None:
    found = changes_by_person([meeting()], [meeting(leader="T2")], BEFORE)

    assert found["T1"][0].other == meeting(leader="T2")
    assert found["T2"][0].other == meeting()


def test_the_same_activity_of_another_squad_is_another_session() -> None:
    found = kinds([meeting()], [meeting(squads=("2024-2",))])

    assert found == {"T1": ["dropped", "added"], "T3": ["dropped"], "T4": ["added"]}


def test_of_two_like_sessions_the_one_that_stays_is_found_first() -> None:
    first, second = meeting(), meeting(day=FRIDAY + timedelta(weeks=1))
    moved = meeting(day=FRIDAY + timedelta(weeks=2))

    assert set(pairs([first, second], [second, moved])) == {(second, second), (first, moved)}


def test_days_that_are_over_are_told_to_nobody() -> None:
    later = FRIDAY + timedelta(days=1)

    assert kinds([meeting()], [], later) == {}
    assert kinds([meeting()], [meeting(day=later)], later) == {"T1": ["moved"], "T3": ["moved"]}
