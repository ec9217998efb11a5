"""What closes the whole year at once: no slots, or no session in any week. Said once, not of each rule."""

from __future__ import annotations

from collections.abc import Iterator

from careplan.scheduling.offers import Offers
from careplan.scheduling.preflight.finding import Finding
from careplan.scheduling.preflight.supply import ruled
from careplan.scheduling.problem import Problem
from careplan.scheduling.useful import concerns


def no_slots(offers: Offers) -> Iterator[Finding]:
    """A year without a single teaching period; who asks for a session asks in vain."""
    problem = offers.space.problem
    if not problem.slots:
        asking = tuple(_asking(problem))
        yield Finding("no_slots", asking, bool(asking))


def no_week(offers: Offers) -> Iterator[Finding]:
    """No session in any week, and nobody asks for one: nothing is broken, but the plan will be empty."""
    problem = offers.space.problem
    if problem.rules.sessions_per_week == 0 and not any(_asking(problem)):
        yield Finding("no_week", ("rules.sessions_per_week",), False)


def _asking(problem: Problem) -> Iterator[str]:
    """What cannot be kept without a session."""
    for reference, rule, _ in ruled(problem):
        if rule.min and any(concerns(rule, squad.id) for squad in problem.squads):
            yield reference
    yield from (f"requests[{i}]" for i in range(len(problem.requests)))
