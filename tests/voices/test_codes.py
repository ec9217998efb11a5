"""The number that children type, and how often one may guess."""

from __future__ import annotations

import pytest

from careplan.voices.codes import WrongTries, spoken, typed


@pytest.mark.parametrize("text", ["48271936", "4827 1936", " 4827-1936 ", "４８２７ １９３６"])
def test_the_number_is_read_however_it_is_typed(text: str) -> None:
    assert typed(text) == "48271936"


@pytest.mark.parametrize("text", ["", "4827193", "482719366", "4827193a", "٤٨٢٧١٩٣٦", "x" * 5000])
def test_anything_else_is_no_number(text: str) -> None:
    assert typed(text) is None


def test_it_is_read_out_in_two_halves() -> None:
    assert spoken("48271936") == "4827 1936"


def test_wrong_numbers_are_held_back_for_a_minute_at_their_address_only() -> None:
    tries = WrongTries(limit=2, window=60)
    tries.note("a", 0)
    assert not tries.is_held_back("a", 1)
    tries.note("a", 1)
    assert tries.is_held_back("a", 2) and not tries.is_held_back("b", 2)
    assert not tries.is_held_back("a", 60.5)
