"""Sums without names: no group under five, nothing to be told from the rest, no single person's figure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplan.workload.spread import OTHER, SMALLEST, GroupSum, Share, Step, spread, steps, sums


def group(name: str, people: range, milli: int = 1000) -> list[Share]:
    return [Share(person, name, milli) for person in people]


def test_a_group_of_five_is_shown_and_smaller_ones_are_merged() -> None:
    found = sums([*group("sessions", range(8)), *group("contacts", range(3)), *group("help", range(3, 5))])
    assert found == (GroupSum("sessions", 8, 8000), GroupSum(OTHER, 5, 5000))


def test_a_single_small_group_takes_the_smallest_other_one_with_it() -> None:
    found = sums([*group("sessions", range(9)), *group("contacts", range(6)), *group("help", range(1))])
    assert found == (GroupSum("sessions", 9, 9000), GroupSum(OTHER, 6, 7000))


def test_fewer_than_five_people_in_all_are_not_shown() -> None:
    assert sums(group("sessions", range(4))) == ()
    assert spread({1: 5, 2: 5, 3: 5, 4: 5}) is None
    assert steps({1: 5, 2: 5, 3: 5, 4: 5}, 10) == ()


@pytest.mark.plan("S51")
@given(st.lists(st.tuples(st.integers(1, 12), st.sampled_from("abcde"), st.integers(0, 9000)), max_size=40))
def test_no_group_under_five_is_ever_shown(rows: list[tuple[int, str, int]]) -> None:
    shares = [Share(*row) for row in rows]
    found = sums(shares)
    assert all(one.people >= SMALLEST for one in found)
    if found:
        assert sum(one.milli for one in found) == sum(one.milli for one in shares), "nothing is left to be told apart"


@given(st.dictionaries(st.integers(1, 60), st.integers(0, 99_000), max_size=60))
def test_every_step_holds_five_people_and_all_of_them_are_counted(totals: dict[int, int]) -> None:
    found = steps(totals, 10)
    assert all(one.people >= SMALLEST for one in found)
    assert sum(one.people for one in found) == (len(totals) if len(totals) >= SMALLEST else 0)


def test_steps_by_hand() -> None:
    totals = dict(enumerate([1000] * 6 + [12_000] * 2 + [25_000] * 4 + [90_000]))
    assert steps(totals, 10) == (Step(0, 10, 6), Step(10, None, 7))


def test_the_borders_are_whole_units() -> None:
    found = spread(dict(enumerate([1200, 2400, 3300, 4800, 9900])))
    assert found is not None
    assert (found.people, found.low, found.middle, found.high) == (5, 2000, 3000, 5000)
