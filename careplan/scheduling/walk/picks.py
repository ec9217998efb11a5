"""Compiled: who and what is free, and which room and people a session gets."""

from __future__ import annotations

from careplan.scheduling.compiled import compiled
from careplan.scheduling.walk.dice import Dice, below, roll
from careplan.scheduling.walk.journal import add
from careplan.scheduling.walk.layout import (
    ACT_KIND,
    ACT_PERIODS,
    ACT_POSTS,
    CREW,
    GROUP_OWN,
    GROUP_PUPILS,
    HELD,
    KIND_FITS,
    LIVE,
    LOAD,
    LOAD_TERM,
    LOAD_WEEK,
    MEMBERS_OF,
    NONE,
    OFFER_ACT,
    OFFER_GROUP,
    OFFER_OPEN,
    PER_WEEK,
    POSTS,
    REQUEST_STAFF,
    REQUEST_START,
    REQUEST_VENUE,
    S_STAFF,
    SLOT_TERM,
    SLOT_WEEK,
    SLOTS,
    SQUAD_AT,
    STAFF,
    STAFF_AT,
    STAFF_OF,
    STAFF_OPEN,
    STAFF_TERM,
    STAFF_WEEK,
    TERMS,
    VENUE_AT,
    VENUE_CAPACITY,
    VENUE_OPEN,
    VENUE_PUPILS,
    VENUE_SHARED,
    VENUES_OF,
    WEEK_COUNT,
    WEEKS,
    Array,
)

TRIES = 4  # people drawn at random before everybody is looked at


@compiled
def place(t: Array, s: Array, dice: Dice, offer: int, start: int, request: int) -> int:
    """Put a session with a free room and free people, or answer NONE where there are none."""
    if t[t[OFFER_OPEN] + offer * t[SLOTS] + start] == 0 or not squads_free(t, s, offer, start):
        return NONE
    if request != NONE and not _asked_then(t, request, start):
        return NONE
    venue = free_venue(t, s, offer, start, request)
    if venue == NONE or not find_crew(t, s, dice, offer, start, request):
        return NONE
    return add_with_crew(t, s, offer, start, venue, request)


@compiled
def _asked_then(t: Array, request: int, start: int) -> bool:
    asked = t[t[REQUEST_START] + request]
    return asked == NONE or asked == start


@compiled
def add_with_crew(t: Array, s: Array, offer: int, start: int, venue: int, request: int) -> int:
    """Put a session with the people of `s[CREW]`."""
    session = s[s[LIVE] + s[HELD]]
    for k in range(t[POSTS]):
        s[s[S_STAFF] + session * t[POSTS] + k] = s[s[CREW] + k]
    return add(t, s, offer, start, venue, request)


@compiled
def squads_free(t: Array, s: Array, offer: int, start: int) -> bool:
    """Whether every squad of the offer's group has nothing then, and room in that week."""
    group, periods = t[t[OFFER_GROUP] + offer], t[t[ACT_PERIODS] + t[t[OFFER_ACT] + offer]]
    week = t[t[SLOT_WEEK] + start]
    for k in range(t[t[MEMBERS_OF] + group], t[t[MEMBERS_OF] + group + 1]):
        squad = t[k]
        if s[s[WEEK_COUNT] + squad * t[WEEKS] + week] >= t[PER_WEEK]:
            return False
        for slot in range(start, start + periods):
            if s[s[SQUAD_AT] + squad * t[SLOTS] + slot] != NONE:
                return False
    return True


@compiled
def venue_opens(t: Array, venue: int, start: int, periods: int) -> bool:
    for slot in range(start, start + periods):
        if t[t[VENUE_OPEN] + venue * t[SLOTS] + slot] == 0:
            return False
    return True


@compiled
def venue_free(t: Array, s: Array, venue: int, start: int, periods: int, pupils: int) -> bool:
    """Whether a venue is open and takes so many pupils more."""
    if not venue_opens(t, venue, start, periods):
        return False
    row = venue * t[SLOTS]
    if t[t[VENUE_SHARED] + venue]:
        for slot in range(start, start + periods):
            if s[s[VENUE_PUPILS] + row + slot] + pupils > t[t[VENUE_CAPACITY] + venue]:
                return False
        return True
    for slot in range(start, start + periods):
        if s[s[VENUE_AT] + row + slot] != NONE:
            return False
    return True


@compiled
def free_venue(t: Array, s: Array, offer: int, start: int, request: int) -> int:
    """The least wanted venue that is free, or NONE."""
    periods, pupils = t[t[ACT_PERIODS] + t[t[OFFER_ACT] + offer]], t[t[GROUP_PUPILS] + t[t[OFFER_GROUP] + offer]]
    asked = NONE if request == NONE else t[t[REQUEST_VENUE] + request]
    for k in range(t[t[VENUES_OF] + offer], t[t[VENUES_OF] + offer + 1]):
        venue = t[k]
        if (asked == NONE or asked == venue) and venue_free(t, s, venue, start, periods, pupils):
            return venue
    return NONE


@compiled
def person_opens(t: Array, person: int, start: int, periods: int) -> bool:
    for slot in range(start, start + periods):
        if t[t[STAFF_OPEN] + person * t[SLOTS] + slot] == 0:
            return False
    return True


@compiled
def person_free(t: Array, s: Array, person: int, start: int, periods: int) -> bool:
    """Whether somebody is there, has nothing else then, and has periods left in the week and the term."""
    if not person_opens(t, person, start, periods):
        return False
    for slot in range(start, start + periods):
        if s[s[STAFF_AT] + person * t[SLOTS] + slot] != NONE:
            return False
    week = s[s[LOAD_WEEK] + person * t[WEEKS] + t[t[SLOT_WEEK] + start]] + periods
    term = s[s[LOAD_TERM] + person * t[TERMS] + t[t[SLOT_TERM] + start]] + periods
    return week <= t[t[STAFF_WEEK] + person] and term <= t[t[STAFF_TERM] + person]


@compiled
def find_crew(t: Array, s: Array, dice: Dice, offer: int, start: int, request: int) -> bool:
    """People for all posts of an offer at a time, written to `s[CREW]`; the squad's own counselor first."""
    act = t[t[OFFER_ACT] + offer]
    posts, periods = t[t[ACT_POSTS] + act], t[t[ACT_PERIODS] + act]
    for k in range(t[POSTS]):
        s[s[CREW] + k] = NONE
    if request != NONE and posts > 0 and t[t[REQUEST_STAFF] + request * t[POSTS]] != NONE:
        return _asked_crew(t, s, act, request, start)
    _own_first(t, s, t[t[GROUP_OWN] + t[t[OFFER_GROUP] + offer]], act, start)
    for k in range(posts):
        if s[s[CREW] + k] == NONE:
            person = _somebody(t, s, dice, t[t[ACT_KIND] + act * t[POSTS] + k], start, periods)
            if person == NONE:
                return False
            s[s[CREW] + k] = person
    return True


@compiled
def _asked_crew(t: Array, s: Array, act: int, request: int, start: int) -> bool:
    """The people whom a request names, where they are qualified, different and free."""
    for k in range(t[t[ACT_POSTS] + act]):
        person = t[t[REQUEST_STAFF] + request * t[POSTS] + k]
        fits = t[t[KIND_FITS] + t[t[ACT_KIND] + act * t[POSTS] + k] * t[STAFF] + person] != 0
        if not fits or in_crew(t, s, person) or not person_free(t, s, person, start, t[t[ACT_PERIODS] + act]):
            return False
        s[s[CREW] + k] = person
    return True


@compiled
def _own_first(t: Array, s: Array, own: int, act: int, start: int) -> None:
    """Give the own counselor a post where possible, and the first such post."""
    if own == NONE or not person_free(t, s, own, start, t[t[ACT_PERIODS] + act]):
        return
    for k in range(t[t[ACT_POSTS] + act]):
        if t[t[KIND_FITS] + t[t[ACT_KIND] + act * t[POSTS] + k] * t[STAFF] + own]:
            s[s[CREW] + k] = own
            return


@compiled
def in_crew(t: Array, s: Array, person: int) -> bool:
    for k in range(t[POSTS]):
        if s[s[CREW] + k] == person:
            return True
    return False


@compiled
def _somebody(t: Array, s: Array, dice: Dice, kind: int, start: int, periods: int) -> int:
    """Somebody qualified and free: of a few drawn at random who has least to do, else whoever there is."""
    first, last = t[t[STAFF_OF] + kind], t[t[STAFF_OF] + kind + 1]
    if first == last:
        return NONE
    best = NONE
    for _ in range(TRIES):
        person = t[first + below(dice, last - first)]
        if not in_crew(t, s, person) and person_free(t, s, person, start, periods):
            if best == NONE or s[s[LOAD] + person] < s[s[LOAD] + best]:
                best = person
            elif roll(dice) & 1:
                break
    if best != NONE:
        return best
    offset = below(dice, last - first)
    for i in range(last - first):
        person = t[first + (offset + i) % (last - first)]
        if not in_crew(t, s, person) and person_free(t, s, person, start, periods):
            return person
    return NONE
