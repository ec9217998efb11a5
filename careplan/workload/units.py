"""Whole numbers for work and money: thousandths of a workload unit, fen. Nothing here is ever rounded away.

One workload unit is one lesson of 40 minutes (S51). Money is whole fen (S52).
"""

from __future__ import annotations

from collections.abc import Sequence

UNIT = 1000
"""Thousandths in a workload unit."""
LESSON_MINUTES = 40


def half_up(value: int, divisor: int) -> int:
    """value ÷ divisor as a whole number, halves away from zero: 5 ÷ 2 = 3, −5 ÷ 2 = −3."""
    whole = (2 * abs(value) + divisor) // (2 * divisor)
    return whole if value >= 0 else -whole


def split(whole: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Parts of `whole` (not negative) in the ratio of the weights, whose sum is exactly `whole`.

    By the largest remainder: everybody gets the whole part, what is left goes one by one to the largest remainders,
    equal ones in the order given. Weights that are all 0 count as equal ones.
    """
    if not any(weights):
        weights = [1] * len(weights)
    total = sum(weights)
    parts = [whole * weight // total for weight in weights]
    by_remainder = sorted(range(len(parts)), key=lambda place: (-(whole * weights[place] % total), place))
    for place in by_remainder[: whole - sum(parts)]:
        parts[place] += 1
    return tuple(parts)


def units_text(milli: int) -> str:
    """1500 → "1.5"; −250 → "-0.25"; 2000 → "2"."""
    sign, rest = ("-" if milli < 0 else ""), abs(milli)
    return f"{sign}{rest // UNIT:,}.{rest % UNIT:03}".rstrip("0").rstrip(".")


def yuan_text(fen: int) -> str:
    """123450 → "1234.50": as a finance office's sheet has it."""
    sign, rest = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}{rest // 100}.{rest % 100:02}"
