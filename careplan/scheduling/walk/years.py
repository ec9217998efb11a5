"""Compiled: what one session more or less means for a squad's year, rule by rule and wish by wish."""

from __future__ import annotations

from careplan.scheduling.compiled import compiled
from careplan.scheduling.walk.layout import (
    ACT_COUNT,
    ACT_METHOD,
    ACT_ORDERED,
    ACT_PERIODS,
    ACT_REPEATS,
    ACTIVITIES,
    BEFORE_OF,
    BEHIND_OF,
    BROKEN,
    COST,
    COUNTS,
    GOAL_BROKEN,
    GOAL_COST,
    GOAL_COUNT,
    GOALS,
    GOALS_OF,
    IDLE_RUN,
    IDLE_WEEKS,
    METHOD_BROKEN,
    METHOD_COUNT,
    METHOD_RUN,
    METHODS,
    NONE,
    OFFER_ACT,
    PER_WEEK,
    S_OFFER,
    S_START,
    SLOT_TERM,
    SLOT_WEEK,
    SLOTS,
    SQUAD_AT,
    SQUAD_COUNT,
    SQUAD_LIST,
    TERM_BROKEN,
    TERM_COUNT,
    TERMS,
    VARIETY_WEEKS,
    W_BACK,
    W_IDLE,
    W_SAME,
    WEEK_COUNT,
    WEEK_FIRST,
    WEEK_LAST,
    WEEKS,
    Array,
)


@compiled
def count_squad(t: Array, s: Array, session: int, squad: int, act: int, start: int, by: int) -> None:
    """A squad's year with one session more or less: its rules and its wishes."""
    row = s[SQUAD_AT] + squad * t[SLOTS]
    for slot in range(start, start + t[t[ACT_PERIODS] + act]):
        s[row + slot] = session if by > 0 else NONE
    week, term, method = t[t[SLOT_WEEK] + start], t[t[SLOT_TERM] + start], t[t[ACT_METHOD] + act]
    _count_ruled(t, s, TERM_BROKEN, TERM_COUNT, squad * t[TERMS] + term, by)
    _count_ruled(t, s, METHOD_BROKEN, METHOD_COUNT, squad * t[METHODS] + method, by)
    for k in range(t[t[GOALS_OF] + act], t[t[GOALS_OF] + act + 1]):
        place = squad * t[GOALS] + t[k]
        before = t[GOAL_COST] + place * t[COUNTS] + s[s[GOAL_COUNT] + place]
        s[COST] += t[before + by] - t[before]
        _count_ruled(t, s, GOAL_BROKEN, GOAL_COUNT, place, by)
    _count_repeats(t, s, squad, act, by)
    _count_week(t, s, squad, week, by)
    if t[W_SAME] != 0:
        _count_method(t, s, squad * t[METHODS] + method, week, by)
    _count_order(t, s, session, squad, act, start, by)


@compiled
def _count_ruled(t: Array, s: Array, broken: int, count: int, place: int, by: int) -> None:
    """One count of a squad that rules bound: sessions of a term, a goal, a method."""
    before = t[broken] + place * t[COUNTS] + s[s[count] + place]
    s[BROKEN] += t[before + by] - t[before]
    s[s[count] + place] += by


@compiled
def _count_repeats(t: Array, s: Array, squad: int, act: int, by: int) -> None:
    place, most = s[ACT_COUNT] + squad * t[ACTIVITIES] + act, t[t[ACT_REPEATS] + act]
    before = s[place]
    s[place] = before + by
    s[BROKEN] += max(0, before + by - most) - max(0, before - most)


@compiled
def _count_week(t: Array, s: Array, squad: int, week: int, by: int) -> None:
    """Sessions of a week: the limit, weeks running, and runs of weeks without any."""
    weeks, place = t[WEEKS], s[WEEK_COUNT] + squad * t[WEEKS] + week
    before = s[place]
    s[place] = before + by
    s[BROKEN] += max(0, before + by - t[PER_WEEK]) - max(0, before - t[PER_WEEK])
    if (before == 0) == (before + by == 0):
        return
    first, last = t[t[WEEK_FIRST] + week], t[t[WEEK_LAST] + week]
    if t[W_BACK] != 0:
        beside = (week > first and s[place - 1] > 0) + (week < last and s[place + 1] > 0)
        s[COST] += by * t[W_BACK] * beside
    if t[W_IDLE] == 0:
        return
    length = t[IDLE_WEEKS]
    for run in range(max(first, week - length + 1), min(week, last - length + 1) + 1):
        held = s[IDLE_RUN] + squad * weeks + run
        was = s[held]
        s[held] = was + by
        if was == 0:
            s[COST] -= t[W_IDLE]
        elif was + by == 0:
            s[COST] += t[W_IDLE]


@compiled
def _count_method(t: Array, s: Array, row: int, week: int, by: int) -> None:
    """Runs of weeks in which a squad meets one method more than once."""
    first, last, length = t[t[WEEK_FIRST] + week], t[t[WEEK_LAST] + week], t[VARIETY_WEEKS]
    for run in range(max(first, week - length + 1), min(week, last - length + 1) + 1):
        place = s[METHOD_RUN] + row * t[WEEKS] + run
        was = s[place]
        s[place] = was + by
        if max(was, was + by) > 1:
            s[COST] += by * t[W_SAME]


@compiled
def _count_order(t: Array, s: Array, session: int, squad: int, act: int, start: int, by: int) -> None:
    """Keep the squad's list of sessions, and what of them comes before what it should come after."""
    ordered = t[t[ACT_ORDERED] + act] != 0
    if ordered:
        s[BROKEN] -= _disorder(t, s, squad, act)
    row, count = s[SQUAD_LIST] + squad * t[SLOTS], s[SQUAD_COUNT] + squad
    if by > 0:
        s[row + s[count]] = session
        s[count] += 1
    else:
        place = row
        while s[place] != session:
            place += 1
        s[count] -= 1
        s[place] = s[row + s[count]]
    if ordered:
        s[BROKEN] += _disorder(t, s, squad, act)


@compiled
def _disorder(t: Array, s: Array, squad: int, act: int) -> int:
    """Sessions too early, for the pairs of activities that one activity is part of."""
    found = 0
    for k in range(t[t[BEFORE_OF] + act], t[t[BEFORE_OF] + act + 1]):
        found += _too_early(t, s, squad, t[k], act)
    for k in range(t[t[BEHIND_OF] + act], t[t[BEHIND_OF] + act + 1]):
        if t[k] != act:
            found += _too_early(t, s, squad, act, t[k])
    return found


@compiled
def _too_early(t: Array, s: Array, squad: int, before: int, act: int) -> int:
    """How many of a squad's sessions of `act` start before it has finished `before` once."""
    row, number = s[SQUAD_LIST] + squad * t[SLOTS], s[s[SQUAD_COUNT] + squad]
    done = t[SLOTS]
    for k in range(row, row + number):
        one = s[k]
        if t[t[OFFER_ACT] + s[s[S_OFFER] + one]] == before:
            done = min(done, s[s[S_START] + one] + t[t[ACT_PERIODS] + before] - 1)
    found = 0
    for k in range(row, row + number):
        one = s[k]
        if t[t[OFFER_ACT] + s[s[S_OFFER] + one]] == act and s[s[S_START] + one] <= done:
            found += 1
    return found
