"""The part of the model that is about requests: each has a session of its own."""

from __future__ import annotations

from collections import Counter, defaultdict

from careplan.scheduling.columns import Column, Space
from careplan.scheduling.model.model import Expr, Model, total
from careplan.scheduling.offered import answers
from careplan.scheduling.problem import Request


def add_requests(model: Model) -> None:
    space = model.space
    if not space.problem.requests:
        return
    offered = _offered(model)
    alike = Counter(space.problem.requests)
    matching = {request: _matching(space, request, offered) for request in alike}
    uses: Counter[int] = Counter(i for found in matching.values() for i, _ in found)
    spread: dict[int, list[Expr]] = defaultdict(list)
    for request, count in alike.items():
        terms: list[Expr] = []
        for i, chosen in matching[request]:
            if uses[i] == 1:
                terms.append(chosen)
            else:
                serves = model.flag()
                spread[i].append(serves)
                terms.append(serves)
        model.cp.add(total(terms) >= count)
    chosen_of = {i: chosen for found in matching.values() for i, chosen in found}
    for i, serving in spread.items():
        model.cp.add(total(serving) <= chosen_of[i])


def _offered(model: Model) -> dict[int, list[tuple[int, Column, Expr]]]:
    """Columns by activity."""
    offered: dict[int, list[tuple[int, Column, Expr]]] = defaultdict(list)
    for i, column in enumerate(model.columns):
        offered[column.activity].append((i, column, model.x[i]))
    return offered


def _matching(
    space: Space, request: Request, offered: dict[int, list[tuple[int, Column, Expr]]]
) -> list[tuple[int, Expr]]:
    group = None if request.group is None else space.group_of[request.group]
    start = None if request.start is None else space.slot_of[request.start]
    asked = Column(
        space.activity_of[request.activity],
        0,
        0,
        None if request.venue is None else space.venue_of[request.venue],
        None if request.staff is None else tuple(space.staff_of[name] for name in request.staff),
    )
    return [
        (i, chosen)
        for i, column, chosen in offered[asked.activity]
        if group in (None, column.group) and start in (None, column.start) and answers(asked, column)
    ]
