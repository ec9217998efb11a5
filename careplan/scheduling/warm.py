"""`python -m careplan.scheduling.warm`: compile everything that is compiled, so that no search waits for it.

What was compiled before is thrown away first: numba sees a change only in the file that it compiled.
"""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

from careplan.scheduling.columns import Space
from careplan.scheduling.feasible import find_plan
from careplan.scheduling.placing import place
from careplan.scheduling.problem import (
    Activity,
    GoalRule,
    Group,
    Post,
    Problem,
    Request,
    Rules,
    Slot,
    Squad,
    Staff,
    Venue,
    Weights,
)
from careplan.scheduling.run import Run
from careplan.scheduling.walk.tables import Tables
from careplan.scheduling.walk.walker import Walker


def forget() -> None:
    """Throw away what was compiled."""
    for pattern in ("*.nbi", "*.nbc"):
        for file in Path(__file__).parent.rglob(pattern):
            file.unlink(missing_ok=True)


def warm() -> None:
    """Call every compiled function from outside once, on the least problem that uses them."""
    space = Space(_least())
    walker = Walker(Tables(space), 1, 1)
    walker.begin_with([], frozenset())
    walker.stride(0.0, 100)
    walker.begin_with(walker.plan(), frozenset())
    run = Run(time.monotonic, 60.0)
    place(space, run)
    find_plan(space.problem, run)


def _least() -> Problem:
    slots = tuple(Slot(f"s{i}", dt.date(2026, 9, 1) + dt.timedelta(7 * i), 7, i + 1, "t1") for i in range(2))
    talk = Activity("talk", "talk", frozenset({"goal"}), 1, ("g",), frozenset({"home"}), (Post(frozenset({"lead"})),))
    return Problem(
        "least",
        slots,
        (Squad("q", 1, "p"),),
        (Group("g", ("q",)),),
        (Venue("v", frozenset({"home"}), 1),),
        (Staff("p", frozenset({"lead"})),),
        (talk,),
        Rules(goals=(GoalRule("goal", min=1),)),
        requests=(Request("talk", "g"),),
        weights=Weights(imbalance=1),
    )


if __name__ == "__main__":
    forget()
    warm()
