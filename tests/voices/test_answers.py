"""What a squad's answers come to, and what is never shown (S17)."""

from __future__ import annotations

import pytest

from careplan.voices.answers import (
    CHOICES,
    QUESTIONS,
    added,
    answered,
    as_one,
    may_tell_squads,
    nothing,
    one_child,
    picture,
    tally_faults,
)


def counts(good: int, fair: int = 0, poor: int = 0, **other: tuple[int, int, int]) -> dict[str, dict[str, int]]:
    """The same numbers for every question but those named."""
    return {q: dict(zip(CHOICES, other.get(q, (good, fair, poor)), strict=True)) for q in QUESTIONS}


def test_a_childs_answers_are_added_and_leave_no_trace_but_counts() -> None:
    child = one_child({"interesting": "good", "aimed": "fair", "effective": "poor"})
    assert child is not None
    total = added(added(nothing(), child), counts(2))
    assert total == counts(3, 0, 0, aimed=(2, 1, 0), effective=(2, 0, 1))
    assert answered(total) == 3


@pytest.mark.parametrize(
    "wrong", [{}, {"interesting": "good"}, {"interesting": "x", "aimed": "good", "effective": "good"}]
)
def test_an_answer_that_is_not_whole_is_none(wrong: dict[str, str]) -> None:
    assert one_child(wrong) is None


@pytest.mark.plan("S17")
def test_a_picture_is_shown_from_five_children_on() -> None:
    assert not picture([counts(4)]).is_shown
    assert picture([counts(4)]).answered == 4
    assert picture([counts(2), counts(1, 1, 1)]).lines[0].counts == {"good": 3, "fair": 1, "poor": 1}
    assert not picture([counts(6, aimed=(4, 0, 0))]).is_shown
    assert not picture([]).is_shown


def test_a_squad_under_five_is_not_told_by_the_others_either() -> None:
    assert may_tell_squads([counts(5), counts(9)])
    assert not may_tell_squads([counts(20), counts(4)])


@pytest.mark.parametrize(
    ("groups", "one"),
    [
        ([counts(5)], (5, 5, 5)),
        ([counts(4)], None),
        ([], None),
        ([counts(2, 2, 2)], (3, 3, 3)),
        ([counts(3, 3, 0), counts(0, 0, 6, interesting=(6, 0, 0))], (5, 3, 3)),  # 54/12 = 4.5 is 5; 30/12 = 2.5 is 3
    ],
)
def test_the_children_count_as_one_voice_of_one_to_five(groups: list, one: tuple[int, int, int] | None) -> None:
    assert as_one(groups) == one


def test_a_tally_is_held_against_who_was_present() -> None:
    assert tally_faults(counts(20, 5, 5), 30) == tally_faults(counts(10, 10, 10), 30)
    assert tally_faults(counts(20, 5, 6), 30).too_many == tuple(QUESTIONS)
    assert tally_faults(counts(5, aimed=(4, 0, 0)), 30).uneven
    assert tally_faults(nothing(), 30).empty
