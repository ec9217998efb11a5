"""How evenly help came over the year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplan.aid.evenness import CONTACT, DUTY, GOODS, MONEY, YEAR, Help, evenness, is_new_year, school_evenness
from careplan.aid.picture import FOOT, LEFT, RIGHT, TOP, picture_of

DAY = date(2027, 6, 30)
TIDES = [Help(date(2027, 6, 1), GOODS), Help(date(2027, 6, 1), CONTACT), Help(date(2027, 1, 10), MONEY)]
EVERY_MONTH = [Help(date(2026 + (month > 12), (month - 1) % 12 + 1, 15), DUTY) for month in range(7, 19)]


@pytest.mark.plan("C29")
def test_help_at_new_year_and_in_june_is_a_tide() -> None:
    """From 10 Jan to 1 Jun are 142 days, but from 30 Jun of last year to 10 Jan 194: two months of twelve."""
    found = evenness(TIDES, DAY)
    assert (found.longest, found.gap) == (194, (date(2026, 6, 30), date(2027, 1, 10)))
    assert (found.june, found.new_year, found.months) == (2 / 3, 1 / 3, 2)
    assert (found.quiet, found.in_trough) == (29, False)


@pytest.mark.plan("C29")
def test_help_in_the_middle_of_every_month_is_even() -> None:
    found = evenness(EVERY_MONTH, DAY)
    assert (found.months, found.longest, found.in_trough) == (12, 31, False)
    assert found.june == pytest.approx(1 / 12)


@pytest.mark.parametrize(("days", "trough"), [(45, False), (46, True)])
def test_a_month_and_a_half_without_anything_is_a_trough(days: int, trough: bool) -> None:
    assert evenness([Help(DAY - timedelta(days), DUTY)], DAY).in_trough is trough


def test_a_child_without_help_has_no_shares_and_the_whole_year_as_its_gap() -> None:
    found = evenness([], DAY)
    assert (found.longest, found.june, found.new_year, found.total, found.in_trough) == (365, None, None, 0, True)


@pytest.mark.parametrize(
    ("joined", "day", "june", "new_year"),
    [
        (date(2026, 9, 1), date(2026, 11, 27), None, None),
        (date(2026, 9, 1), date(2026, 12, 20), None, 0.0),
        (date(2026, 9, 1), date(2027, 3, 1), None, 0.0),
        (date(2026, 6, 30), date(2026, 11, 27), 0.0, None),
        (date(2026, 9, 1), date(2027, 7, 9), 0.0, 0.0),
    ],
)
def test_a_season_that_has_not_been_has_no_share(
    joined: date, day: date, june: float | None, new_year: float | None
) -> None:
    found = evenness([Help(date(2026, 10, 5), DUTY)], day, joined)
    assert (found.june, found.new_year) == (june, new_year)


def test_for_a_child_who_came_later_the_year_begins_then() -> None:
    found = evenness([], DAY, joined=DAY - timedelta(days=10))
    assert (found.longest, found.in_trough) == (10, False)


def test_what_lies_ahead_or_further_back_does_not_count() -> None:
    assert evenness([Help(DAY + timedelta(1), DUTY), Help(DAY - YEAR - timedelta(1), DUTY)], DAY).total == 0


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2026, 12, 19), False), (date(2026, 12, 20), True), (date(2027, 1, 5), True), (date(2027, 2, 20), True),
        (date(2027, 2, 21), False), (date(2027, 6, 1), False),
    ],
)  # fmt: skip
def test_the_season_of_new_year(day: date, inside: bool) -> None:
    assert is_new_year(day) is inside


def test_the_school_is_its_children_together() -> None:
    helps = {1: TIDES, 2: EVERY_MONTH, 3: []}
    each = {child: evenness(found, DAY) for child, found in helps.items()}
    found = school_evenness(helps, each, DAY)
    assert (found.children, found.in_trough, found.without_help, found.longest_median) == (3, 1, 1, 194)
    assert found.together.total == 15


helps = st.lists(st.builds(Help, st.dates(date(2026, 6, 30), DAY), st.sampled_from([MONEY, GOODS, DUTY, CONTACT])))


@given(helps, st.randoms(use_true_random=False))
def test_the_measure_is_of_the_set_and_its_gap_is_never_longer_than_the_year(found: list[Help], chance: object) -> None:
    even = evenness(found, DAY)
    mixed = list(found)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert evenness(mixed, DAY) == even
    assert 0 <= even.quiet <= even.longest <= 365
    assert 0 <= even.months <= 12


@given(helps, helps)
def test_more_help_never_makes_the_longest_gap_longer(found: list[Help], more: list[Help]) -> None:
    assert evenness([*found, *more], DAY).longest <= evenness(found, DAY).longest


@given(helps)
def test_the_picture_keeps_inside_its_frame(found: list[Help]) -> None:
    picture = picture_of(evenness(found, DAY), frozenset(one.day for one in found))
    assert len(picture.columns) == 12
    for piece in (piece for column in picture.columns for piece in column.pieces):
        assert piece.y >= TOP - 0.1 and piece.y + piece.height <= FOOT + 0.1
        assert piece.x >= LEFT and piece.x + piece.width <= RIGHT
    assert picture.gap[0] >= LEFT and sum(picture.gap) <= RIGHT + 0.1
    assert all(LEFT <= x <= RIGHT for x in picture.dots)
