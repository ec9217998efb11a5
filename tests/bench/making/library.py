"""The library of activities: methods and numbers as in the samples, goals by band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from careplan.scheduling.problem import Activity, Group, Post, Slot
from tests.bench.making.year import in_season, in_weeks

LOWER, UPPER = "lower", "upper"
GOALS = {
    LOWER: ("adapt", "study_habits", "self_care", "love_collective"),
    UPPER: (
        *("study_methods", "self_care_family", "cooperation", "resilience"),
        *("emotion", "communication", "self_acceptance"),
    ),
}
SEASON_WEEKS = (6, 7, 21, 33, 34)  # mental health day, Lei Feng month, Children's Day …


@dataclass(frozen=True)
class Method:
    """How activities of a method look; `numbers` for a small, a middle and a large library."""

    name: str
    numbers: tuple[int, int, int]
    venues: tuple[str, ...]
    skill: str
    cost: int  # at most, in steps of ten
    long: float  # share of two periods


METHODS = (
    Method("scenario", (10, 12, 14), ("activity_room",), "trained", 20, 0.5),
    Method("role_play", (10, 12, 14), ("activity_room", "home"), "trained", 10, 0.0),
    Method("discussion", (10, 12, 14), ("home", "counselling"), "trained", 0, 0.0),
    Method("game", (10, 12, 14), ("playground", "activity_room"), "counselor", 20, 0.45),
    Method("recreation", (6, 7, 8), ("hall", "activity_room"), "counselor", 30, 0.6),
    Method("practice", (8, 10, 12), ("playground", "home"), "counselor", 40, 0.4),
)
LECTURES = OUTDOORS = (4, 5, 6)


@dataclass(frozen=True)
class Audience:
    """The groups that a band's activities are for."""

    squads: tuple[tuple[int, str], ...]  # grade, group of one squad
    halls: tuple[str, ...]  # groups that hear a lecture together
    outings: tuple[str, ...]  # groups that go out together


def make_library(
    dice: Random, slots: tuple[Slot, ...], audiences: dict[str, Audience], size: int
) -> tuple[Activity, ...]:
    """Activities for lower and upper band in turn; `size` 0, 1 or 2."""
    found: list[Activity] = []
    for method in METHODS:
        for _ in range(method.numbers[size]):
            found.append(_lesson(dice, method, f"a{len(found) + 1:02}", audiences))
    found = _repeated(dice, _preferred(dice, slots, _after(dice, found)))
    for _ in range(LECTURES[size]):
        found.append(_lecture(dice, f"a{len(found) + 1:02}", audiences))
    for _ in range(OUTDOORS[size]):
        found.append(_outdoor(dice, f"a{len(found) + 1:02}", slots, audiences[UPPER]))
    return tuple(found)


def _band(name: str) -> str:
    return LOWER if int(name[1:]) % 2 else UPPER


def _lesson(dice: Random, method: Method, name: str, audiences: dict[str, Audience]) -> Activity:
    band = _band(name)
    both = method.name == "discussion" and dice.random() < 0.22
    return Activity(
        name,
        method.name,
        frozenset(dice.sample(GOALS[band], 1 + (dice.random() < 0.33))),
        1 + (dice.random() < method.long),
        _grades(dice, audiences[band]),
        frozenset(method.venues),
        _posts("psych", "counselor") if both else _posts(method.skill),
        cost=10 * dice.randint(0, method.cost // 10),
    )


def _posts(*skills: str) -> tuple[Post, ...]:
    return tuple(Post(frozenset({skill})) for skill in skills)


def _grades(dice: Random, audience: Audience) -> tuple[str, ...]:
    """Three quarters of the activities are for the whole band, the others for two grades of it."""
    grades = sorted({grade for grade, _ in audience.squads})
    chosen = set(grades)
    if dice.random() < 0.28:
        start = dice.randint(0, max(0, len(grades) - 2))
        chosen = set(grades[start : start + 2])
    return tuple(group for grade, group in audience.squads if grade in chosen)


def _lecture(dice: Random, name: str, audiences: dict[str, Audience]) -> Activity:
    band = _band(name)
    goals = frozenset(dice.sample(GOALS[band], dice.choice([2, 2, 3])))
    cost = 10 * dice.randint(21, 36)
    return Activity(name, "lecture", goals, 1, audiences[band].halls, frozenset({"hall"}), _posts("expert"), cost=cost)


def _outdoor(dice: Random, name: str, slots: tuple[Slot, ...], upper: Audience) -> Activity:
    return Activity(
        name,
        "outdoor_training",
        frozenset(dice.sample(GOALS[UPPER], dice.choice([1, 1, 2]))),
        2,
        upper.outings,
        frozenset({"base"}),
        _posts("outdoor_safety", "counselor"),
        open=in_season(slots),
        cost=10 * dice.randint(16, 30),
    )


def _after(dice: Random, lessons: Sequence[Activity]) -> list[Activity]:
    """About one in seven follows another of its band that all its squads may do; never in a circle."""
    found = {one.id: one for one in lessons}
    for one in lessons:
        if dice.random() > 0.15:
            continue
        fit = [x for x in lessons if _band(x.id) == _band(one.id) and set(one.groups) <= set(x.groups)]
        other = dice.choice(fit)
        if other.id != one.id and one.id not in _before(found, other.id):
            found[one.id] = replace(one, after=(other.id,))
    return list(found.values())


def _before(found: dict[str, Activity], name: str) -> set[str]:
    """All that must be done before it, by however many steps."""
    reached: set[str] = set()
    waiting = [name]
    while waiting:
        more = set(found[waiting.pop()].after) - reached
        reached |= more
        waiting += more
    return reached


def _preferred(dice: Random, slots: tuple[Slot, ...], lessons: list[Activity]) -> list[Activity]:
    """Two activities each have their best time in one of the weeks of the season."""
    chosen = dice.sample(range(len(lessons)), 2 * len(SEASON_WEEKS))
    week = {index: SEASON_WEEKS[i // 2] for i, index in enumerate(chosen)}
    return [replace(one, preferred=in_weeks(slots, [week[i]])) if i in week else one for i, one in enumerate(lessons)]


def _repeated(dice: Random, lessons: list[Activity]) -> list[Activity]:
    games = {"game", "recreation"}
    return [replace(one, repeats=2) if one.method in games and dice.random() < 0.22 else one for one in lessons]


def whole_band(groups: Sequence[Group], members: Sequence[tuple[int, str]]) -> Audience:
    """The audience of a band: its squads, and the groups of several whose squads are all in it."""
    own = {name for _, name in members}
    inside = [group.id for group in groups if len(group.squads) > 1 and set(group.squads) <= own]
    halls = tuple(name for name in inside if not name.startswith("pair"))
    return Audience(tuple(members), halls, tuple(name for name in inside if name.startswith("pair")))
