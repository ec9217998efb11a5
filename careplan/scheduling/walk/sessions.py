"""Compiled: put a session into the plan, take one out, and keep every count and cost right.

Each call costs what it touches and no more. What a session breaks among the rules is added to `s[BROKEN]`, what it
costs to `s[COST]`; structure (who and what is free) is for the caller to see to first.
"""

from __future__ import annotations

from careplan.scheduling.compiled import compiled
from careplan.scheduling.walk.layout import (
    ACT_COST,
    ACT_COUNT,
    ACT_METHOD,
    ACT_ORDERED,
    ACT_PERIODS,
    ACT_POSTS,
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
    GROUP_OWN,
    GROUP_PUPILS,
    HELD,
    IDLE_RUN,
    IDLE_WEEKS,
    LEAST,
    LESS,
    LIVE,
    LOAD,
    LOAD_TERM,
    LOAD_WEEK,
    LOADED,
    MEMBERS_OF,
    METHOD_BROKEN,
    METHOD_COUNT,
    METHOD_RUN,
    METHODS,
    MIDDLE,
    MORE,
    MOST,
    NONE,
    OFFER_ACT,
    OFFER_GROUP,
    PER_WEEK,
    PLACE,
    POSTS,
    PREFERRED,
    PREVIOUS_OF,
    PREVIOUS_STAFF,
    PREVIOUS_START,
    PREVIOUS_VENUE,
    S_OFFER,
    S_REQUEST,
    S_STAFF,
    S_START,
    S_VENUE,
    SESSION_OF,
    SLOT_TERM,
    SLOT_WEEK,
    SLOTS,
    SPENT,
    SQUAD_AT,
    SQUAD_COUNT,
    SQUAD_LIST,
    STAFF_AT,
    STAFF_BALANCED,
    TERM_BROKEN,
    TERM_COUNT,
    TERMS,
    UNEVEN,
    VARIETY_WEEKS,
    VENUE_AT,
    VENUE_PUPILS,
    VENUE_SHARED,
    W_BACK,
    W_CHANGE,
    W_IDLE,
    W_IMBALANCE,
    W_OTHER,
    W_SAME,
    W_SEASON,
    WEEK_COUNT,
    WEEK_FIRST,
    WEEK_LAST,
    WEEKS,
    Array,
)


@compiled
def put(t: Array, s: Array, session: int) -> None:
    """Count a session whose offer, start, venue and staff are written already, and make it live."""
    _enlist(s, session, s[HELD])
    s[HELD] += 1
    request = s[s[S_REQUEST] + session]
    if request >= 0:
        s[s[SESSION_OF] + request] = session
        s[BROKEN] -= 1
    _count(t, s, session, MORE)


@compiled
def take(t: Array, s: Array, session: int) -> None:
    """Take a live session out; what is written of it stays until its place is used again."""
    _count(t, s, session, LESS)
    request = s[s[S_REQUEST] + session]
    if request >= 0:
        s[s[SESSION_OF] + request] = NONE
        s[BROKEN] += 1
    s[HELD] -= 1
    _enlist(s, session, s[HELD])


@compiled
def _enlist(s: Array, session: int, place: int) -> None:
    """Exchange the session with whatever stands at a place of the list of live ones."""
    other, mine = s[s[LIVE] + place], s[s[PLACE] + session]
    s[s[LIVE] + mine] = other
    s[s[PLACE] + other] = mine
    s[s[LIVE] + place] = session
    s[s[PLACE] + session] = place


@compiled
def _count(t: Array, s: Array, session: int, by: int) -> None:
    """Everything a session counts for, once more (`by` 1) or once less (-1)."""
    offer, start = s[s[S_OFFER] + session], s[s[S_START] + session]
    act, group = t[t[OFFER_ACT] + offer], t[t[OFFER_GROUP] + offer]
    periods = t[t[ACT_PERIODS] + act]
    for k in range(t[t[MEMBERS_OF] + group], t[t[MEMBERS_OF] + group + 1]):
        _count_squad(t, s, session, t[k], act, start, by)
    _count_venue(t, s, session, group, start, periods, by)
    own, there = t[t[GROUP_OWN] + group], False
    for k in range(t[t[ACT_POSTS] + act]):
        person = s[s[S_STAFF] + session * t[POSTS] + k]
        there = there or person == own
        _count_person(t, s, session, person, start, periods, by)
    if own != NONE and not there:
        s[COST] += by * t[W_OTHER]
    if t[t[PREFERRED] + act * t[SLOTS] + start] == 0:
        s[COST] += by * t[W_SEASON]
    if t[W_CHANGE] != 0 and _was_there(t, s, session, offer, start):
        s[COST] -= by * t[W_CHANGE]
    s[SPENT] += by * t[t[ACT_COST] + act]


@compiled
def _count_venue(t: Array, s: Array, session: int, group: int, start: int, periods: int, by: int) -> None:
    venue = s[s[S_VENUE] + session]
    row = venue * t[SLOTS]
    if t[t[VENUE_SHARED] + venue]:
        for slot in range(start, start + periods):
            s[s[VENUE_PUPILS] + row + slot] += by * t[t[GROUP_PUPILS] + group]
        return
    for slot in range(start, start + periods):
        s[s[VENUE_AT] + row + slot] = session if by > 0 else NONE


@compiled
def _count_person(t: Array, s: Array, session: int, person: int, start: int, periods: int, by: int) -> None:
    row = s[STAFF_AT] + person * t[SLOTS]
    for slot in range(start, start + periods):
        s[row + slot] = session if by > 0 else NONE
    s[s[LOAD_WEEK] + person * t[WEEKS] + t[t[SLOT_WEEK] + start]] += by * periods
    s[s[LOAD_TERM] + person * t[TERMS] + t[t[SLOT_TERM] + start]] += by * periods
    if t[t[STAFF_BALANCED] + person]:
        _count_load(t, s, person, by * periods)


@compiled
def _count_load(t: Array, s: Array, person: int, more: int) -> None:
    """How many carry how much, and the distance between the most and the least."""
    before = s[s[LOAD] + person]
    after = before + more
    s[s[LOAD] + person] = after
    s[s[LOADED] + before] -= 1
    s[s[LOADED] + after] += 1
    s[UNEVEN] += abs(after - s[MIDDLE]) - abs(before - s[MIDDLE])
    most, least = max(s[MOST], after), min(s[LEAST], after)
    while s[s[LOADED] + most] == 0:
        most -= 1
    while s[s[LOADED] + least] == 0:
        least += 1
    s[COST] += t[W_IMBALANCE] * ((most - least) - (s[MOST] - s[LEAST]))
    s[MOST], s[LEAST] = most, least


@compiled
def _was_there(t: Array, s: Array, session: int, offer: int, start: int) -> bool:
    """Whether the plan in force has this very session: the same place and the same people, in any order."""
    for k in range(t[t[PREVIOUS_OF] + offer], t[t[PREVIOUS_OF] + offer + 1]):
        kept = t[k]
        same = t[t[PREVIOUS_START] + kept] == start and t[t[PREVIOUS_VENUE] + kept] == s[s[S_VENUE] + session]
        if same and _same_people(t, s, session, kept):
            return True
    return False


@compiled
def _same_people(t: Array, s: Array, session: int, kept: int) -> bool:
    posts = t[POSTS]
    number = t[t[ACT_POSTS] + t[t[OFFER_ACT] + s[s[S_OFFER] + session]]]
    for i in range(number):
        found = False
        for k in range(number):
            found = found or t[t[PREVIOUS_STAFF] + kept * posts + k] == s[s[S_STAFF] + session * posts + i]
        if not found:
            return False
    return True


@compiled
def _count_squad(t: Array, s: Array, session: int, squad: int, act: int, start: int, by: int) -> None:
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
