"""Compiled: put a request at its place, and take it away again."""

from __future__ import annotations

from careplan.scheduling.compiled import compiled
from careplan.scheduling.placing import layout as at
from careplan.scheduling.placing.layout import ALONE, FREE, Array
from careplan.scheduling.placing.overfull import counter_of


@compiled
def put(t: Array, s: Array, request: int, offer: int, start: int) -> None:
    """Place a request where nothing is in its way, in the venue and with the crew last chosen."""
    s[s[at.AT] + request] = start
    s[s[at.OFFER] + request] = offer
    s[s[at.ROOM] + request] = s[at.ROOM_CHOICE]
    for post in range(t[at.POSTS]):
        s[s[at.CREW] + request * t[at.POSTS] + post] = s[s[at.CREW_CHOICE] + post]
    fill(t, s, request, request)
    s[s[at.ENTRIES] + request] = 0
    if t[at.COUNTERS] > 0:
        count_in(t, s, request)


@compiled
def take(t: Array, s: Array, request: int) -> None:
    """Take a request away from its place."""
    fill(t, s, request, FREE)
    first = request * t[at.WIDEST]
    for entry in range(first, first + s[s[at.ENTRIES] + request]):
        unlink(s, entry)
    s[s[at.AT] + request] = FREE


@compiled
def fill(t: Array, s: Array, request: int, mark: int) -> None:
    """Write a mark into every slot that a placed request takes up."""
    ask, offer, venue = t[t[at.ASK_OF] + request], s[s[at.OFFER] + request], s[s[at.ROOM] + request]
    start = s[s[at.AT] + request]
    end = start + t[t[at.PERIODS] + ask]
    group = t[t[at.GROUP] + offer]
    for i in range(t[t[at.MEMBERS] + group], t[t[at.MEMBERS] + group + 1]):
        fill_row(s, s[at.SQUAD_AT] + t[i] * t[at.SLOTS], start, end, mark)
    for post in range(t[t[at.POST_FIRST] + ask + 1] - t[t[at.POST_FIRST] + ask]):
        person = s[s[at.CREW] + request * t[at.POSTS] + post]
        fill_row(s, s[at.STAFF_AT] + person * t[at.SLOTS], start, end, mark)
    if t[t[at.TAKES] + venue] == ALONE:
        fill_row(s, s[at.VENUE_AT] + venue * t[at.SLOTS], start, end, mark)
    else:
        row = s[at.PUPILS_AT] + venue * t[at.SLOTS]
        for place in range(row + start, row + end):
            s[place] += -t[t[at.PUPILS] + offer] if mark == FREE else t[t[at.PUPILS] + offer]


@compiled
def fill_row(s: Array, row: int, start: int, end: int, mark: int) -> None:
    for place in range(row + start, row + end):
        s[place] = mark


@compiled
def count_in(t: Array, s: Array, request: int) -> None:
    """Count a placed request towards every limit that it has a part in."""
    ask, offer, start = t[t[at.ASK_OF] + request], s[s[at.OFFER] + request], s[s[at.AT] + request]
    for entry in range(t[t[at.COUNTS] + offer], t[t[at.COUNTS] + offer + 1], 3):
        link(t, s, request, counter_of(t, entry, start), t[entry + 2])
    periods = t[t[at.PERIODS] + ask]
    for post in range(t[t[at.POST_FIRST] + ask + 1] - t[t[at.POST_FIRST] + ask]):
        person = s[s[at.CREW] + request * t[at.POSTS] + post]
        week, term = t[t[at.STAFF_WEEK] + person], t[t[at.STAFF_TERM] + person]
        if week != FREE:
            link(t, s, request, week + t[t[at.SLOT_WEEK] + start], periods)
        if term != FREE:
            link(t, s, request, term + t[t[at.SLOT_TERM] + start], periods)


@compiled
def link(t: Array, s: Array, request: int, counter: int, amount: int) -> None:
    """Put an entry at the head of a counter's list."""
    entry = request * t[at.WIDEST] + s[s[at.ENTRIES] + request]
    s[s[at.ENTRIES] + request] += 1
    s[s[at.ENTRY_COUNTER] + entry] = counter
    s[s[at.ENTRY_AMOUNT] + entry] = amount
    following = s[s[at.HEAD] + counter]
    s[s[at.BEFORE] + entry] = FREE
    s[s[at.AFTER] + entry] = following
    if following != FREE:
        s[s[at.BEFORE] + following] = entry
    s[s[at.HEAD] + counter] = entry
    s[s[at.COUNT] + counter] += amount


@compiled
def unlink(s: Array, entry: int) -> None:
    """Take an entry out of its counter's list."""
    counter = s[s[at.ENTRY_COUNTER] + entry]
    s[s[at.COUNT] + counter] -= s[s[at.ENTRY_AMOUNT] + entry]
    before, following = s[s[at.BEFORE] + entry], s[s[at.AFTER] + entry]
    if before == FREE:
        s[s[at.HEAD] + counter] = following
    else:
        s[s[at.AFTER] + before] = following
    if following != FREE:
        s[s[at.BEFORE] + following] = before
