"""Compiled: what a move changed, so that it can be taken back exactly."""

from __future__ import annotations

from careplan.scheduling.compiled import compiled
from careplan.scheduling.walk.layout import (
    HELD,
    JOURNAL,
    JOURNAL_WIDTH,
    JOURNALLED,
    LIVE,
    POSTS,
    S_OFFER,
    S_PINNED,
    S_REQUEST,
    S_STAFF,
    S_START,
    S_VENUE,
    Array,
)
from careplan.scheduling.walk.sessions import put, take

PUT, TAKEN = 0, 1


@compiled
def add(t: Array, s: Array, offer: int, start: int, venue: int, request: int) -> int:
    """Put a new session with the people written at its place already (see `next_place`)."""
    session = s[s[LIVE] + s[HELD]]
    s[s[S_OFFER] + session] = offer
    s[s[S_START] + session] = start
    s[s[S_VENUE] + session] = venue
    s[s[S_REQUEST] + session] = request
    s[s[S_PINNED] + session] = 0
    put(t, s, session)
    s[s[JOURNAL] + s[JOURNALLED] * (JOURNAL_WIDTH + t[POSTS])] = PUT
    s[s[JOURNAL] + s[JOURNALLED] * (JOURNAL_WIDTH + t[POSTS]) + 1] = session
    s[JOURNALLED] += 1
    return session


@compiled
def remove(t: Array, s: Array, session: int) -> None:
    """Take a session out, and remember all of it."""
    row = s[JOURNAL] + s[JOURNALLED] * (JOURNAL_WIDTH + t[POSTS])
    s[row] = TAKEN
    s[row + 1] = s[s[S_OFFER] + session]
    s[row + 2] = s[s[S_START] + session]
    s[row + 3] = s[s[S_VENUE] + session]
    s[row + 4] = s[s[S_REQUEST] + session]
    s[row + 5] = s[s[S_PINNED] + session]
    for k in range(t[POSTS]):
        s[row + JOURNAL_WIDTH + k] = s[s[S_STAFF] + session * t[POSTS] + k]
    s[JOURNALLED] += 1
    take(t, s, session)


@compiled
def undo(t: Array, s: Array) -> None:
    """Take every change back, the last one first: the plan is as it was."""
    while s[JOURNALLED] > 0:
        s[JOURNALLED] -= 1
        row = s[JOURNAL] + s[JOURNALLED] * (JOURNAL_WIDTH + t[POSTS])
        if s[row] == PUT:
            take(t, s, s[row + 1])
            continue
        session = s[s[LIVE] + s[HELD]]
        s[s[S_OFFER] + session] = s[row + 1]
        s[s[S_START] + session] = s[row + 2]
        s[s[S_VENUE] + session] = s[row + 3]
        s[s[S_REQUEST] + session] = s[row + 4]
        s[s[S_PINNED] + session] = s[row + 5]
        for k in range(t[POSTS]):
            s[s[S_STAFF] + session * t[POSTS] + k] = s[row + JOURNAL_WIDTH + k]
        put(t, s, session)
