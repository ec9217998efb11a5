"""What holds across squads: people's limits, the money, and the sessions that were asked for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from careplan.scheduling.agenda import Agenda, Held
from careplan.scheduling.problem import Request
from careplan.scheduling.rules.rule import Fault


def max_per_week(plan: Agenda) -> Iterator[Fault]:
    limits = {person.id: person.max_per_week for person in plan.problem.staff}
    yield from _limited(plan, "max_per_week", limits)


def max_per_term(plan: Agenda) -> Iterator[Fault]:
    limits = {person.id: person.max_per_term for person in plan.problem.staff}
    yield from _limited(plan, "max_per_term", limits)


def _limited(plan: Agenda, key: str, limits: dict[str, int | None]) -> Iterator[Fault]:
    periods: Counter[tuple[str, str]] = Counter()
    numbers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for held in plan.held:
        when = str(held.start.week) if key == "max_per_week" else held.start.term
        for person in held.people:
            periods[person, when] += held.activity.periods
            numbers[person, when].append(held.number)
    for (person, when), count in periods.items():
        limit = limits[person]
        if limit is not None and count > limit:
            yield Fault(f"staff.{person}.{key}", tuple(numbers[person, when]), person, when, count, limit)


def budget(plan: Agenda) -> Iterator[Fault]:
    limit = plan.problem.rules.budget
    spent = sum(held.activity.cost for held in plan.held)
    if limit is not None and spent > limit:
        yield Fault("rules.budget", has=spent, limit=limit)


def requests(plan: Agenda) -> Iterator[Fault]:
    """Each request must have a session of its own: a matching, found by augmenting paths."""
    by_activity: dict[str, list[Held]] = defaultdict(list)
    for held in plan.held:
        by_activity[held.activity.id].append(held)
    fitting = [
        [held.number for held in by_activity[request.activity] if fits(request, held)]
        for request in plan.problem.requests
    ]
    holder: dict[int, int] = {}
    for number in range(len(fitting)):
        if not _place(number, fitting, holder):
            yield Fault(f"requests[{number}]")


def fits(request: Request, held: Held) -> bool:
    """Whether a session is what the request asks for."""
    session = held.session
    return (
        request.activity == session.activity
        and request.group in (None, session.group)
        and request.start in (None, session.start)
        and request.venue in (None, session.venue)
        and request.staff in (None, session.staff)
    )


def _place(request: int, fitting: list[list[int]], holder: dict[int, int]) -> bool:
    """Give the request a session, moving others on where that helps (breadth first)."""
    came_from: dict[int, int] = {}  # session -> the request that wants it
    waiting = [request]
    for asker in waiting:
        for session in fitting[asker]:
            if session in came_from:
                continue
            came_from[session] = asker
            if session not in holder:
                _shift(session, request, came_from, holder)
                return True
            waiting.append(holder[session])
    return False


def _shift(session: int, request: int, came_from: dict[int, int], holder: dict[int, int]) -> None:
    """Follow the path back: each request on it takes the session it wanted and leaves its old one."""
    held_by = {asker: place for place, asker in holder.items()}
    while True:
        asker = came_from[session]
        left = held_by.get(asker)
        holder[session] = asker
        if asker == request or left is None:
            return
        session = left
