"""What becomes of an entry that a phone took without network."""

from __future__ import annotations

from datetime import datetime

import pytest

from careplan.sessions.roll import Entry
from careplan.sessions.sent_roll import SentEntry, SentParents, outcome, parents_outcome

PRESENT, LATE = Entry("present"), Entry("late", minutes=5)


def sent(entry: Entry, base: Entry | None, key: str = "k") -> SentEntry:
    return SentEntry(key, 1, entry, base, datetime(2026, 9, 4, 7))


@pytest.mark.parametrize(
    ("entry", "base", "stored", "becomes"),
    [
        (LATE, None, None, "stored"),
        (LATE, PRESENT, PRESENT, "stored"),
        (LATE, None, LATE, "already"),
        (LATE, PRESENT, Entry("leave"), "conflict"),
        (LATE, None, PRESENT, "conflict"),
        (LATE, PRESENT, None, "conflict"),
    ],
)
def test_only_what_nobody_changed_is_stored(
    entry: Entry, base: Entry | None, stored: Entry | None, becomes: str
) -> None:
    assert outcome(sent(entry, base), {1: stored}, ()) == becomes


def test_what_arrived_before_is_not_stored_again_over_a_later_correction() -> None:
    assert outcome(sent(LATE, None), {1: Entry("leave")}, {"k"}) == "already"


def test_a_child_that_left_the_roll_is_told() -> None:
    assert outcome(sent(LATE, None), {2: None}, ()) == "gone"


@pytest.mark.parametrize(
    ("value", "base", "stored", "becomes"),
    [(5, None, None, "stored"), (5, None, 5, "already"), (5, None, 7, "conflict"), (None, 3, 3, "stored")],
)
def test_parents_are_compared_in_the_same_way(
    value: int | None, base: int | None, stored: int | None, becomes: str
) -> None:
    assert parents_outcome(SentParents(value, base), stored) == becomes
