"""Two versions beside each other: what is added, moved, changed, dropped; per goal and per person. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from careplan.sessions.schedule_files import DatedSession, Key
from careplan.sessions.version_figures import Load, SquadYear

Pair = tuple[DatedSession, DatedSession]


@dataclass(frozen=True, slots=True)
class Comparison:
    """From one version to another, each list in order of time.

    moved: the same activity for the same squads at another time; changed: at the same time with other people or in
    another place.
    """

    same: int
    added: tuple[DatedSession, ...]
    moved: tuple[Pair, ...]
    changed: tuple[Pair, ...]
    dropped: tuple[DatedSession, ...]

    @property
    def none(self) -> bool:
        return not (self.added or self.moved or self.changed or self.dropped)

    @property
    def touched(self) -> tuple[DatedSession, ...]:
        """Every session on either side that is not the same."""
        pairs = [one for pair in (*self.moved, *self.changed) for one in pair]
        return (*self.added, *self.dropped, *pairs)

    @property
    def people(self) -> frozenset[str]:
        """Who has to be told: whoever leads a session that is not the same."""
        return frozenset(person for one in self.touched for person in one.staff)

    @property
    def squads(self) -> frozenset[str]:
        return frozenset(squad for one in self.touched for squad in one.squads)


def compare(before: Iterable[DatedSession], after: Iterable[DatedSession]) -> Comparison:
    """Match sessions by day, lesson, activity and squads; then by activity and squads, in order of time."""
    old, new = _by_key(before), _by_key(after)
    both = [key for key in old if key in new]
    changed = tuple((old[key], new[key]) for key in both if _differs(old[key], new[key]))
    gone, come = ([one for key, one in side.items() if key not in both] for side in (old, new))
    moved, dropped, added = _moved(gone, come)
    return Comparison(len(both) - len(changed), added, moved, changed, dropped)


def _by_key(sessions: Iterable[DatedSession]) -> dict[Key, DatedSession]:
    return {one.key: one for one in sessions}


def _differs(one: DatedSession, other: DatedSession) -> bool:
    return one.venue != other.venue or sorted(one.staff) != sorted(other.staff)


def _moved(
    gone: Sequence[DatedSession], come: Sequence[DatedSession]
) -> tuple[tuple[Pair, ...], tuple[DatedSession, ...], tuple[DatedSession, ...]]:
    """Pairs with the same content, and what is left of both sides."""
    waiting: dict[object, list[DatedSession]] = defaultdict(list)
    for one in come:
        waiting[one.activity, frozenset(one.squads)].append(one)
    moved: list[Pair] = []
    dropped: list[DatedSession] = []
    for one in gone:
        twins = waiting[one.activity, frozenset(one.squads)]
        if twins:
            moved.append((one, twins.pop(0)))
        else:
            dropped.append(one)
    paired = {id(other) for _, other in moved}
    return tuple(moved), tuple(dropped), tuple(one for one in come if id(one) not in paired)


@dataclass(frozen=True, slots=True)
class GoalChange:
    """Sessions that serve a goal, all its squads together, and how many of the squads reach its target."""

    goal: str
    before: int
    after: int
    reached_before: int
    reached_after: int
    squads: int


def goal_changes(before: Sequence[SquadYear], after: Sequence[SquadYear]) -> tuple[GoalChange, ...]:
    """Every goal of the later version, in its order."""
    old, new = _goal_sums(before), _goal_sums(after)
    return tuple(GoalChange(goal, old[goal][0], new[goal][0], old[goal][1], new[goal][1], new[goal][2]) for goal in new)


def _goal_sums(years: Sequence[SquadYear]) -> Mapping[str, tuple[int, int, int]]:
    found: dict[str, tuple[int, int, int]] = defaultdict(lambda: (0, 0, 0))
    for year in years:
        for goal, reached in year.goals.items():
            sessions, met, squads = found[goal]
            found[goal] = sessions + reached.count, met + (reached.state == "target"), squads + 1
    return found


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What changes for one person: lessons in all before and after, and how many sessions come, go or change."""

    staff: str
    before: int
    after: int
    sessions: int


def person_changes(before: Sequence[Load], after: Sequence[Load], found: Comparison) -> tuple[PersonChange, ...]:
    """Everybody for whom something changes, in the staff list's order: no ranking."""
    old, new = ({one.staff: sum(one.lessons.values()) for one in side} for side in (before, after))
    once = [set(one.staff) for one in (*found.added, *found.dropped)]
    both = [{*one.staff, *other.staff} for one, other in (*found.moved, *found.changed)]
    touched = Counter(person for people in (*once, *both) for person in people)
    order = dict.fromkeys([*old, *new])
    return tuple(
        PersonChange(person, old.get(person, 0), new.get(person, 0), touched[person])
        for person in order
        if touched[person]
    )
