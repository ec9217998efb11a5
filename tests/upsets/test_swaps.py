"""Two leaders change places."""

from __future__ import annotations

from careplan.upsets.swaps import MOST, Swap, swaps
from tests.upsets.school import FRIDAY6, SEP4, SEP11, SEP18, SEP25, away, facts, person, session, situation


def test_the_nearest_session_whose_leader_can_and_whom_the_other_can_replace() -> None:
    one = session(1, SEP11)
    near, far = session(2, SEP18, "T2", "2024-2"), session(3, SEP25, "T3", "2024-2")
    given = situation(facts(person("T1", away=away(SEP11)), person("T2"), person("T3")), one, far, near)
    assert swaps(given, one, 0) == (Swap(near, 0, "T2"), Swap(far, 0, "T3"))


def test_both_must_fit_in_their_new_place() -> None:
    one, other = session(1, SEP11), session(2, SEP18, "T2", "2024-2")
    still_away = facts(person("T1", away=away(SEP11, SEP18)), person("T2"))
    teaching = facts(person("T1"), person("T2", busy=frozenset({FRIDAY6})))
    assert swaps(situation(still_away, one, other), one, 0) == ()
    assert swaps(situation(teaching, one, other), one, 0) == ()


def test_what_is_over_falls_itself_or_was_picked_is_not_offered() -> None:
    one = session(1, SEP11)
    given = facts(person("T1"), person("T2"), person("T3", away=away(SEP18)))
    over, falls = session(2, SEP4, "T2", "2024-2", open=False), session(3, SEP18, "T3", "2024-2")
    picked = session(4, SEP25, "T2", "2024-2")
    assert swaps(situation(given, one, over, falls, picked, picks={(4, 0): "T2"}), one, 0) == ()


def test_a_leader_with_both_sessions_in_one_week_is_within_a_limit_of_one() -> None:
    """The session given away does not count."""
    one, other = session(1, SEP11), session(2, SEP11, "T2", "2024-2", period=7)
    given = facts(person("T1", max_per_week=1), person("T2", max_per_week=1))
    assert [swap.person for swap in swaps(situation(given, one, other), one, 0)] == ["T2"]


def test_a_few_are_enough_to_choose_from() -> None:
    one = session(1, SEP4)
    others = [session(n, SEP18, "T2", "2024-2", period=n) for n in range(10, 20)]
    given = situation(facts(), one, *others)
    assert len(swaps(given, one, 0)) <= MOST
