"""A school of six grades with any number of squads, as the samples small, school and large are."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from careplan.scheduling.problem import (
    GoalRule,
    Group,
    MethodRule,
    Problem,
    Rules,
    Slot,
    Squad,
    Staff,
    TermRule,
    Venue,
    Weights,
)
from tests.bench.making.library import GOALS, LOWER, UPPER, make_library, whole_band
from tests.bench.making.year import (
    FRIDAY,
    LARGE_WEEK,
    SMALL_WEEK,
    THURSDAY,
    WEDNESDAY,
    away,
    on_weekdays,
    some_days,
    year_slots,
)

WEIGHTS = Weights(10, 4, 2, 8, 3, 2, 5, 0)
LARGE = 36  # squads from which a third afternoon is used
Members = list[tuple[int, str]]


def make_school(squads: int, seed: int) -> Problem:
    """A year's problem of one school with so many squads (at least one a grade)."""
    dice = Random(f"school {squads} {seed}")
    slots = year_slots(LARGE_WEEK if squads >= LARGE else SMALL_WEEK)
    classes = school_squads(dice, slots, squads)
    groups = school_groups(classes)
    bands = bands_of([(grade_of(squad.id), squad.id) for squad in classes])
    audiences = {band: whole_band(groups, members) for band, members in bands.items()}
    size = 0 if squads < 15 else 1 if squads < LARGE else 2
    return Problem(
        f"made {squads} {seed}",
        slots,
        classes,
        groups,
        school_venues(dice, slots, classes),
        (*counselors(dice, slots, classes), *shared_staff(dice, slots, squads)),
        make_library(dice, slots, audiences, size),
        school_rules(
            bands, budget(dice, squads, audiences[LOWER].halls + audiences[UPPER].halls, audiences[UPPER].outings)
        ),
        weights=WEIGHTS,
    )


def grade_of(squad: str) -> int:
    return int(squad.split("-")[0])


def bands_of(members: Members) -> dict[str, Members]:
    return {
        LOWER: [(grade, name) for grade, name in members if grade <= 3],
        UPPER: [(grade, name) for grade, name in members if grade > 3],
    }


def school_squads(dice: Random, slots: tuple[Slot, ...], number: int) -> tuple[Squad, ...]:
    """Squads spread over the grades; each grade has its afternoons."""
    choices = [[FRIDAY], [WEDNESDAY, FRIDAY]] + ([[THURSDAY]] if number >= LARGE else [])
    found = []
    for grade in range(1, 7):
        opened = on_weekdays(slots, dice.choice(choices))
        for one in range(1, number // 6 + (grade <= number % 6) + 1):
            name = f"{grade}-{one}"
            found.append(Squad(name, dice.randint(30, 48), f"c{name}", opened))
    return tuple(found)


def school_groups(squads: Sequence[Squad]) -> tuple[Group, ...]:
    """Every squad, every grade, and pairs of the upper grades; bands where a grade has one squad."""
    found = [Group(squad.id, (squad.id,)) for squad in squads]
    grades: dict[int, list[str]] = {}
    for squad in squads:
        grades.setdefault(grade_of(squad.id), []).append(squad.id)
    if any(len(names) < 2 for names in grades.values()):
        lower = tuple(squad.id for squad in squads if grade_of(squad.id) <= 3)
        upper = tuple(squad.id for squad in squads if grade_of(squad.id) > 3)
        return (*found, Group("all1", lower), Group("all2", upper), Group("pair2.1", upper))
    for grade, names in grades.items():
        found.append(Group(f"all{grade}", tuple(names)))
        if grade > 3:
            found += [Group(f"pair{grade}.{i + 1}", pair) for i, pair in enumerate(pairs(names))]
    return tuple(found)


def pairs(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Two by two; an odd one joins the last two."""
    found = [tuple(names[i : i + 2]) for i in range(0, len(names) - 1, 2)]
    if len(names) % 2:
        found[-1] = (*found[-1], names[-1])
    return found


def school_venues(dice: Random, slots: tuple[Slot, ...], squads: Sequence[Squad]) -> tuple[Venue, ...]:
    share = max(1, len(squads) // 24)
    return (
        *(Venue(f"r{s.id}", frozenset({"home"}), 50, squads=frozenset({s.id})) for s in squads),
        *(Venue(f"room{i + 1}", frozenset({"activity_room"}), 50) for i in range(share)),
        Venue("hall", frozenset({"hall"}), 500),
        Venue("ground", frozenset({"playground"}), max(100, 110 * len(squads) // 24), shared=True),
        Venue("talk", frozenset({"counselling"}), 36),
        *(Venue(f"base{i + 1}", frozenset({"base"}), 160, open=some_days(dice, slots, 0.6)) for i in range(share)),
    )


def counselors(dice: Random, slots: tuple[Slot, ...], squads: Sequence[Squad]) -> list[Staff]:
    """One for each squad: four in five trained, one in eight away for one to three weeks."""
    found = []
    for squad in squads:
        skills = {"counselor", "trained"} if dice.random() < 0.8 else {"counselor"}
        opened = away(dice, slots, dice.randint(1, 3)) if dice.random() < 0.12 else None
        found.append(Staff(f"c{squad.id}", frozenset(skills), opened, 4, 24))
    return found


def shared_staff(dice: Random, slots: tuple[Slot, ...], squads: int) -> list[Staff]:
    """Psychologists, experts from outside and outdoor leaders."""
    psych = frozenset({"counselor", "trained", "psych"})
    more = (squads >= 15) + (squads >= LARGE)
    found = [Staff(f"s{i + 1}", psych, None, 6, 60, False) for i in range(2 + more)]
    for i in range(2 + (squads >= LARGE)):
        found.append(Staff(f"e{i + 1}", frozenset({"expert"}), some_days(dice, slots, 0.2), balanced=False))
    for i in range(1 + more):
        opened = some_days(dice, slots, 0.7)
        found.append(Staff(f"o{i + 1}", frozenset({"outdoor_safety"}), opened, 4, balanced=False))
    return found


def budget(dice: Random, squads: int, halls: Sequence[str], outings: Sequence[str]) -> int:
    """About what the samples have: enough, and not enough for everything."""
    return 100 * (round((470 * len(halls) + 340 * len(outings) + 60 * squads) / 100) + dice.randint(-2, 2))


def school_rules(bands: dict[str, Members], money: int, without_room: frozenset[str] = frozenset()) -> Rules:
    """What the year must reach, band by band."""
    lower, upper = (frozenset(name for _, name in bands[band]) for band in (LOWER, UPPER))
    with_room = frozenset((lower | upper) - without_room) if without_room else None
    goals = [GoalRule(goal, 2, None, 5, lower) for goal in GOALS[LOWER]]
    goals += [GoalRule(goal, 1, None, 3, upper) for goal in GOALS[UPPER]]
    methods = (
        MethodRule("lecture", 1, 3),
        MethodRule("outdoor_training", 1, 2, upper),
        MethodRule("game", 1, 4),
        MethodRule("scenario", 2, None, with_room),
        MethodRule("role_play", 1),
        MethodRule("discussion", 2),
        MethodRule("recreation", 0, 3),
    )
    return Rules(1, (TermRule("t1", 7, 9), TermRule("t2", 7, 9)), tuple(goals), methods, money)
