"""What would have to change for a plan that is at hand to be legal: each rule that it breaks is loosened as far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from careplan.scheduling.problem import Problem
from careplan.scheduling.repairs.wide import rule_of
from careplan.scheduling.rules import Fault
from careplan.scheduling.solution import Price, Repair

MOST_PARTS = 4  # changes that go together at the most: more of them nobody wants to read
BROAD = 0.5  # of a rule's squads: where more are concerned, the rule is loosened for all


def mended(problem: Problem, faults: Sequence[Fault], most: int = MOST_PARTS) -> list[Repair] | None:
    """The changes, one after the other; None where structure is broken, or too many would be needed."""
    grouped: dict[tuple[str, bool], list[Fault]] = {}
    for fault in faults:
        grouped.setdefault((fault.code, _below(fault)), []).append(fault)
    if len(grouped) > most:
        return None
    parts = [_mend(problem, code, below, those) for (code, below), those in grouped.items()]
    known = [one for one in parts if one is not None]
    dropped = [one for one in known if one.kind == "drop"]  # from behind, so that no request before moves
    return None if len(known) < len(parts) else [*(one for one in known if one.kind != "drop"), *dropped[::-1]]


def _below(fault: Fault) -> bool:
    return fault.has is not None and fault.limit is not None and fault.has < fault.limit


def _mend(problem: Problem, code: str, below: bool, faults: Sequence[Fault]) -> Repair | None:
    squads = len({fault.who for fault in faults})
    has = [fault.has or 0 for fault in faults]
    was = faults[0].limit
    if code.startswith("requests["):
        asked = problem.requests[int(code.removeprefix("requests[")[:-1])]
        return Repair("drop", code, price=Price(people=len(asked.staff or ()), squads=1, lessons=1))
    if code == "rules.budget":
        return Repair("budget", code, was=was, to=max(has), price=Price(money=max(has) - (was or 0)))
    if code == "rules.sessions_per_week":
        return Repair("most", code, was=was, to=max(has), price=Price(squads=len(problem.squads)))
    if code.startswith("rules."):
        return of_squads(problem, code, below, min(has) if below else max(has), {fault.who for fault in faults})
    if code.startswith("staff."):
        return Repair("leads", code, was=was, to=max(has), price=Price(people=1, lessons=max(has) - (was or 0)))
    if code.endswith(".repeats"):
        return Repair("repeats", code, was=was, to=max(has), price=Price(lessons=max(has) - (was or 0)))
    return Repair("order", code, price=Price(squads=squads)) if code.endswith(".after") else None


def of_squads(problem: Problem, reference: str, below: bool, to: int, squads: set[str]) -> Repair:
    """A rule loosened for some squads, or for all that it is about where that is most of them."""
    rule = rule_of(problem, reference)
    every = {one.id for one in problem.squads} if rule.squads is None else set(rule.squads)
    was = rule.min if below else rule.max or 0
    found = Repair("least" if below else "most", reference, was=was, to=to)
    if len(squads) > BROAD * len(every):
        squads = every
    else:
        found = replace(found, squads=tuple(one.id for one in problem.squads if one.id in squads))
    return replace(found, price=Price(squads=len(squads), lessons=len(squads) * abs(to - was)))
