"""What work counts for: a table by hand, and what holds for any facts and rules."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careplan.workload.counting import count, spent_by, total_fen, total_milli, windows_of
from careplan.workload.rules import EACH, Rules
from careplan.workload.work import POST, WORK, Fact, overlapping
from tests.workload.made import DAY, fact, rules

BY_HAND = [
    # what, facts, rules changed, (kind, counted, fen, cut by) of each line
    ("a lesson led and prepared", [fact()], {}, [("preparation", 500, None, ""), ("session", 1200, None, "")]),
    ("two lessons", [fact(minutes=80)], {}, [("preparation", 1000, None, ""), ("session", 2400, None, "")]),
    ("assisted: nothing to prepare", [fact(role="assistant")], {}, [("session", 600, None, "")]),
    ("brought to another squad's", [fact(role="joined")], {}, [("session", 600, None, "")]),
    ("safety post counts 0: no line", [fact(role="safety")], {}, []),
    ("a visit, whatever it took", [fact(source="contact", kind="visit", role="", minutes=0)], {}, [("visit", 1500, None, "")]),
    ("50 minutes on the hotline", [fact(source="item", kind="hotline", role="", minutes=50)], {}, [("hotline", 750, None, "")]),
    ("25 minutes by hand: half up", [fact(source="entry", kind="other", role="", minutes=25)], {}, [("other", 625, None, "")]),
    ("a post for four weeks", [fact(source="post", kind=POST, role="squad-counselor", times=4)], {}, [(POST, 4000, None, "")]),
    ("no roll, nothing", [fact(called=False, role="assistant")], {}, [("session", 0, None, "roll")]),
    ("no roll needed", [fact(called=False, role="assistant")], {"needs_roll": False}, [("session", 600, None, "")]),
    ("money", [fact(role="assistant")], {"fen_per_unit": 3333}, [("session", 600, 2000, "")]),
    ("two leaders, first of them", [fact(shares=((1, 1), (2, 1)))], {"fen_per_unit": 2501},
     [("preparation", 250, 626, ""), ("session", 600, 1501, "")]),
    ("two leaders, second of them", [fact(staff_id=2, shares=((1, 1), (2, 1)))], {"fen_per_unit": 2501},
     [("preparation", 250, 625, ""), ("session", 600, 1500, "")]),
    ("two thirds", [fact(shares=((1, 2), (2, 1)), role="leader")], {}, [("preparation", 333, None, ""), ("session", 800, None, "")]),
    ("each counts it whole", [fact(shares=((1, 1), (2, 1)))], {"co_leaders": EACH}, [("preparation", 500, None, ""), ("session", 1200, None, "")]),
    ("cut by the week", [fact(1, role="assistant"), fact(2, role="assistant")], {"caps": {"week": 1000}},
     [("session", 600, None, ""), ("session", 400, None, "week")]),
    ("the next week is another", [fact(1, role="assistant"), fact(2, role="assistant", day=DAY + timedelta(7))], {"caps": {"week": 600}},
     [("session", 600, None, ""), ("session", 600, None, "")]),
    ("a month's cap below two weeks'", [fact(1, role="assistant"), fact(2, role="assistant", day=DAY + timedelta(7))],
     {"caps": {"week": 600, "month": 900}}, [("session", 600, None, ""), ("session", 300, None, "month")]),
    ("posts stand above the caps", [fact(source="post", kind=POST, role="squad-counselor", times=4)], {"caps": {"week": 1}}, [(POST, 4000, None, "")]),
    ("a cut line's money is what it counts", [fact(role="assistant")], {"caps": {"period": 500}, "fen_per_unit": 1001}, [("session", 500, 501, "period")]),
]  # fmt: skip


@pytest.mark.plan("S51")
@pytest.mark.parametrize(("facts", "changes", "lines"), [row[1:] for row in BY_HAND], ids=[row[0] for row in BY_HAND])
def test_by_hand(facts: list[Fact], changes: dict[str, object], lines: list[tuple[str, int, int | None, str]]) -> None:
    found = [(one.kind, one.counted, one.fen, one.cut_by) for one in count(facts, rules(**changes))]
    assert sorted(found, key=str) == sorted(lines, key=str)


def test_what_an_earlier_period_used_up_of_the_week_is_gone() -> None:
    spent = spent_by(count([fact(1, role="assistant")], rules()))
    assert spent == {"week 2026-10-12": 600, "month 2026-10": 600}
    assert count([fact(2, role="assistant")], rules(caps={"week": 1000}), spent)[0].counted == 400


@pytest.mark.plan("S20")
def test_one_event_in_several_records_counts_by_the_one_that_counts_most() -> None:
    session = fact(1, role="assistant", event=5)
    lesson = fact(2, source="item", kind="hotline", role="", minutes=80, event=5)
    other = fact(3, role="assistant", event=6)
    found = [
        (one.source_id, one.counted, one.cut_by, one.fen)
        for one in count([session, lesson, other], rules(fen_per_unit=100))
    ]
    assert sorted(found) == [(1, 0, "event", 0), (2, 1200, "", 120), (3, 600, "", 60)]


def test_two_records_of_the_same_minutes_are_told() -> None:
    session = fact(1, begins=840, ends=880)
    beside = fact(2, source="item", kind="hotline", role="", begins=870, ends=910)
    later = fact(3, source="entry", kind="other", role="", begins=910, ends=950)
    assert overlapping((later, beside, session)) == ((session, beside),)


CODES = sorted(WORK)
FACTS = st.lists(
    st.builds(
        lambda code, day, minutes, called, weights: fact(
            kind=code[0],
            role=code[1],
            day=date(2026, 9, 1) + timedelta(day),
            minutes=minutes,
            called=called,
            shares=((1, weights[0]), (2, weights[1])) if code == ("session", "leader") and sum(weights) else (),
        ),
        st.sampled_from(CODES),
        st.integers(0, 60),
        st.integers(0, 240),
        st.booleans(),
        st.tuples(st.integers(0, 9), st.integers(0, 9)),
    ),
    max_size=25,
).map(lambda facts: [Fact(**{**_values(one), "source_id": n}) for n, one in enumerate(facts)])
RULES = st.builds(
    lambda rates, caps, money, both: rules(
        rates=dict(zip(CODES, rates, strict=True)),
        caps={name: cap for name, cap in zip(("week", "month", "period"), sorted(caps), strict=True) if cap},
        fen_per_unit=money,
        co_leaders=both,
    ),
    st.lists(st.integers(0, 3000), min_size=len(CODES), max_size=len(CODES)),
    st.lists(st.integers(0, 9000), min_size=3, max_size=3),
    st.none() | st.integers(1, 99_999),
    st.sampled_from(["split", "each"]),
)


def _values(one: Fact) -> dict[str, object]:
    return {name: getattr(one, name) for name in Fact.__dataclass_fields__}


@pytest.mark.plan("S51")
@settings(max_examples=60, deadline=None)
@given(FACTS, RULES, st.randoms())
def test_the_order_of_the_facts_and_counting_again_change_nothing(
    facts: list[Fact], given: Rules, chance: object
) -> None:
    first = count(facts, given)
    mixed = list(facts)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert count(mixed, given) == first == count(facts, given)


@pytest.mark.plan("S51")
@settings(max_examples=60, deadline=None)
@given(FACTS, RULES)
def test_no_cap_is_ever_passed(facts: list[Fact], given: Rules) -> None:
    used: dict[str, int] = {}
    for line in count(facts, given):
        assert 0 <= line.counted <= line.milli
        for window, name in windows_of(line.day).items():
            used[window, name] = used.get((window, name), 0) + line.counted  # type: ignore[index]
    for (window, _name), milli in used.items():  # type: ignore[str-unpack]
        assert milli <= given.caps.get(window, 10**12)


@pytest.mark.plan("S52")
@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.integers(0, 100), min_size=2, max_size=6).filter(any),
    st.integers(1, 240),
    st.integers(1, 20_000),
    st.integers(1, 10_000_000),
)
def test_what_leaders_share_is_the_whole_in_units_and_in_fen(
    weights: list[int], minutes: int, rate: int, money: int
) -> None:
    given = rules(rates={**rules().rates, ("session", "leader"): rate}, fen_per_unit=money)
    shares = tuple((who, weight) for who, weight in enumerate(weights, 1))
    alone = count([fact(minutes=minutes)], given)
    parts = [
        line for who, _weight in shares for line in count([fact(staff_id=who, minutes=minutes, shares=shares)], given)
    ]
    assert (total_milli(parts), total_fen(parts)) == (total_milli(alone), total_fen(alone))
