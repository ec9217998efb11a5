"""Records that changed after the lock: told once, as the difference, with the period they belong to."""

from __future__ import annotations

import pytest

from careplan.workload.counting import Line, count
from careplan.workload.late import LateLine, Past, late_lines
from careplan.workload.work import POST, Fact
from tests.workload.made import fact, rules

PAST = Past(7, "2026年9月", "September 2026")


def lines(*facts: Fact, **changes: object) -> tuple[Line, ...]:
    return count(facts, rules(fen_per_unit=100, **changes))


def told(found: tuple[LateLine, ...]) -> list[tuple[str, str, int, int | None]]:
    return [(one.key, one.why, one.milli, one.fen) for one in found]


@pytest.mark.plan("S52")
@pytest.mark.parametrize(
    ("signed", "now", "late"),
    [
        ([fact(role="assistant")], [fact(role="assistant")], []),
        ([], [fact(role="assistant")], [("session-1-session-assistant", "new", 600, 60)]),
        ([fact(role="assistant")], [], [("session-1-session-assistant", "gone", -600, -60)]),
        ([fact(role="assistant")], [fact(role="assistant", minutes=80)], [("session-1-session-assistant", "changed", 600, 60)]),
        ([fact(role="assistant", called=False)], [fact(role="assistant")], [("session-1-session-assistant", "changed", 600, 60)]),
        ([fact(role="assistant")], [fact(role="assistant", title="别的题目")], []),
    ],
)  # fmt: skip
def test_by_hand(signed: list[Fact], now: list[Fact], late: list[tuple[str, str, int, int]]) -> None:
    assert told(late_lines(PAST, lines(*signed), (), lines(*now))) == late


def test_what_was_paid_late_already_is_not_paid_again() -> None:
    first = late_lines(PAST, (), (), lines(fact(role="assistant")))
    assert late_lines(PAST, (), first, lines(fact(role="assistant"))) == ()

    back = late_lines(PAST, (), first, ())
    assert told(back) == [("session-1-session-assistant", "gone", -600, -60)]
    assert late_lines(PAST, (), (*first, *back), ()) == ()


def test_late_lines_of_another_period_do_not_count_here() -> None:
    other = late_lines(Past(8, "", ""), (), (), lines(fact(role="assistant")))
    assert len(late_lines(PAST, (), other, lines(fact(role="assistant")))) == 1


def test_who_holds_a_post_today_says_nothing_about_the_past() -> None:
    post = fact(source="post", kind=POST, role="squad-counselor", times=4)
    assert late_lines(PAST, lines(post), (), ()) == () == late_lines(PAST, (), (), lines(post))


def test_it_names_the_period_that_it_belongs_to() -> None:
    found = late_lines(PAST, (), (), lines(fact(role="assistant")))[0]
    assert (found.period_id, found.period, found.period_en) == (7, "2026年9月", "September 2026")
