"""What could be tried against a conflict: for each of its rules one or two ladders, from a little to a lot.

Each rung loosens more than the one before it, so the first rung that is enough is the smallest repair of its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import gcd

from careplan.scheduling.problem import Problem
from careplan.scheduling.repairs.more_ladders import more_ladders
from careplan.scheduling.repairs.school_ladders import school_ladders
from careplan.scheduling.repairs.wide import Ladder, rule_of, wide_ladders
from careplan.scheduling.solution import Kind, Price, Repair

MOST_MORE = 20  # sessions or lessons that a limit is raised by at the most
FIRST: tuple[Kind, ...] = (
    "order",
    "repeats",
    "leads",
    "free",
    "drop",
    "least",
    "most",
    "budget",
    "staff",
    "train",
    "hire",
    "hours",
    "open",
    "present",
    "room",
    "season",
    "suit",
    "shorten",
    "cheaper",
    "instead",
    "every",
)
"""The likeliest to be enough come first."""

FAR: tuple[Kind, ...] = ("posts", "place", "serve", "new", "later", "weeks", "holiday")
"""What a school thinks of only where there is little else."""


def ladders(problem: Problem, conflict: Sequence[str]) -> list[Ladder]:
    """Every kind of repair in turn: of each kind the one that touches the fewest, then the next of each, and so on."""
    kinds: dict[Kind, list[Ladder]] = {kind: [] for kind in FIRST}
    for reference in conflict:
        for ladder in _of_reference(problem, reference):
            kinds.setdefault(ladder.kind, []).append(ladder)
    more = (wide_ladders, _everybody, more_ladders, school_ladders)
    for ladder in (one for kind in more for one in kind(problem, conflict)):
        kinds.setdefault(ladder.kind, []).append(ladder)
    for every in kinds.values():
        every.sort(key=_touched)
    rounds = range(max(map(len, kinds.values()), default=0))
    return [ladders[i] for i in rounds for ladders in kinds.values() if i < len(ladders)]


def _touched(ladder: Ladder) -> int:
    price = ladder.rung(0).price
    return price.people + price.squads


def _of_reference(problem: Problem, reference: str) -> Iterator[Ladder]:
    if reference == "rules.budget":
        yield _budget(problem)
    elif reference == "rules.sessions_per_week":
        yield _more("most", reference, problem.rules.sessions_per_week or 0, 3, Price(squads=len(problem.squads)), 0)
    elif reference.startswith("rules."):
        yield from _bounds(problem, reference)
    elif reference.startswith("requests["):
        yield from _request(problem, reference)
    elif reference.startswith("staff."):
        yield _leads(problem, reference)
    else:
        yield from _of_activity(problem, reference)


def _more(kind: Kind, reference: str, was: int, size: int, price: Price, per_step: int) -> Ladder:
    def rung(i: int) -> Repair:
        paid = Price(price.people, price.squads, price.lessons + per_step * (i + 1))
        return Repair(kind, reference, was=was, to=was + i + 1, price=paid)

    return Ladder(kind, size, rung)


def _bounds(problem: Problem, reference: str) -> Iterator[Ladder]:
    """Ask for less of what has a minimum; allow more of what has a maximum."""
    rule = rule_of(problem, reference)
    squads = len(problem.squads) if rule.squads is None else len(rule.squads)

    def less(i: int) -> Repair:
        price = Price(squads=squads, lessons=squads * (i + 1))
        return Repair("least", reference, was=rule.min, to=rule.min - i - 1, price=price)

    if rule.min:
        yield Ladder("least", rule.min, less)
    if rule.max is not None:
        yield _more("most", reference, rule.max, MOST_MORE, Price(squads=squads), squads)


def _budget(problem: Problem) -> Ladder:
    was = problem.rules.budget or 0
    step = gcd(*(a.cost for a in problem.activities)) or 1
    first = step - was % step  # to the next sum that sessions can come to

    def rung(i: int) -> Repair:
        more = first + i * step
        return Repair("budget", "rules.budget", was=was, to=was + more, price=Price(money=more))

    sessions = len(problem.slots) * len(problem.squads)
    return Ladder("budget", 1 + sessions * max((a.cost for a in problem.activities), default=0) // step, rung)


def _leads(problem: Problem, reference: str) -> Ladder:
    name, _, key = reference.removeprefix("staff.").rpartition(".")
    was = getattr(next(one for one in problem.staff if one.id == name), key)
    return _more("leads", reference, was, MOST_MORE, Price(people=1), 1)


def _request(problem: Problem, reference: str) -> Iterator[Ladder]:
    request = problem.requests[int(reference.removeprefix("requests[")[:-1])]
    if (request.start, request.venue, request.staff) != (None, None, None):
        free = Repair("free", reference, price=Price(people=len(request.staff or ()), squads=1))
        yield Ladder("free", 1, lambda _: free)
    drop = Repair("drop", reference, price=Price(people=len(request.staff or ()), squads=1, lessons=1))
    yield Ladder("drop", 1, lambda _: drop)


def _of_activity(problem: Problem, reference: str) -> Iterator[Ladder]:
    name, _, key = reference.removeprefix("activities.").rpartition(".")
    activity = next(one for one in problem.activities if one.id == name)
    if key == "repeats":
        yield _more("repeats", reference, activity.repeats or 0, MOST_MORE, Price(), 1)
    else:
        yield Ladder("order", 1, lambda _: Repair("order", reference, price=Price(squads=len(problem.squads))))


def _everybody(problem: Problem, conflict: Sequence[str]) -> Iterator[Ladder]:
    """Where several people's limits are in the way: everybody may lead more."""
    for key in ("max_per_term", "max_per_week"):
        named = [one for one in conflict if one.startswith("staff.") and one.endswith(f".{key}")]
        if len(named) > 1:
            people = {one.removeprefix("staff.").rpartition(".")[0] for one in named}
            least = min(getattr(one, key) for one in problem.staff if one.id in people)
            price = Price(people=len(named))
            yield Ladder("staff", MOST_MORE, _to_all(named[0], least, price))


def _to_all(reference: str, least: int, price: Price) -> Callable[[int], Repair]:
    return lambda i: Repair("staff", reference, was=least, to=least + i + 1, price=price)
