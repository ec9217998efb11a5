"""Compiled: put a session into the plan, take one out, and keep every count and cost right.

Each call costs what it touches and no more. What a session breaks among the rules is added to `s[BROKEN]`, what it
costs to `s[COST]`; structure (who and what is free) is for the caller to see to first.
"""

from __future__ import annotations

from careplan.scheduling.compiled import compiled
from careplan.scheduling.walk.layout import (
    ACT_COST,
    ACT_PERIODS,
    ACT_POSTS,
    BROKEN,
    COST,
    GROUP_OWN,
    GROUP_PUPILS,
    HELD,
    LEAST,
    LESS,
    LIVE,
    LOAD,
    LOAD_TERM,
    LOAD_WEEK,
    LOADED,
    MEMBERS_OF,
    MIDDLE,
    MORE,
    MOST,
    NONE,
    OFFER_ACT,
    OFFER_GROUP,
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
    STAFF_AT,
    STAFF_BALANCED,
    TERMS,
    UNEVEN,
    VENUE_AT,
    VENUE_PUPILS,
    VENUE_SHARED,
    W_CHANGE,
    W_IMBALANCE,
    W_OTHER,
    W_SEASON,
    WEEKS,
    Array,
)
from careplan.scheduling.walk.years import count_squad


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
        count_squad(t, s, session, t[k], act, start, by)
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
