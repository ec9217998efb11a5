"""Several changes as one repair, and its amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import gcd

from careplan.scheduling.problem import Problem
from careplan.scheduling.solution import Price, Repair


def parts_of(repair: Repair) -> list[Repair]:
    """Each change by itself, in order; the first one carries the price of all."""
    rest = [] if repair.then is None else parts_of(repair.then)
    return [replace(repair, then=None), *rest]


def chained(parts: Sequence[Repair]) -> Repair:
    """Changes one after the other as one repair, with the price of all."""
    found: Repair | None = None
    for one in reversed(parts):
        found = replace(one, then=found)
    if found is None:
        raise ValueError("no change at all")
    prices = [one.price for one in parts]
    return replace(found, price=_sum(prices))


def _sum(prices: Sequence[Price]) -> Price:
    """Squads are counted once: a change for all of them touches no more than all."""
    return Price(
        sum(one.people for one in prices),
        max(one.squads for one in prices),
        sum(one.lessons for one in prices),
        sum(one.money for one in prices),
    )


def range_of(problem: Problem, part: Repair) -> list[int]:
    """The amounts from the least change to the one at hand; none where a change has no amount."""
    if part.was is None or part.to is None:
        return []
    if part.kind == "budget":
        step = gcd(*(one.cost for one in problem.activities)) or 1
        return [part.to - n * step for n in range(max(1, -(-(part.to - part.was) // step)))][::-1]
    return list(range(part.was - 1, part.to - 1, -1)) if part.to < part.was else list(range(part.was + 1, part.to + 1))


def lowered(part: Repair, to: int) -> Repair:
    """The same change with another amount, and its price."""
    was, price = part.was or 0, part.price
    if part.kind == "budget":
        return replace(part, to=to, price=replace(price, money=to - was))
    far = abs((part.to or 0) - was) or 1
    return replace(part, to=to, price=replace(price, lessons=price.lessons // far * abs(to - was)))
