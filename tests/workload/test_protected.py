"""Loads beside their limits, and kept-free time that was not kept (S44, S50)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from careplan.workload.protected import KEPT, LESSON, Held, Limits, load_of, state_of

MONDAY = date(2026, 10, 12)


def held(source_id: int, day: date = MONDAY, lessons: int = 1, **changes: object) -> Held:
    values: dict[str, object] = {"staff_id": 1, "source": "session", "slots": ((1, 6),), "title": "题"}
    return Held(source_id=source_id, day=day, lessons=lessons, **{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lessons", "limit", "state"),
    [(0, 5, "within"), (3, 5, "within"), (4, 5, "near"), (5, 5, "near"), (6, 5, "over"), (9, None, "free"), (0, 0, "within"), (1, 0, "over"), (1, 1, "near")],
)  # fmt: skip
def test_near_is_four_fifths(lessons: int, limit: int | None, state: str) -> None:
    assert state_of(lessons, limit) == state


@pytest.mark.plan("S50")
def test_weeks_and_the_term_beside_the_limits() -> None:
    rows = [held(n, MONDAY + timedelta(days=n)) for n in range(3)] + [held(9, MONDAY + timedelta(days=7))]
    found = load_of(1, [*rows, held(10, staff_id=2)], Limits(2, 5, {}))

    assert (found.term, found.fullest, found.term_state, found.state) == (4, 3, "near", "over")
    assert [(week.monday, week.lessons, week.state) for week in found.weeks] == [(MONDAY, 3, "over")]


def test_what_is_planned_ahead_warns_and_is_not_counted_as_done() -> None:
    found = load_of(1, [held(1, lessons=3, planned=True, slots=((1, 6),))], Limits(2, None, {(1, 6): KEPT}))

    assert (found.term, found.ahead, found.breaches) == (0, 3, ())
    assert [(week.state, week.planned) for week in found.weeks] == [("over", True)]


@pytest.mark.plan("S44", "S50")
def test_what_took_place_in_kept_time_is_a_breach_and_opens_to_its_record() -> None:
    rows = [
        held(1),
        held(2, slots=((1, 7),)),
        held(3, slots=((2, 6),)),
        held(4, lessons=0, source="entry", slots=((1, 6),)),
    ]
    found = load_of(1, rows, Limits(None, None, {(1, 6): KEPT, (1, 7): LESSON}))

    assert [(one.what, one.source, one.source_id) for one in found.breaches] == [
        (KEPT, "entry", 4),
        (KEPT, "session", 1),
        (LESSON, "session", 2),
    ]
    assert (found.term, found.state) == (3, "free"), "work beside the sessions fills no lesson led"
