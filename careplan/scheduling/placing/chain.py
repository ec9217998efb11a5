"""Compiled: place one request after the other; where there is no room, those go that weigh least, and get heavier.

First each request is tried once, the most pressed for time first; then whoever waits, by lot. One that could not be
placed without pushing others out weighs more from then on, so that in the end what is hard to place stays and what is
easy gives way. Weights fade, and placed requests are stirred about where that does no harm: both keep the search from
going round in circles.
"""

from __future__ import annotations

from careplan.scheduling.compiled import compiled
from careplan.scheduling.placing import layout as at
from careplan.scheduling.placing.damage import damage
from careplan.scheduling.placing.layout import FREE, HUGE, NOTHING, Array
from careplan.scheduling.placing.seat import put, take
from careplan.scheduling.walk.dice import Dice, below

TENURE = 8  # steps in which one that was pushed out does not go back where it was
STIRRED = 2  # requests that are moved after each step
FADING = 2_000  # steps after which weights fade to four fifths


@compiled
def press(t: Array, s: Array, dice: Dice, steps: int) -> bool:
    """Go on for some steps; whether everything is placed."""
    for _ in range(steps):
        if s[at.WAITING] == 0:
            return True
        s[at.STEP] += 1
        again = s[at.STEP] > t[at.REQUESTS]
        seat(t, s, dice, next_waiting(s, dice, again))
        if s[at.WAITING] < s[at.BEST]:
            remember(t, s)
        if again:
            for _ in range(STIRRED):
                stir(t, s, dice, below(dice, t[at.REQUESTS]))
        if s[at.STEP] % FADING == 0:
            fade(t, s)
    return s[at.WAITING] == 0


@compiled
def next_waiting(s: Array, dice: Dice, by_lot: bool) -> int:
    """Take the next one from those who wait."""
    s[at.WAITING] -= 1
    last = s[at.QUEUE] + s[at.WAITING]
    if by_lot:
        drawn = s[at.QUEUE] + below(dice, s[at.WAITING] + 1)
        s[drawn], s[last] = s[last], s[drawn]
    return s[last]


@compiled
def seat(t: Array, s: Array, dice: Dice, request: int) -> None:
    """Place a request where that does the least damage; what is in its way waits."""
    ask = t[t[at.ASK_OF] + request]
    best_offer, best_start, least, ties = FREE, FREE, HUGE - 1, 0
    barred = s[s[at.LEFT_AT] + request] if s[at.STEP] - s[s[at.LEFT_STEP] + request] < TENURE else FREE
    for offer in range(t[t[at.OFFER_FIRST] + ask], t[t[at.OFFER_FIRST] + ask + 1]):
        for i in range(t[t[at.STARTS] + offer], t[t[at.STARTS] + offer + 1]):
            cost = damage(t, s, request, offer, t[i], least)
            if cost > least or (t[i] == barred and cost > 0):
                continue
            ties = 1 if cost < least else ties + 1
            least = cost
            if ties == 1 or below(dice, ties) == 0:
                best_offer, best_start = offer, t[i]
    if best_start == FREE:
        shelve(s, request)
        return
    if least > 0:
        s[s[at.WEIGHT] + request] += 1
    damage(t, s, request, best_offer, best_start, HUGE)
    push_out(t, s)
    put(t, s, request, best_offer, best_start)


@compiled
def push_out(t: Array, s: Array) -> None:
    """Take away everything in the way of the place last looked at; it waits."""
    for i in range(s[at.HITS]):
        other = s[s[at.HIT] + i]
        s[s[at.LEFT_AT] + other] = s[s[at.AT] + other]
        s[s[at.LEFT_STEP] + other] = s[at.STEP]
        take(t, s, other)
        if s[at.STEP] > t[at.REQUESTS]:
            s[s[at.QUEUE] + s[at.WAITING]] = other
            s[at.WAITING] += 1
        else:
            shelve(s, other)


@compiled
def shelve(s: Array, request: int) -> None:
    """One waits behind all others."""
    for i in range(s[at.QUEUE] + s[at.WAITING], s[at.QUEUE], -1):
        s[i] = s[i - 1]
    s[s[at.QUEUE]] = request
    s[at.WAITING] += 1


@compiled
def stir(t: Array, s: Array, dice: Dice, request: int) -> None:
    """Move a placed request to another start where nothing is in its way, if there is one."""
    now = s[s[at.AT] + request]
    if now == FREE:
        return
    ask = t[t[at.ASK_OF] + request]
    best_offer, best_start, ties = FREE, FREE, 0
    for offer in range(t[t[at.OFFER_FIRST] + ask], t[t[at.OFFER_FIRST] + ask + 1]):
        for i in range(t[t[at.STARTS] + offer], t[t[at.STARTS] + offer + 1]):
            if t[i] != now and is_free(t, s, request, offer, t[i]):
                ties += 1
                if below(dice, ties) == 0:
                    best_offer, best_start = offer, t[i]
    if best_start != FREE:
        take(t, s, request)
        damage(t, s, request, best_offer, best_start, HUGE)
        push_out(t, s)
        put(t, s, request, best_offer, best_start)


@compiled
def is_free(t: Array, s: Array, request: int, offer: int, start: int) -> bool:
    """Whether nothing but a request itself is in its way at a place."""
    weight = s[s[at.WEIGHT] + request]
    s[s[at.WEIGHT] + request] = 0
    free = damage(t, s, request, offer, start, NOTHING) == 0
    s[s[at.WEIGHT] + request] = weight
    return free


@compiled
def fade(t: Array, s: Array) -> None:
    for place in range(s[at.WEIGHT], s[at.WEIGHT] + t[at.REQUESTS]):
        s[place] = max(1, s[place] * 4 // 5)


@compiled
def remember(t: Array, s: Array) -> None:
    """Keep the plan as the best so far."""
    s[at.BEST] = s[at.WAITING]
    s[at.SINCE] = s[at.STEP]
    copy(s, at.AT, at.BEST_AT, t[at.REQUESTS])
    copy(s, at.OFFER, at.BEST_OFFER, t[at.REQUESTS])
    copy(s, at.ROOM, at.BEST_ROOM, t[at.REQUESTS])
    copy(s, at.CREW, at.BEST_CREW, t[at.REQUESTS] * t[at.POSTS])


@compiled
def copy(s: Array, one: int, other: int, number: int) -> None:
    for i in range(number):
        s[s[other] + i] = s[s[one] + i]
