"""Compiled: moves that leave a session where it is and change who holds it."""

from __future__ import annotations

from careplan.scheduling.compiled import compiled
from careplan.scheduling.walk.dice import Dice, below, roll
from careplan.scheduling.walk.journal import remove
from careplan.scheduling.walk.layout import (
    ACT_KIND,
    ACT_PERIODS,
    ACT_POSTS,
    CREW,
    KIND_FITS,
    NONE,
    OFFER_ACT,
    POSTS,
    REQUEST_STAFF,
    S_OFFER,
    S_PINNED,
    S_REQUEST,
    S_STAFF,
    S_START,
    S_VENUE,
    SLOTS,
    STAFF,
    STAFF_AT,
    STAFF_OF,
    Array,
)
from careplan.scheduling.walk.moves import some_of, some_session
from careplan.scheduling.walk.picks import add_with_crew, person_free


@compiled
def restaff(t: Array, s: Array, dice: Dice) -> bool:
    """Somebody else at one post; who is busy elsewhere exchanges posts, and so does every second who is not."""
    session = some_session(s, dice)
    if session == NONE:
        return False
    offer, request = s[s[S_OFFER] + session], s[s[S_REQUEST] + session]
    act = t[t[OFFER_ACT] + offer]
    if t[t[ACT_POSTS] + act] == 0 or (request != NONE and t[t[REQUEST_STAFF] + request * t[POSTS]] != NONE):
        return False
    post = below(dice, t[t[ACT_POSTS] + act])
    person = some_of(t, dice, STAFF_OF, t[t[ACT_KIND] + act * t[POSTS] + post])
    now = s[s[S_STAFF] + session * t[POSTS] + post]
    if person == NONE or person == now:
        return False
    other = s[s[STAFF_AT] + person * t[SLOTS] + s[s[S_START] + session]]
    if other == session:
        return False
    if other == NONE and roll(dice) & 1:
        other = _session_of(t, s, dice, person)
    if other == NONE:
        return _with(t, s, session, post, person)
    return _exchange_posts(t, s, session, post, person, other, now)


@compiled
def _session_of(t: Array, s: Array, dice: Dice, person: int) -> int:
    """A session of somebody, the first after a random time: to exchange posts leaves both their loads as they are."""
    row, first = s[STAFF_AT] + person * t[SLOTS], below(dice, t[SLOTS])
    for i in range(t[SLOTS]):
        session = s[row + (first + i) % t[SLOTS]]
        if session >= 0:
            return session
    return NONE


@compiled
def _write_crew(t: Array, s: Array, session: int, post: int, person: int) -> None:
    for k in range(t[POSTS]):
        s[s[CREW] + k] = s[s[S_STAFF] + session * t[POSTS] + k]
    s[s[CREW] + post] = person


@compiled
def _with(t: Array, s: Array, session: int, post: int, person: int) -> bool:
    """The same session with somebody else at a post."""
    offer, start, venue = s[s[S_OFFER] + session], s[s[S_START] + session], s[s[S_VENUE] + session]
    request = s[s[S_REQUEST] + session]
    _write_crew(t, s, session, post, person)
    remove(t, s, session)
    if not person_free(t, s, person, start, t[t[ACT_PERIODS] + t[t[OFFER_ACT] + offer]]):
        return False
    add_with_crew(t, s, offer, start, venue, request)
    return True


@compiled
def _exchange_posts(t: Array, s: Array, session: int, post: int, person: int, other: int, now: int) -> bool:
    """`person` leaves the other session for this one, and `now` takes the place there."""
    request = s[s[S_REQUEST] + other]
    named = request != NONE and t[t[REQUEST_STAFF] + request * t[POSTS]] != NONE
    if s[s[S_PINNED] + other] or named:
        return False
    offer, start, venue = s[s[S_OFFER] + other], s[s[S_START] + other], s[s[S_VENUE] + other]
    act, there = t[t[OFFER_ACT] + offer], NONE
    for k in range(t[t[ACT_POSTS] + act]):
        if s[s[S_STAFF] + other * t[POSTS] + k] == person:
            there = k
        elif s[s[S_STAFF] + other * t[POSTS] + k] == now:
            return False
    if there == NONE or t[t[KIND_FITS] + t[t[ACT_KIND] + act * t[POSTS] + there] * t[STAFF] + now] == 0:
        return False
    for k in range(t[POSTS]):
        s[s[CREW] + t[POSTS] + k] = s[s[S_STAFF] + other * t[POSTS] + k]
    s[s[CREW] + t[POSTS] + there] = now
    remove(t, s, other)
    if not _with(t, s, session, post, person):
        return False
    if not person_free(t, s, now, start, t[t[ACT_PERIODS] + act]):
        return False
    for k in range(t[POSTS]):
        s[s[CREW] + k] = s[s[CREW] + t[POSTS] + k]
    add_with_crew(t, s, offer, start, venue, request)
    return True
