"""Compiled: chance from a seed (xorshift64*), the same on every machine; one array of one number for each walk."""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray

from careplan.scheduling.compiled import compiled

Dice = NDArray[np.uint64]

TWELVE, TWENTY_FIVE, TWENTY_SEVEN, HIGH = np.uint64(12), np.uint64(25), np.uint64(27), np.uint64(33)
FACTOR = np.uint64(2685821657736338717)
SPAN = 1 << 31
TWO, THREE, THOUSAND = (cast(int, np.int64(value)) for value in (2, 3, 1024))  # chances


def dice_of(seed: int) -> Dice:
    """Dice for a seed; near seeds give unlike rolls."""
    return np.array([(seed * 0x9E3779B97F4A7C15 + 0x1234567) % (1 << 64) or 1], dtype=np.uint64)


@compiled
def roll(dice: Dice) -> int:
    """A whole number below 2**31."""
    x = dice[0]
    x ^= x >> TWELVE
    x ^= x << TWENTY_FIVE
    x ^= x >> TWENTY_SEVEN
    dice[0] = x
    return np.int64((x * FACTOR) >> HIGH)  # type: ignore[return-value]  # int and int64 are one to numba


@compiled
def below(dice: Dice, number: int) -> int:
    """A whole number from 0 to `number` - 1; `number` is at least 1."""
    return (roll(dice) * number) >> 31


@compiled
def fraction(dice: Dice) -> float:
    """A number above 0, up to 1."""
    return (roll(dice) + 1) / SPAN
