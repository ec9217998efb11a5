"""What a squad has had though no session of the schedule says so: it counts, and is not planned a second time. Pure.

Such is a session that was held though never planned, one to which the squads of a merged session came, and one that was
held as planned but fits the school no longer as it stands today (its place is gone, its leader teaches then now).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from careplan.scheduling.problem import Activity, Problem
from careplan.scheduling.solution import Session
from careplan.sessions.lowered import LeastRule, counts, lowered
from careplan.sessions.schedule_files import Key


@dataclass(frozen=True, slots=True)
class Had:
    """A squad took part in an activity. key: the session in which it was planned, None where it was not."""

    activity: str
    squad: str
    term: str
    key: Key | None = None


def not_in(every: Iterable[Had], keys: Collection[Key]) -> tuple[Had, ...]:
    """Those that none of the sessions with these keys stands for."""
    return tuple(one for one in every if one.key is None or one.key not in keys)


def credited(problem: Problem, had: Sequence[Had], stay: Collection[Session] = ()) -> Problem:
    """The same problem, asking each squad for that much less, and offering it no activity that it has had.

    Minimums and targets are lowered, no maximum is: an extra session takes nothing of what the plan allows. A group
    keeps an activity as long as one of its squads has not had it, and where a session of `stay` or a request needs it.
    """
    by_id = {one.id: one for one in problem.activities}
    known = [one for one in had if one.activity in by_id]
    if not known:
        return problem

    def less(rule: LeastRule, squad: str) -> int:
        return sum(one.squad == squad and counts(rule, by_id[one.activity], one.term) for one in known)

    activities = _once(problem, known, stay)
    offered = {(one.id, group) for one in activities for group in one.groups}
    return replace(
        lowered(problem, less, targets=True),
        activities=activities,
        previous=tuple(one for one in problem.previous if (one.activity, one.group) in offered),
    )


def _once(problem: Problem, had: Sequence[Had], stay: Collection[Session]) -> tuple[Activity, ...]:
    needed = {(one.activity, one.group) for one in stay}
    needed |= {(one.activity, one.group) for one in problem.requests if one.group is not None}
    done = Counter((one.activity, one.squad) for one in had)
    squads = {group.id: group.squads for group in problem.groups}

    def offered(activity: Activity, group: str) -> bool:
        limit = activity.repeats
        if limit is None or (activity.id, group) in needed:
            return True
        return any(done[activity.id, squad] < limit for squad in squads[group])

    kept = (replace(one, groups=tuple(g for g in one.groups if offered(one, g))) for one in problem.activities)
    return tuple(one for one in kept if one.groups)
