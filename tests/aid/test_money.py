"""Amounts as people type them, in whole fen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplan.aid.money import MOST_FEN, BadAmount, fen_of, shown, typed


@pytest.mark.parametrize(
    ("text", "fen"),
    [("4000", 400000), ("4,000.50", 400050), ("¥245", 24500), ("￥６５０元", 65000), ("0.1", 10), (" 12.05 元", 1205)],
)
def test_an_amount_is_read_as_it_is_written(text: str, fen: int) -> None:
    assert fen_of(text) == fen


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "format"), ("-5", "format"), ("1e3", "format"), ("4.000", "format"), ("1,00", "format"), ("٣", "format"),
        ("四千", "format"), ("nan", "format"), ("0", "zero"), ("0.00", "zero"), ("10000000.01", "large"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(BadAmount) as refused:
        fen_of(text)
    assert refused.value.reason == reason


@given(st.integers(1, MOST_FEN))
def test_no_fen_is_lost_between_typing_and_storing(fen: int) -> None:
    assert fen_of(typed(fen)) == fen_of(shown(fen)) == fen
