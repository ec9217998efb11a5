"""Compiled: one small change of a plan; each answers whether it could be made. What it changed is in the journal."""

from __future__ import annotations

from careplan.scheduling.compiled import compiled
from careplan.scheduling.walk.dice import Dice, below
from careplan.scheduling.walk.journal import remove
from careplan.scheduling.walk.layout import (
    HELD,
    LIVE,
    NONE,
    OFFER_GROUP,
    OFFER_OPEN,
    OFFERS_OF_GROUP,
    OFFERS_OF_REQUEST,
    OFFERS_OF_SQUAD,
    REQUEST_START,
    REQUESTS,
    S_OFFER,
    S_PINNED,
    S_REQUEST,
    S_START,
    SESSION_OF,
    SLOTS,
    SQUAD_COUNT,
    SQUAD_LIST,
    SQUADS,
    STARTS_OF,
    Array,
)
from careplan.scheduling.walk.picks import place


@compiled
def some_session(s: Array, dice: Dice) -> int:
    """A session that may be changed, or NONE where the dice found none."""
    if s[HELD] == 0:
        return NONE
    session = s[s[LIVE] + below(dice, s[HELD])]
    return NONE if s[s[S_PINNED] + session] else session


@compiled
def some_of(t: Array, dice: Dice, lists: int, of: int) -> int:
    """One of a row's entries, or NONE of an empty one."""
    first, last = t[t[lists] + of], t[t[lists] + of + 1]
    return NONE if first == last else t[first + below(dice, last - first)]


@compiled
def shift(t: Array, s: Array, dice: Dice) -> bool:
    """A session at another time."""
    session = some_session(s, dice)
    if session == NONE:
        return False
    offer, request = s[s[S_OFFER] + session], s[s[S_REQUEST] + session]
    start = some_of(t, dice, STARTS_OF, offer)
    if request != NONE and t[t[REQUEST_START] + request] != NONE:
        start = s[s[S_START] + session]
    remove(t, s, session)
    return start != NONE and place(t, s, dice, offer, start, request) != NONE


@compiled
def another_offer(t: Array, s: Array, dice: Dice, session: int) -> int:
    """Another activity for the same group; for what is asked for, another answer to the request."""
    request = s[s[S_REQUEST] + session]
    if request != NONE:
        return some_of(t, dice, OFFERS_OF_REQUEST, request)
    return some_of(t, dice, OFFERS_OF_GROUP, t[t[OFFER_GROUP] + s[s[S_OFFER] + session]])


@compiled
def exchange(t: Array, s: Array, dice: Dice) -> bool:
    """Another activity instead of one, at the same time where it can be."""
    session = some_session(s, dice)
    if session == NONE:
        return False
    offer, start, request = another_offer(t, s, dice, session), s[s[S_START] + session], s[s[S_REQUEST] + session]
    if offer == NONE:
        return False
    if t[t[OFFER_OPEN] + offer * t[SLOTS] + start] == 0:
        start = some_of(t, dice, STARTS_OF, offer)
    remove(t, s, session)
    return start != NONE and place(t, s, dice, offer, start, request) != NONE


@compiled
def more(t: Array, s: Array, dice: Dice) -> bool:
    """One session more: what is asked for and missing first, else anything for some squad."""
    if t[REQUESTS] > 0:
        request = _missing_request(t, s, dice)
        if request != NONE:
            offer = some_of(t, dice, OFFERS_OF_REQUEST, request)
            return offer != NONE and _somewhere(t, s, dice, offer, request)
    offer = some_of(t, dice, OFFERS_OF_SQUAD, below(dice, t[SQUADS]))
    return offer != NONE and _somewhere(t, s, dice, offer, NONE)


@compiled
def _somewhere(t: Array, s: Array, dice: Dice, offer: int, request: int) -> bool:
    start = some_of(t, dice, STARTS_OF, offer)
    if request != NONE and t[t[REQUEST_START] + request] != NONE:
        start = t[t[REQUEST_START] + request]
    return start != NONE and place(t, s, dice, offer, start, request) != NONE


@compiled
def _missing_request(t: Array, s: Array, dice: Dice) -> int:
    """A request without a session, looked for from a random one on; few are looked at."""
    first = below(dice, t[REQUESTS])
    for i in range(min(t[REQUESTS], 64)):
        request = (first + i) % t[REQUESTS]
        if s[s[SESSION_OF] + request] == NONE:
            return request
    return NONE


@compiled
def less(t: Array, s: Array, dice: Dice) -> bool:
    """One session fewer, of those that nobody asked for."""
    session = some_session(s, dice)
    if session == NONE or s[s[S_REQUEST] + session] != NONE:
        return False
    remove(t, s, session)
    return True


@compiled
def swap(t: Array, s: Array, dice: Dice) -> bool:
    """Two sessions of a squad, each at the other's time."""
    squad = below(dice, t[SQUADS])
    number = s[s[SQUAD_COUNT] + squad]
    if number < 2:
        return False
    row = s[SQUAD_LIST] + squad * t[SLOTS]
    one, two = s[row + below(dice, number)], s[row + below(dice, number)]
    if one == two or s[s[S_PINNED] + one] or s[s[S_PINNED] + two]:
        return False
    offer, start, request = s[s[S_OFFER] + one], s[s[S_START] + one], s[s[S_REQUEST] + one]
    offer2, start2, request2 = s[s[S_OFFER] + two], s[s[S_START] + two], s[s[S_REQUEST] + two]
    if t[t[OFFER_OPEN] + offer * t[SLOTS] + start2] == 0 or t[t[OFFER_OPEN] + offer2 * t[SLOTS] + start] == 0:
        return False
    remove(t, s, one)
    remove(t, s, two)
    if place(t, s, dice, offer, start2, request) == NONE:
        return False
    return place(t, s, dice, offer2, start, request2) != NONE
