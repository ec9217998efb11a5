"""Compiled: a session goes where it cannot go, and whoever stands in its way finds another place or none."""

from __future__ import annotations

from careplan.scheduling.compiled import compiled
from careplan.scheduling.walk.dice import THREE, TWO, Dice, below
from careplan.scheduling.walk.journal import remove
from careplan.scheduling.walk.layout import (
    ACT_KIND,
    ACT_PERIODS,
    ACT_POSTS,
    EJECT_ROOM,
    EJECTED,
    EJECTS,
    GROUP_OWN,
    KIND_FITS,
    MEMBERS_OF,
    NONE,
    OFFER_ACT,
    OFFER_GROUP,
    OFFER_OPEN,
    OFFERS_OF_GROUP,
    OFFERS_OF_SQUAD,
    PER_WEEK,
    POSTS,
    REQUEST_START,
    REQUEST_VENUE,
    S_OFFER,
    S_PINNED,
    S_REQUEST,
    S_START,
    SLOT_WEEK,
    SLOTS,
    SQUAD_AT,
    SQUAD_COUNT,
    SQUAD_LIST,
    SQUADS,
    STAFF,
    STAFF_AT,
    STAFF_OF,
    STARTS_OF,
    VACATED,
    VENUE_AT,
    VENUE_SHARED,
    VENUES_OF,
    WEEK_COUNT,
    WEEKS,
    Array,
)
from careplan.scheduling.walk.moves import another_offer, some_of, some_session
from careplan.scheduling.walk.picks import free_venue, person_opens, place, venue_opens

TRIES = 6  # places tried for what was pushed out
LOOKS = 12  # sessions looked at for one of several squads


@compiled
def push(t: Array, s: Array, dice: Dice) -> bool:
    """A session to another time, or another activity in its stead, whoever is in the way."""
    session = some_session(s, dice)
    if session == NONE:
        return False
    offer, start, request = s[s[S_OFFER] + session], s[s[S_START] + session], s[s[S_REQUEST] + session]
    if below(dice, TWO) == 0:
        offer = another_offer(t, s, dice, session)
    if offer == NONE:
        return False
    if below(dice, THREE) > 0 or t[t[OFFER_OPEN] + offer * t[SLOTS] + start] == 0:
        start = some_of(t, dice, STARTS_OF, offer)
    if request != NONE and t[t[REQUEST_START] + request] != NONE:
        start = t[t[REQUEST_START] + request]
    s[VACATED] = s[s[S_START] + session]
    remove(t, s, session)
    return start != NONE and push_in(t, s, dice, offer, start, request)


@compiled
def haul(t: Array, s: Array, dice: Dice) -> bool:
    """A session of several squads to another time: what they had then comes where it was, as far as it can."""
    for _ in range(LOOKS):
        session = some_session(s, dice)
        if session == NONE:
            return False
        offer, request = s[s[S_OFFER] + session], s[s[S_REQUEST] + session]
        group = t[t[OFFER_GROUP] + offer]
        fixed = request != NONE and t[t[REQUEST_START] + request] != NONE
        if fixed or t[t[MEMBERS_OF] + group + 1] - t[t[MEMBERS_OF] + group] < TWO:
            continue
        s[VACATED] = s[s[S_START] + session]
        start = some_of(t, dice, STARTS_OF, offer)
        remove(t, s, session)
        return push_in(t, s, dice, offer, start, request)
    return False


@compiled
def press(t: Array, s: Array, dice: Dice) -> bool:
    """One session more for some squad, whoever is in the way."""
    offer = some_of(t, dice, OFFERS_OF_SQUAD, below(dice, t[SQUADS]))
    if offer == NONE:
        return False
    start = some_of(t, dice, STARTS_OF, offer)
    s[VACATED] = start
    return start != NONE and push_in(t, s, dice, offer, start, NONE)


@compiled
def push_in(t: Array, s: Array, dice: Dice, offer: int, start: int, request: int) -> bool:
    """Put a session, pushing others out; these are tried elsewhere, and are left out where that fails."""
    s[EJECTED] = 0
    if t[t[OFFER_OPEN] + offer * t[SLOTS] + start] == 0 or not _clear_squads(t, s, offer, start):
        return False
    if not _clear_venue(t, s, dice, offer, start, request) or not _clear_people(t, s, dice, offer, start):
        return False
    if place(t, s, dice, offer, start, request) == NONE:
        return False
    for i in range(s[EJECTED]):
        _settle(t, s, dice, i)
    return True


@compiled
def _eject(t: Array, s: Array, session: int) -> bool:
    if s[s[S_PINNED] + session] or s[EJECTED] >= EJECT_ROOM:
        return False
    row = s[EJECTS] + 3 * s[EJECTED]
    s[row] = s[s[S_OFFER] + session]
    s[row + 1] = s[s[S_START] + session]
    s[row + 2] = s[s[S_REQUEST] + session]
    s[EJECTED] += 1
    remove(t, s, session)
    return True


@compiled
def _settle(t: Array, s: Array, dice: Dice, i: int) -> None:
    """Another place for what was pushed out: the same time first, then others, then other activities."""
    row = s[EJECTS] + 3 * i
    offer, start, request = s[row], s[row + 1], s[row + 2]
    if place(t, s, dice, offer, start, request) != NONE or _settle_there(t, s, dice, offer, request):
        return
    for k in range(TRIES):
        other = offer
        if request == NONE and k >= TRIES // 2:
            other = some_of(t, dice, OFFERS_OF_GROUP, t[t[OFFER_GROUP] + offer])
        at = some_of(t, dice, STARTS_OF, other)
        if k == TRIES // 2:
            at = start
        if place(t, s, dice, other, at, request) != NONE:
            return


@compiled
def _settle_there(t: Array, s: Array, dice: Dice, offer: int, request: int) -> bool:
    """A place in the week that was vacated, from a random one on."""
    first, last = t[t[STARTS_OF] + offer], t[t[STARTS_OF] + offer + 1]
    week, offset = t[t[SLOT_WEEK] + s[VACATED]], below(dice, last - first)
    for i in range(last - first):
        start = t[first + (offset + i) % (last - first)]
        if t[t[SLOT_WEEK] + start] == week and place(t, s, dice, offer, start, request) != NONE:
            return True
    return False


@compiled
def _clear_squads(t: Array, s: Array, offer: int, start: int) -> bool:
    """Push out what the group's squads have then, and what is too much in that week."""
    group, periods = t[t[OFFER_GROUP] + offer], t[t[ACT_PERIODS] + t[t[OFFER_ACT] + offer]]
    for k in range(t[t[MEMBERS_OF] + group], t[t[MEMBERS_OF] + group + 1]):
        squad = t[k]
        for slot in range(start, start + periods):
            session = s[s[SQUAD_AT] + squad * t[SLOTS] + slot]
            if session != NONE and not _eject(t, s, session):
                return False
        if not _clear_week(t, s, squad, t[t[SLOT_WEEK] + start]):
            return False
    return True


@compiled
def _clear_week(t: Array, s: Array, squad: int, week: int) -> bool:
    row = s[SQUAD_LIST] + squad * t[SLOTS]
    while s[s[WEEK_COUNT] + squad * t[WEEKS] + week] >= t[PER_WEEK]:
        found = NONE
        for k in range(row, row + s[s[SQUAD_COUNT] + squad]):
            if t[t[SLOT_WEEK] + s[s[S_START] + s[k]]] == week and not s[s[S_PINNED] + s[k]]:
                found = s[k]
        if found == NONE or not _eject(t, s, found):
            return False
    return True


@compiled
def _clear_venue(t: Array, s: Array, dice: Dice, offer: int, start: int, request: int) -> bool:
    """See to it that one fitting venue is free."""
    if free_venue(t, s, offer, start, request) != NONE:
        return True
    asked = NONE if request == NONE else t[t[REQUEST_VENUE] + request]
    venue = some_of(t, dice, VENUES_OF, offer) if asked == NONE else asked
    periods = t[t[ACT_PERIODS] + t[t[OFFER_ACT] + offer]]
    if venue == NONE or not venue_opens(t, venue, start, periods) or t[t[VENUE_SHARED] + venue]:
        return False
    for slot in range(start, start + periods):
        session = s[s[VENUE_AT] + venue * t[SLOTS] + slot]
        if session != NONE and not _eject(t, s, session):
            return False
    return True


@compiled
def _clear_people(t: Array, s: Array, dice: Dice, offer: int, start: int) -> bool:
    """Push out what the own counselor leads then; where there is none, what some qualified person leads."""
    act = t[t[OFFER_ACT] + offer]
    own, periods = t[t[GROUP_OWN] + t[t[OFFER_GROUP] + offer]], t[t[ACT_PERIODS] + act]
    for k in range(t[t[ACT_POSTS] + act]):
        kind = t[t[ACT_KIND] + act * t[POSTS] + k]
        person = own if own != NONE and t[t[KIND_FITS] + kind * t[STAFF] + own] else some_of(t, dice, STAFF_OF, kind)
        if person == NONE or not person_opens(t, person, start, periods):
            continue
        if person != own and below(dice, TWO) == 0:
            continue
        for slot in range(start, start + periods):
            session = s[s[STAFF_AT] + person * t[SLOTS] + slot]
            if session != NONE and not _eject(t, s, session):
                return False
    return True
