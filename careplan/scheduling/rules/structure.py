"""What must always hold: a session names what exists, in open slots, with room and the right people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from careplan.scheduling.agenda import Agenda, Held
from careplan.scheduling.rules.rule import Fault

Taken = dict[tuple[str, str], list[Held]]  # (who or where, slot) -> the sessions there


def unknown(plan: Agenda) -> Iterator[Fault]:
    for number, name in plan.unread:
        yield Fault("unknown", (number,), name)


def window(plan: Agenda) -> Iterator[Fault]:
    for held in plan.held:
        if held.slots is None:
            yield Fault("window", (held.number,), when=held.start.id)
            continue
        needed = {slot.id for slot in held.slots}
        for name, opened in _owners(plan, held):
            if opened is not None and not needed <= opened:
                yield Fault("window", (held.number,), name, held.start.id)


def _owners(plan: Agenda, held: Held) -> Iterator[tuple[str, frozenset[str] | None]]:
    for squad in held.squads:
        yield squad, plan.index.squads[squad].open
    yield held.venue.id, held.venue.open
    for person in held.session.staff:
        yield person, plan.index.staff[person].open
    yield held.activity.id, held.activity.open


def squad_clash(plan: Agenda) -> Iterator[Fault]:
    yield from _clashes("squad_clash", _taken((held, held.squads) for held in plan.held))


def staff_clash(plan: Agenda) -> Iterator[Fault]:
    for held in plan.held:
        if len(held.people) < len(held.session.staff):
            yield Fault("staff_clash", (held.number,), when=held.start.id)
    yield from _clashes("staff_clash", _taken((held, held.people) for held in plan.held))


def venue_clash(plan: Agenda) -> Iterator[Fault]:
    unshared = [held for held in plan.held if not held.venue.shared]
    yield from _clashes("venue_clash", _taken((held, (held.venue.id,)) for held in unshared))


def capacity(plan: Agenda) -> Iterator[Fault]:
    for held in plan.held:
        if held.pupils > held.venue.capacity:
            yield Fault("capacity", (held.number,), held.venue.id, has=held.pupils, limit=held.venue.capacity)
    shared = [held for held in plan.held if held.venue.shared]
    for (venue, slot), there in _taken((held, (held.venue.id,)) for held in shared).items():
        pupils, limit = sum(held.pupils for held in there), there[0].venue.capacity
        if len(there) > 1 and pupils > limit:
            yield Fault("capacity", _numbers(there), venue, slot, pupils, limit)


def venue_kind(plan: Agenda) -> Iterator[Fault]:
    for held in plan.held:
        if not held.activity.venues & held.venue.kinds:
            yield Fault("venue_kind", (held.number,), held.venue.id)
        if held.venue.squads is not None and not held.venue.squads.issuperset(held.squads):
            yield Fault("venue_kind", (held.number,), held.venue.id)


def skills(plan: Agenda) -> Iterator[Fault]:
    for held in plan.held:
        for post, person in zip(held.activity.staff, held.session.staff, strict=True):
            if not post.skills <= plan.index.staff[person].skills:
                yield Fault("skills", (held.number,), person)


def _taken(claims: Iterable[tuple[Held, Iterable[str]]]) -> Taken:
    taken: Taken = defaultdict(list)
    for held, names in claims:
        for slot in held.slots or ():
            for name in names:
                taken[name, slot.id].append(held)
    return taken


def _clashes(code: str, taken: Taken) -> Iterator[Fault]:
    for (who, slot), there in taken.items():
        if len(there) > 1:
            yield Fault(code, _numbers(there), who, slot)


def _numbers(held: Iterable[Held]) -> tuple[int, ...]:
    return tuple(one.number for one in held)
