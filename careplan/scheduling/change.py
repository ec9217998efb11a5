"""What a re-plan changes of the plan in force: sessions, at the least so many, and whom it has to be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from careplan.scheduling.columns import Column, Space
from careplan.scheduling.offered import outright, previous_columns
from careplan.scheduling.problem import Problem
from careplan.scheduling.solution import Change, Session


def change_of(problem: Problem, sessions: Sequence[Session]) -> Change | None:
    """The change from the plan in force to another plan; None where no plan is in force.

    `least` sessions change in every plan: they are not possible any more, or clash with what is asked for outright.
    To be told: whoever leads, and the squads that meet in, a session that is gone or new.
    """
    if not problem.previous:
        return None
    before, now = Counter(map(_identity, problem.previous)), Counter(map(_identity, sessions))
    gone, new = before - now, now - before
    least = least_change(Space(problem))
    changed = [one for one in (*problem.previous, *sessions) if _identity(one) in gone + new]
    return Change(gone.total(), min(least, gone.total()), *to_tell(problem, changed))


def to_tell(problem: Problem, changed: Iterable[Session]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whoever leads, and the squads that meet in, the sessions that are gone or new."""
    groups = {group.id: group.squads for group in problem.groups}
    some = list(changed)
    people = {person for one in some for person in one.staff}
    squads = {squad for one in some for squad in groups.get(one.group, ())}
    return tuple(sorted(people)), tuple(sorted(squads))


def least_change(space: Space) -> int:
    """How many sessions of the plan in force no plan can have."""
    asked, kept = outright(space), list(previous_columns(space))
    possible = sum(not any(_clash(space, column, other) for other in asked) for column in kept)
    return len(space.problem.previous) - possible


def _clash(space: Space, one: Column, other: Column) -> bool:
    """Whether two different sessions cannot both be: one time, and a squad, a person or an unshared place in both."""
    if _same(one, other):
        return False
    times = [space.span(c.start, space.periods[c.activity]) or 0 for c in (one, other)]
    if not times[0] & times[1]:
        return False
    place = one.venue == other.venue and one.venue is not None and not space.problem.venues[one.venue].shared
    return (
        place
        or _meet(one.staff or (), other.staff or ())
        or _meet(space.members[one.group], space.members[other.group])
    )


def _meet(one: Iterable[int], other: Iterable[int]) -> bool:
    return not set(one).isdisjoint(other)


def _same(one: Column, other: Column) -> bool:
    return one[:4] == other[:4] and set(one.staff or ()) == set(other.staff or ())


def _identity(session: Session) -> tuple[str, str, str, str, frozenset[str]]:
    return session.activity, session.group, session.start, session.venue, frozenset(session.staff)
