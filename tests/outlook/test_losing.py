"""Which sessions lose their leader on which day, and whose own counselor could lead again."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careplan.outlook.choice import choose
from careplan.outlook.losing import Gap, Want, away_from_own, losing, wants
from careplan.school.calendar import LessonTime
from careplan.training.qualification import Holding
from tests.upsets.school import OCT9, SEP4, SEP11, SEP18, SEP25, TRAINED, facts, person, session, situation

AUGUST = date(2026, 8, 20)
UNTRAINED = {"holdings": ()}


def ending(number: str, last: date) -> object:
    return person(number, holdings=(Holding(TRAINED, date(2026, 1, 10), last),))


@pytest.mark.plan("S48")
def test_a_session_is_lost_after_the_last_day_and_not_on_it() -> None:
    given = facts(ending("T1", SEP18), person("T2"), person("T3", **UNTRAINED))
    now = situation(given, session(1, SEP11), session(2, SEP18), session(3, SEP25))

    (gap,) = losing(now, AUGUST)

    assert (gap.session.id, gap.person, gap.need, gap.ended, gap.ready) == (3, "T1", TRAINED, SEP18, 1)
    assert gap.options == {("T1", TRAINED), ("T3", TRAINED)}


@pytest.mark.plan("S48")
def test_a_session_is_lost_before_the_first_day_and_not_on_it() -> None:
    given = facts(person("T1", holdings=(Holding(TRAINED, SEP18),)))
    now = situation(given, session(1, SEP11), session(2, SEP18))

    assert [gap.session.id for gap in losing(now, AUGUST)] == [1]


def test_a_week_is_too_short_for_a_training() -> None:
    now = situation(facts(person("T1", **UNTRAINED)), session(1, SEP11), session(2, SEP25))

    near, far = losing(now, SEP4)

    assert (near.options, bool(far.options), len(wants((near, far)))) == (frozenset(), True, 1)


def test_what_is_over_or_recorded_is_not_lost() -> None:
    now = situation(facts(person("T1", **UNTRAINED)), session(1, SEP4), session(2, SEP18, open=False))
    assert losing(now, SEP11) == ()


def test_a_squads_own_counselor_is_missed_only_for_the_certificate() -> None:
    busy = person("T2", holdings=(), busy=frozenset({LessonTime(5, 6)}))
    given = facts(person("T1", **UNTRAINED), busy, person("T3"))
    now = situation(given, session(1, SEP18, "T3", "2024-1"), session(2, SEP25, "T3", "2024-2"))

    assert [(gap.session.id, gap.person, gap.options) for gap in away_from_own(now, AUGUST)] == [
        (1, "T1", {("T1", TRAINED)})
    ]
    assert [gap.options for gap in away_from_own(now, SEP11)] == [frozenset()]


DAYS = (SEP4, SEP11, SEP18, SEP25, OCT9)
PEOPLE = ("T1", "T2", "T3", "T4")


@st.composite
def wanted(draw: st.DrawFn) -> list[Want]:
    rows = []
    for number in range(draw(st.integers(1, 6))):
        day = draw(st.sampled_from(DAYS))
        one = session(number + 1, day, needs=(TRAINED, "first-aid"))
        own = draw(st.booleans())
        gaps = []
        for post in range(draw(st.integers(1, 2))):
            need = (TRAINED, "first-aid")[post]
            who = draw(st.sets(st.sampled_from(PEOPLE), min_size=1, max_size=3))
            gaps.append(Gap(one, post, need, "T9", None, own, frozenset((name, need) for name in who)))
        rows.append(Want(one, tuple(gaps), own))
    return rows


def best_by_trying(rows: list[Want], places: int) -> tuple[int, int]:
    """Every set of places, every set of sessions, every way to staff them: the most sessions (lost, own)."""
    options = sorted({option for want in rows for gap in want.gaps for option in gap.options})
    found = (0, 0)
    for size in range(min(places, len(options)) + 1):
        for chosen in combinations(options, size):
            for many in range(len(rows), 0, -1):
                for some in combinations(rows, many):
                    value = (sum(not want.own for want in some), sum(want.own for want in some))
                    if value > found and _staffed([(w, g) for w in some for g in w.gaps], set(chosen), {}):
                        found = value
    return found


def _staffed(rest: list[tuple[Want, Gap]], chosen: set[tuple[str, str]], taken: dict[date, set[str]]) -> bool:
    if not rest:
        return True
    (want, gap), *more = rest
    day = want.session.day
    for name, _code in gap.options & chosen:
        if name not in taken.get(day, set()) and _staffed(more, chosen, {**taken, day: taken.get(day, set()) | {name}}):
            return True
    return False


@pytest.mark.plan("S48")
@settings(max_examples=25, deadline=None)
@given(rows=wanted(), places=st.integers(1, 3))
def test_nothing_brings_back_more_than_what_is_chosen(rows: list[Want], places: int) -> None:
    people = {name: person(name) for name in PEOPLE}

    choice = choose(rows, places, people, {})

    assert choice.proven
    assert len(choice.trainings) <= places
    assert (choice.lost, choice.own) == best_by_trying(rows, places)
    closed = {(gap.session.id, gap.post) for one in choice.trainings for gap in one.gaps}
    whole = [want for want in rows if all((gap.session.id, gap.post) in closed for gap in want.gaps)]
    assert len(whole) == choice.lost + choice.own


@pytest.mark.plan("S48")
def test_it_says_by_when_and_takes_no_place_in_vain() -> None:
    given = facts(person("T1", **UNTRAINED), person("T3", **UNTRAINED))
    now = situation(given, session(1, SEP18), session(2, SEP25), session(3, OCT9))

    choice = choose(wants(losing(now, AUGUST)), 5, now.school.people, now.by_person)

    ((person_, by),) = [(one.person, one.by) for one in choice.trainings]
    assert (choice.lost, person_ in ("T1", "T3"), by) == (3, True, date(2026, 9, 17))


@pytest.mark.plan("S48", "S50")
def test_nobody_gets_more_lessons_than_the_limit() -> None:
    """T3 may lead one lesson a term; T1 holds the posts already and has them in the count."""
    given = facts(person("T1", **UNTRAINED, max_per_term=1), person("T3", **UNTRAINED, max_per_term=1))
    rows = losing(situation(given, session(1, SEP18), session(2, SEP25)), AUGUST)
    only_t3 = [Gap(g.session, g.post, g.need, g.person, None, False, frozenset({("T3", TRAINED)})) for g in rows]

    assert choose(wants(only_t3), 5, {one.id: one for one in given.people}, {}).lost == 1
    assert choose(wants(rows), 5, {one.id: one for one in given.people}, {}).lost == 2
