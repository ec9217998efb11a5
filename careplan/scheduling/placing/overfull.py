"""Compiled: who must go where a limit would be passed or a shared venue be too full: those that weigh least."""

from __future__ import annotations

from careplan.scheduling.compiled import compiled
from careplan.scheduling.placing import layout as at
from careplan.scheduling.placing.layout import FREE, HUGE, TERMLY, WEEKLY, Array


@compiled
def hit(s: Array, request: int) -> int:
    """Count a request among those in the way, once; what it weighs."""
    if s[s[at.STAMP] + request] == s[at.LOOK]:
        return 0
    s[s[at.STAMP] + request] = s[at.LOOK]
    s[s[at.HIT] + s[at.HITS]] = request
    s[at.HITS] += 1
    return s[s[at.WEIGHT] + request]


@compiled
def counter_of(t: Array, entry: int, start: int) -> int:
    """The counter that an entry of COUNTS means for a session that begins at a start."""
    if t[entry + 1] == WEEKLY:
        return t[entry] + t[t[at.SLOT_WEEK] + start]
    return t[entry] + (t[t[at.SLOT_TERM] + start] if t[entry + 1] == TERMLY else 0)


@compiled
def limits_damage(t: Array, s: Array, ask: int, offer: int, start: int) -> int:
    """What must go so that every limit holds with the chosen people."""
    cost = 0
    for entry in range(t[t[at.COUNTS] + offer], t[t[at.COUNTS] + offer + 1], 3):
        cost += counter_damage(t, s, counter_of(t, entry, start), t[entry + 2])
        if cost >= HUGE:
            return HUGE
    periods = t[t[at.PERIODS] + ask]
    for post in range(t[t[at.POST_FIRST] + ask + 1] - t[t[at.POST_FIRST] + ask]):
        person = s[s[at.CREW_CHOICE] + post]
        week, term = t[t[at.STAFF_WEEK] + person], t[t[at.STAFF_TERM] + person]
        if week != FREE:
            cost += counter_damage(t, s, week + t[t[at.SLOT_WEEK] + start], periods)
        if term != FREE:
            cost += counter_damage(t, s, term + t[t[at.SLOT_TERM] + start], periods)
        if cost >= HUGE:
            return HUGE
    return cost


@compiled
def counter_damage(t: Array, s: Array, counter: int, amount: int) -> int:
    """Hit those that weigh least among the ones that count, until there is room for the amount."""
    over = s[s[at.COUNT] + counter] + amount - t[t[at.MOST] + counter]
    if over <= 0:
        return 0
    if amount > t[t[at.MOST] + counter]:
        return HUGE
    entry = s[s[at.HEAD] + counter]
    while entry != FREE:
        if s[s[at.STAMP] + entry // t[at.WIDEST]] == s[at.LOOK]:
            over -= s[s[at.ENTRY_AMOUNT] + entry]
        entry = s[s[at.AFTER] + entry]
    cost = 0
    while over > 0:
        best = lightest(t, s, counter)
        if best == FREE:
            return HUGE
        over -= s[s[at.ENTRY_AMOUNT] + best]
        cost += hit(s, best // t[at.WIDEST])
    return cost


@compiled
def lightest(t: Array, s: Array, counter: int) -> int:
    """The entry of a counter whose request weighs least, of those not yet in the way."""
    best, least = FREE, HUGE
    entry = s[s[at.HEAD] + counter]
    while entry != FREE:
        request = entry // t[at.WIDEST]
        if s[s[at.STAMP] + request] != s[at.LOOK] and s[s[at.WEIGHT] + request] < least:
            best, least = entry, s[s[at.WEIGHT] + request]
        entry = s[s[at.AFTER] + entry]
    return best


@compiled
def shared_damage(t: Array, s: Array, offer: int, venue: int, start: int, end: int) -> int:
    """Hit the lightest sessions of a shared venue until the pupils of one more fit in every slot."""
    cost = 0
    for slot in range(start, end):
        there = s[s[at.PUPILS_AT] + venue * t[at.SLOTS] + slot] - leaving(t, s, venue, slot)
        over = there + t[t[at.PUPILS] + offer] - t[t[at.CAPACITY] + venue]
        while over > 0:
            best = lightest_in(t, s, venue, slot)
            if best == FREE:
                return HUGE
            over -= t[t[at.PUPILS] + s[s[at.OFFER] + best]]
            cost += hit(s, best)
    return cost


@compiled
def leaving(t: Array, s: Array, venue: int, slot: int) -> int:
    """The pupils of those in a venue that are in the way already."""
    pupils = 0
    for i in range(s[at.HITS]):
        request = s[s[at.HIT] + i]
        begin = s[s[at.AT] + request]
        end = begin + t[t[at.PERIODS] + t[t[at.ASK_OF] + request]]
        if s[s[at.ROOM] + request] == venue and begin <= slot < end:
            pupils += t[t[at.PUPILS] + s[s[at.OFFER] + request]]
    return pupils


@compiled
def lightest_in(t: Array, s: Array, venue: int, slot: int) -> int:
    """The session in a shared venue that weighs least, of those not yet in the way."""
    best, least = FREE, HUGE
    for squad in range(t[at.SQUADS]):
        there = s[s[at.SQUAD_AT] + squad * t[at.SLOTS] + slot]
        if there < 0 or s[s[at.ROOM] + there] != venue or s[s[at.STAMP] + there] == s[at.LOOK]:
            continue
        if s[s[at.WEIGHT] + there] < least:
            best, least = there, s[s[at.WEIGHT] + there]
    return best
