"""Who tells the plan in which months help came thinly: a package further down the way, which keeps the records of help.

It registers here once, when the application is made; the plans know none of it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from careplan.plans.lean import Lean

Reader = Callable[[date], Lean]
"""From a day to the twelve whole calendar months before that day's own."""
_readers: list[Reader] = []


def tell_lean(reader: Reader) -> None:
    """Register who reads the records."""
    if reader not in _readers:
        _readers.append(reader)


def lean_now(day: date) -> Lean:
    """What the records say on a day; nothing where nobody reads any."""
    return _readers[0](day) if _readers else Lean()
