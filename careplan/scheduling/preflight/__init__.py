"""What is certainly wrong with a problem, said before any search: by counting, in well under a second.

Nothing here is a guess: a finding that is a `proof` leaves no plan at all; one that is not names what can never be
held, which a plan may do without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from careplan.scheduling.columns import Space
from careplan.scheduling.offers import Offers
from careplan.scheduling.preflight.closed import no_slots, no_week
from careplan.scheduling.preflight.finding import Finding
from careplan.scheduling.preflight.requested import requests_never_placed
from careplan.scheduling.preflight.supply import activities_never_held, bounds_crossed, too_few
from careplan.scheduling.preflight.together import budget_too_small, people_too_few, rooms_too_few
from careplan.scheduling.problem import Problem

CHECKS: tuple[Callable[[Offers], Iterator[Finding]], ...] = (
    requests_never_placed,
    bounds_crossed,
    too_few,
    budget_too_small,
    people_too_few,
    rooms_too_few,
    no_week,
    activities_never_held,
)
WITHOUT_SLOTS = (no_slots, bounds_crossed)  # whatever else is wrong follows from there being no time at all

__all__ = ["CHECKS", "Finding", "preflight"]


_last: list[tuple[Problem, tuple[Finding, ...]]] = []  # the command says it, and the search asks again


def preflight(problem: Problem) -> tuple[Finding, ...]:
    """Every finding, the proofs first."""
    for known, found in _last[-1:]:
        if known is problem:
            return found
    found = _preflight(problem)
    _last[:] = [(problem, found)]
    return found


def _preflight(problem: Problem) -> tuple[Finding, ...]:
    offers = Offers(Space(problem))
    found = [finding for check in (CHECKS if problem.slots else WITHOUT_SLOTS) for finding in check(offers)]
    return tuple(sorted(found, key=lambda one: not one.proof))
