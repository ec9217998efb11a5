"""Compiled: the walk itself. Worse plans are taken now and then, the less the colder it is."""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from careplan.scheduling.compiled import compiled
from careplan.scheduling.walk.crews import restaff
from careplan.scheduling.walk.dice import THOUSAND, Dice, below, fraction
from careplan.scheduling.walk.journal import undo
from careplan.scheduling.walk.layout import BROKEN, BUDGET, COST, JOURNALLED, SPENT, SQUAD_AT, UNEVEN, Array
from careplan.scheduling.walk.moves import exchange, less, more, shift, swap
from careplan.scheduling.walk.push import haul, press, push

Mood = NDArray[np.float64]  # see below

WARMTH, PER_BREACH, PER_YUAN, PER_UNEVEN = range(4)
SHARES = 4  # from here on: how often, of 1024, a move of each kind or of one before it is made
KINDS = 9


@compiled
def energy(t: Array, s: Array, mood: Mood) -> float:
    """What a walk goes down on: the cost, and weights on what is broken, overspent, unevenly shared."""
    over = max(0, s[SPENT] - t[BUDGET])
    return s[COST] + mood[PER_BREACH] * s[BROKEN] + mood[PER_YUAN] * over + mood[PER_UNEVEN] * s[UNEVEN]


@compiled
def legal(t: Array, s: Array) -> bool:
    return s[BROKEN] == 0 and s[SPENT] <= t[BUDGET]


@compiled
def make(t: Array, s: Array, dice: Dice, mood: Mood) -> bool:
    """One move, of a kind drawn by its share."""
    drawn = below(dice, THOUSAND)
    if drawn < mood[SHARES]:
        return shift(t, s, dice)
    if drawn < mood[SHARES + 1]:
        return exchange(t, s, dice)
    if drawn < mood[SHARES + 2]:
        return restaff(t, s, dice)
    if drawn < mood[SHARES + 3]:
        return swap(t, s, dice)
    if drawn < mood[SHARES + 4]:
        return push(t, s, dice)
    if drawn < mood[SHARES + 5]:
        return more(t, s, dice)
    if drawn < mood[SHARES + 6]:
        return press(t, s, dice)
    if drawn < mood[SHARES + 7]:
        return haul(t, s, dice)
    return less(t, s, dice)


@compiled
def walk(t: Array, s: Array, best: Array, dice: Dice, mood: Mood, steps: int) -> int:
    """So many moves from the plan `s`. A legal plan that costs less than `best` is copied there; answers how often."""
    found = 0
    now = energy(t, s, mood)
    for _ in range(steps):
        s[JOURNALLED] = 0
        made = make(t, s, dice, mood)
        if made:
            then = energy(t, s, mood)
            made = then - now <= -mood[WARMTH] * log(fraction(dice))
        if not made:
            undo(t, s)
            continue
        now = then
        if s[COST] < best[COST] and legal(t, s):
            best[: s[SQUAD_AT]] = s[: s[SQUAD_AT]]
            found += 1
    return found
