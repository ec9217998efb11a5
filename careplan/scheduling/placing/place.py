"""Find a plan for a problem made of requests, or as many of them as can be placed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from careplan.scheduling.columns import Plan, Space
from careplan.scheduling.placing.placer import Placement, Placer
from careplan.scheduling.run import Run

ALONE = 0.3  # seconds before other workers join the first one


def place(space: Space, run: Run) -> Plan | None:
    """A plan with every request in it, venue and staff fixed; None where none was found in the time.

    Every upper limit holds in it. For a `placeable` problem it is a legal plan.
    """
    placement = Placement(space, settled=True)
    best = search(placement, run) if placement.complete else None
    return None if best is None or best.left else best.plan()


def place_most(space: Space, run: Run) -> Plan:
    """As many requests placed as could be found in the time: nothing in it breaks a structure or an upper limit."""
    return search(Placement(space, settled=False), run).plan()


def search(placement: Placement, run: Run) -> Placer:
    """The placer that left out the fewest requests; all workers search, each with its own dice, till one is done."""
    first = Placer(placement, run.seed * 64)
    if run.workers <= 1 or first.go(run.part(ALONE)) or run.over():
        first.go(run)
        return first
    placers = [first, *(Placer(placement, run.seed * 64 + number) for number in range(1, run.workers))]
    done = Event()

    def go(placer: Placer) -> None:
        if placer.go(run, done.is_set):
            done.set()

    with ThreadPoolExecutor(len(placers)) as pool:
        list(pool.map(go, placers))
    return min(placers, key=lambda placer: placer.left)
