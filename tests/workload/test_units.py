"""Shares by the largest remainder, halves, and how numbers are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplan.workload.example import milli_of
from careplan.workload.units import half_up, split, units_text, yuan_text


@pytest.mark.parametrize(
    ("whole", "weights", "parts"),
    [
        (100, [1, 1], (50, 50)), (100, [1, 1, 1], (34, 33, 33)), (1, [1, 1], (1, 0)), (10001, [2, 1], (6667, 3334)),
        (100, [0, 5], (0, 100)), (7, [0, 0], (4, 3)), (0, [3, 1], (0, 0)), (5, [1], (5,)), (1000, [3, 3, 1], (429, 428, 143)),
        (101, [50, 30, 20], (51, 30, 20)),
    ],
)  # fmt: skip
def test_parts_by_hand(whole: int, weights: list[int], parts: tuple[int, ...]) -> None:
    assert split(whole, weights) == parts


@pytest.mark.plan("S52")
@given(st.integers(0, 10**9), st.lists(st.integers(0, 100), min_size=1, max_size=8))
def test_the_parts_are_the_whole_and_none_is_a_fen_off(whole: int, weights: list[int]) -> None:
    parts = split(whole, weights)
    assert sum(parts) == whole
    total = sum(weights) or len(weights)
    shares = weights if any(weights) else [1] * len(weights)
    assert all(abs(part * total - whole * weight) < total for part, weight in zip(parts, shares, strict=True))


@pytest.mark.parametrize(
    ("value", "divisor", "rounded"), [(5, 2, 3), (-5, 2, -3), (4, 3, 1), (1499, 1000, 1), (1500, 1000, 2), (0, 7, 0)]
)
def test_halves_go_up(value: int, divisor: int, rounded: int) -> None:
    assert half_up(value, divisor) == rounded


@pytest.mark.parametrize(
    ("milli", "text"), [(1500, "1.5"), (-250, "-0.25"), (2000, "2"), (0, "0"), (1, "0.001"), (1234000, "1,234")]
)
def test_units_are_written_without_needless_zeros(milli: int, text: str) -> None:
    assert units_text(milli) == text


def test_fen_are_written_with_both_decimals() -> None:
    assert [yuan_text(fen) for fen in (0, 5, 123450, -7)] == ["0.00", "0.05", "1234.50", "-0.07"]


@pytest.mark.parametrize("text", ["", "x", "1.2345", "1e3", "１", "1,5", "NaN", "--1", "9" * 7, "1.", ".5"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert milli_of(text) is None


@given(st.integers(-999_999_999, 999_999_999))
def test_a_written_number_is_read_again(milli: int) -> None:
    assert milli_of(units_text(milli).replace(",", "")) == milli
