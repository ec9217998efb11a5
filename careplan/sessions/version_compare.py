"""Two versions beside each other: what is added, moved, changed, dropped; per goal and per person. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from careplan.sessions.matching import Kind, kind_of, pairs
from careplan.sessions.meeting import Meeting
from careplan.sessions.version_figures import Load, SquadYear

Pair = tuple[Meeting, Meeting]


@dataclass(frozen=True, slots=True)
class Comparison:
    """From one version to another, each list in order of time.

    moved: the same activity for the same squads at another time; changed: at the same time with other people or in
    another place.
    """

    same: int
    added: tuple[Meeting, ...]
    moved: tuple[Pair, ...]
    changed: tuple[Pair, ...]
    dropped: tuple[Meeting, ...]

    @property
    def none(self) -> bool:
        return not (self.added or self.moved or self.changed or self.dropped)

    @property
    def touched(self) -> tuple[Meeting, ...]:
        """Every session on either side that is not the same."""
        pairs = [one for pair in (*self.moved, *self.changed) for one in pair]
        return (*self.added, *self.dropped, *pairs)

    def without_lesson(self, since: date, lessons: Collection[tuple[date, int]]) -> tuple[Meeting, ...]:
        """What is dropped because its time is no lesson any more, from `since` on; lessons: (day, number)."""
        return tuple(one for one in self.dropped if one.day >= since and one.when not in lessons)

    def people(self, since: date) -> frozenset[str]:
        """Who has to be told: whoever leads a session that is not the same, and its squads' counselors.

        What was over before `since` on both sides is told to nobody, as in the outbox.
        """
        alone = [one for one in (*self.added, *self.dropped) if one.day >= since]
        both = [one for pair in (*self.moved, *self.changed) if max(one.day for one in pair) >= since for one in pair]
        return frozenset(person for one in (*alone, *both) for person in one.concerns)

    @property
    def squads(self) -> frozenset[str]:
        return frozenset(squad for one in self.touched for squad in one.squads)


def compare(before: Sequence[Meeting], after: Sequence[Meeting]) -> Comparison:
    """Every session of either schedule in one of the lists, or counted as the same (see `matching`)."""
    found: dict[Kind, list[tuple[Meeting | None, Meeting | None]]] = defaultdict(list)
    for old, new in pairs(before, after):
        found[kind_of(old, new)].append((old, new))
    return Comparison(
        len(found["same"]),
        tuple(new for _, new in found["added"] if new),
        _in_order(found["moved"]),
        _in_order(found["changed"]),
        tuple(old for old, _ in found["dropped"] if old),
    )


def _in_order(found: Sequence[tuple[Meeting | None, Meeting | None]]) -> tuple[Pair, ...]:
    """By when they were."""
    return tuple(sorted(((old, new) for old, new in found if old and new), key=lambda pair: pair[0].when))


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
