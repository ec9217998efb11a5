"""Compiled: what stands in the way of a request at a place, and which venue and people would push out the least.

A look at a place stamps every request in the way and lists it among the hits; its damage is the sum of their weights.
"""

from __future__ import annotations

from careplan.scheduling.compiled import compiled
from careplan.scheduling.placing import layout as at
from careplan.scheduling.placing.layout import ALONE, CLOSED, FREE, HUGE, SHARED, Array
from careplan.scheduling.placing.overfull import hit, limits_damage, shared_damage


@compiled
def damage(t: Array, s: Array, request: int, offer: int, start: int, most: int) -> int:
    """The damage of a place with the best venue and people for it; above `most` it is not looked at further."""
    s[at.LOOK] += 1
    s[at.HITS] = 0
    ask = t[t[at.ASK_OF] + request]
    end = start + t[t[at.PERIODS] + ask]
    cost = squads_damage(t, s, t[t[at.GROUP] + offer], start, end, most)
    if cost <= most:
        cost += posts_damage(t, s, ask, start, end)
    if cost <= most:
        cost += venue_damage(t, s, offer, start, end)
    if cost <= most and t[at.COUNTERS] > 0:
        cost += limits_damage(t, s, ask, offer, start)
    return cost


@compiled
def squads_damage(t: Array, s: Array, group: int, start: int, end: int, most: int) -> int:
    cost = 0
    for i in range(t[t[at.MEMBERS] + group], t[t[at.MEMBERS] + group + 1]):
        row = s[at.SQUAD_AT] + t[i] * t[at.SLOTS]
        for place in range(row + start, row + end):
            if s[place] >= 0:
                cost += hit(s, s[place])
                if cost > most:
                    return cost
    return cost


@compiled
def row_damage(s: Array, there: int, before: int) -> int:
    """What pushing out one request costs that was not in the way yet; `before` was counted a moment ago."""
    if there == CLOSED:
        return HUGE
    if there in (FREE, before) or s[s[at.STAMP] + there] == s[at.LOOK]:
        return 0
    return s[s[at.WEIGHT] + there]


@compiled
def posts_damage(t: Array, s: Array, ask: int, start: int, end: int) -> int:
    """For each post the person whose other sessions weigh least; all of them are written as the crew's choice."""
    cost = 0
    first = t[t[at.POST_FIRST] + ask]
    for post in range(first, t[t[at.POST_FIRST] + ask + 1]):
        best, least = FREE, HUGE
        for i in range(t[t[at.ABLE] + post], t[t[at.ABLE] + post + 1]):
            one = person_damage(t, s, t[i], post - first, start, end)
            if one < least:
                best, least = t[i], one
                if one == 0:
                    break
        if best == FREE:
            return HUGE
        s[s[at.CREW_CHOICE] + post - first] = best
        cost += strike_row(s, s[at.STAFF_AT] + best * t[at.SLOTS], start, end)
    return cost


@compiled
def strike_row(s: Array, row: int, start: int, end: int) -> int:
    """Count all that is in some slots of a row as in the way."""
    cost = 0
    for place in range(row + start, row + end):
        if s[place] >= 0:
            cost += hit(s, s[place])
    return cost


@compiled
def person_damage(t: Array, s: Array, person: int, posts: int, start: int, end: int) -> int:
    """The weight of a person's sessions in the way; a limit that is reached weighs a little too."""
    for post in range(posts):
        if s[s[at.CREW_CHOICE] + post] == person:
            return HUGE
    cost, before = 0, FREE
    row = s[at.STAFF_AT] + person * t[at.SLOTS]
    for place in range(row + start, row + end):
        cost += row_damage(s, s[place], before)
        before = s[place]
    week, term = t[t[at.STAFF_WEEK] + person], t[t[at.STAFF_TERM] + person]
    if week != FREE:
        cost += is_reached(t, s, week + t[t[at.SLOT_WEEK] + start], end - start)
    if term != FREE:
        cost += is_reached(t, s, term + t[t[at.SLOT_TERM] + start], end - start)
    return cost


@compiled
def is_reached(t: Array, s: Array, counter: int, amount: int) -> int:
    """1 where a limit leaves no room for an amount."""
    return 1 if s[s[at.COUNT] + counter] + amount > t[t[at.MOST] + counter] else 0


@compiled
def venue_damage(t: Array, s: Array, offer: int, start: int, end: int) -> int:
    """Choose the venue whose other sessions weigh least; it is written as the choice of room."""
    best, least = FREE, HUGE
    for i in range(t[t[at.VENUES] + offer], t[t[at.VENUES] + offer + 1]):
        one = room_damage(t, s, offer, t[i], start, end)
        if one < least:
            best, least = t[i], one
            if one == 0:
                break
    if best == FREE:
        return HUGE
    s[at.ROOM_CHOICE] = best
    if least == 0:
        return 0
    if t[t[at.TAKES] + best] == ALONE:
        return strike_row(s, s[at.VENUE_AT] + best * t[at.SLOTS], start, end)
    return shared_damage(t, s, offer, best, start, end)


@compiled
def room_damage(t: Array, s: Array, offer: int, venue: int, start: int, end: int) -> int:
    """The weight of the sessions in the way in a venue; a shared one that is too full weighs one a slot."""
    cost, before = 0, FREE
    takes = t[t[at.TAKES] + venue]
    for slot in range(start, end):
        place = venue * t[at.SLOTS] + slot
        there = s[s[at.VENUE_AT] + place]
        cost += row_damage(s, there, before)
        before = there
        if takes == SHARED and s[s[at.PUPILS_AT] + place] + t[t[at.PUPILS] + offer] > t[t[at.CAPACITY] + venue]:
            cost += 1
    return cost
