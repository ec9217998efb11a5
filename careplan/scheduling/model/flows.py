"""The part of the model that is about rooms, people and money: what sessions share."""

from __future__ import annotations

from collections import Counter, defaultdict

from careplan.scheduling.columns import Column, Skills, Space
from careplan.scheduling.model.model import EVERYBODY, Expr, Model, Var, total

Load = dict[tuple[int, int], list[Var]]  # (person or venue, slot) -> what may take it up


def home_venue(space: Space, column: Column) -> int | None:
    """A room that only this group's own squads may use: nobody else can want it at the same time."""
    squads = set(space.problem.groups[column.group].squads)
    for v in space.venues_at(column):
        venue = space.problem.venues[v]
        if venue.squads is not None and venue.squads <= squads and not venue.shared:
            return v
    return None


def add_rooms(model: Model) -> None:
    """Each session has a room; no room has two, or more pupils than it holds."""
    space = model.space
    wanted: dict[tuple[int, int, tuple[int, ...], int], list[Expr]] = defaultdict(list)
    for i, column in enumerate(model.columns):
        if home_venue(space, column) is None:
            key = room_key(space, column)
            wanted[key].append(model.x[i])
    taken: Load = defaultdict(list)
    pupils: dict[tuple[int, int], list[Expr]] = defaultdict(list)
    for key, chosen in wanted.items():
        _add_room_flow(model, key, chosen, taken, pupils)
    for there in taken.values():
        model.at_most_one(there)
    for (v, _), terms in pupils.items():
        if len(terms) > 1:
            model.cp.add(total(terms) <= space.problem.venues[v].capacity)


def room_key(space: Space, column: Column) -> tuple[int, int, tuple[int, ...], int]:
    """Sessions of one key want the same rooms at the same time: start, periods, rooms, pupils."""
    rooms = space.venues_at(column)
    shared = any(space.problem.venues[v].shared for v in rooms)
    pupils = space.pupils[column.group] if shared else 0
    return column.start, space.periods[column.activity], rooms, pupils


def _add_room_flow(
    model: Model,
    key: tuple[int, int, tuple[int, ...], int],
    chosen: list[Expr],
    taken: Load,
    pupils: dict[tuple[int, int], list[Expr]],
) -> None:
    space = model.space
    start, periods, rooms, size = key
    sent: dict[int, Var] = {}
    for v in rooms:
        shared = space.problem.venues[v].shared
        sent[v] = model.number(len(chosen)) if shared else model.flag()
        for slot in space.filled(start, periods):
            if shared:
                pupils[v, slot].append(size * sent[v])
            else:
                taken[v, slot].append(sent[v])
    model.cp.add(total(sent.values()) == total(chosen))
    model.rooms[key] = sent


def add_people(model: Model) -> None:
    """Each post is held by somebody qualified and free; limits and loads are kept."""
    needed = _needed(model)
    taken: Load = defaultdict(list)
    weekly: dict[tuple[int, int], list[Expr]] = defaultdict(list)
    space = model.space
    for key, terms in needed.items():
        start, periods, skills = key
        sent = {p: model.flag() for p in space.people_at(skills, start, periods)}
        model.cp.add(total(sent.values()) == total(terms))
        model.people[key] = sent
        for person, goes in sent.items():
            _note(model, person, start, periods, goes, taken, weekly)
    for i, column in enumerate(model.columns):
        for person in column.staff or ():
            _note(model, person, column.start, space.periods[column.activity], model.x[i], taken, weekly)
    for there in taken.values():
        model.at_most_one(there)
    _add_limits(model, weekly)


def _needed(model: Model) -> dict[tuple[int, int, Skills], list[Expr]]:
    """How many people with which skills the chosen columns need at each start."""
    space = model.space
    needed: dict[tuple[int, int, Skills], list[Expr]] = defaultdict(list)
    for i, column in enumerate(model.columns):
        if column.staff is None:
            for skills, count in Counter(space.posts[column.activity]).items():
                needed[column.start, space.periods[column.activity], skills].append(count * model.x[i])
    return needed


def _note(
    model: Model,
    person: int,
    start: int,
    periods: int,
    goes: Var,
    taken: Load,
    weekly: dict[tuple[int, int], list[Expr]],
) -> None:
    for slot in model.space.filled(start, periods):
        taken[person, slot].append(goes)
    weekly[person, model.space.week[start]].append(periods * goes)


def _add_limits(model: Model, weekly: dict[tuple[int, int], list[Expr]]) -> None:
    """Periods a week and a term, and how evenly the year's are shared."""
    space = model.space
    term_of = {week: term for term, weeks in space.weeks.items() for week in weeks}
    termly: dict[tuple[int, str], list[Expr]] = defaultdict(list)
    for (p, week), terms in weekly.items():
        person = space.problem.staff[p]
        limit = person.max_per_week
        load = total(terms)
        if limit is not None:
            model.cp.add(load <= limit)
        termly[p, term_of[week]].append(load)
    yearly: dict[int, list[Expr]] = defaultdict(list)
    for (p, _), terms in termly.items():
        person = space.problem.staff[p]
        load = total(terms)
        if person.max_per_term is not None:
            model.cp.add(load <= person.max_per_term)
        yearly[p].append(load)
    if model.part.wishes and space.problem.weights.imbalance and model.part.focus is None:
        _add_imbalance(model, yearly)


def _add_imbalance(model: Model, yearly: dict[int, list[Expr]]) -> None:
    most = len(model.space.slots)
    high, low = model.number(most), model.number(most)
    balanced = [p for p, person in enumerate(model.space.problem.staff) if person.balanced]
    for p in balanced:
        load = total(yearly.get(p, ()))
        model.cp.add(load <= high)
        model.cp.add(load >= low)
    if balanced:
        model.pay(EVERYBODY, model.space.problem.weights.imbalance * (high - low))


def add_own_counselors(model: Model) -> None:
    """A session of one squad costs a penalty, unless its own counselor is among those sent there."""
    weight = model.space.problem.weights.other_counselor
    if not weight:
        return
    space = model.space
    held: dict[tuple[int, int, int], list[Expr]] = defaultdict(list)
    wanting: dict[tuple[int, int, int, Skills], list[Expr]] = defaultdict(list)
    for i, column in enumerate(model.columns):
        members = space.members[column.group]
        own = space.counselor[members[0]] if len(members) == 1 else None
        if own is None or (column.staff is not None and own in column.staff):
            continue
        place = column.start, space.periods[column.activity]
        held[members[0], *place].append(model.x[i])
        if column.staff is None:
            for skills in set(space.posts[column.activity]):
                if own in model.people[*place, skills]:
                    wanting[members[0], *place, skills].append(model.x[i])
    leading = _add_own(model, wanting)
    for key, chosen in held.items():
        without = model.number(len(chosen))
        model.cp.add(without + total(leading[key]) >= total(chosen))
        model.pay(key[0], weight * without)


def _add_own(
    model: Model, wanting: dict[tuple[int, int, int, Skills], list[Expr]]
) -> dict[tuple[int, int, int], list[Var]]:
    """Whether a squad's own counselor is sent to it, by squad, start and periods."""
    leading: dict[tuple[int, int, int], list[Var]] = defaultdict(list)
    spread: dict[tuple[int, tuple[int, int, Skills]], list[Var]] = defaultdict(list)
    for key, chosen in wanting.items():
        own = model.space.counselor[key[0]]
        assert own is not None
        leads = model.flag()
        model.cp.add(leads <= total(chosen))
        model.own[key] = leads
        leading[key[:3]].append(leads)
        spread[own, key[1:]].append(leads)
    for (own, place), there in spread.items():
        model.cp.add(total(there) <= model.people[place][own])
    return leading


def add_budget(model: Model) -> None:
    """All sessions together cost at most the budget."""
    space = model.space
    cost = [space.problem.activities[c.activity].cost for c in model.columns]
    limit = space.problem.rules.budget
    if limit is not None:
        model.cp.add(total(c * model.x[i] for i, c in enumerate(cost) if c) <= limit)


def add_column_wishes(model: Model) -> None:
    """Sessions out of season, and sessions of the plan in force that are not kept."""
    space, weights = model.space, model.space.problem.weights
    for i, column in enumerate(model.columns):
        outside = not space.preferred[column.activity] >> column.start & 1
        if weights.off_season and outside:
            model.pay(space.members[column.group][0], weights.off_season * model.x[i])
    if weights.change and space.problem.previous:
        kept = {_kept(space.column(session)) for session in space.problem.previous}
        for i, column in enumerate(model.columns):
            if column.venue is not None and column.staff is not None and _kept(column) in kept:
                model.pay(space.members[column.group][0], -weights.change * model.x[i])


def _kept(column: Column) -> Column:
    return column._replace(staff=tuple(sorted(column.staff or ())))
