"""Places go in the order of time; the rest wait."""

from __future__ import annotations

from datetime import date

import pytest

from careplan.programme.sign_up import counted, fits, in_order, is_open


@pytest.mark.plan("S5")
def test_the_first_have_a_place_and_the_rest_wait_in_their_order() -> None:
    assert in_order("abcd", 2) == (("a", "b"), ("c", "d"))
    assert in_order("ab", None) == (("a", "b"), ())
    assert in_order("", 2) == ((), ())


@pytest.mark.parametrize(("signed", "places", "found"), [(3, 2, (2, 1, 0)), (1, 2, (1, 0, 1)), (5, None, (5, 0, None))])
def test_counts(signed: int, places: int | None, found: tuple[int, int, int | None]) -> None:
    counts = counted(signed, places)
    assert (counts.taken, counts.waiting, counts.left) == found


def test_sign_ups_are_open_until_the_deadline_included() -> None:
    assert is_open(date(2026, 9, 10), date(2027, 1, 1), date(2026, 9, 10))
    assert not is_open(date(2026, 9, 10), date(2027, 1, 1), date(2026, 9, 11))
    assert is_open(None, date(2027, 1, 1), date(2026, 12, 1))


def test_no_grade_named_means_all() -> None:
    assert fits(3, ()) and fits(3, (3, 4)) and not fits(2, (3, 4))
