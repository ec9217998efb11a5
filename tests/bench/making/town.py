"""A town: a central school and twelve village points, with staff who are shared and travel between them.

A village point has one squad a grade, fewer counselors than squads, some rooms missing, and its own afternoons;
experts, psychologists and outdoor leaders come on their weekdays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from careplan.scheduling.problem import Group, Problem, Slot, Squad, Staff, Venue
from tests.bench.making.library import LOWER, UPPER, Audience, make_library, whole_band
from tests.bench.making.school import (
    WEIGHTS,
    bands_of,
    budget,
    counselors,
    grade_of,
    school_groups,
    school_rules,
    school_squads,
    school_venues,
)
from tests.bench.making.year import FRIDAY, LARGE_WEEK, THURSDAY, WEDNESDAY, on_weekdays, some_days, year_slots

AFTERNOONS = ([THURSDAY], [FRIDAY], [WEDNESDAY, FRIDAY], [WEDNESDAY, THURSDAY])
SIZES = (5, 5, 5, 4, 5, 5, 6, 5, 5, 4, 5, 5)  # squads of a village point, one a grade from the first
TRAVEL = ([WEDNESDAY, THURSDAY], [THURSDAY], [FRIDAY], [WEDNESDAY, FRIDAY], [THURSDAY, FRIDAY])


@dataclass(frozen=True)
class Village:
    """One point: its squads by grade, what they form, where they can be, and who lives there."""

    squads: tuple[tuple[int, Squad], ...]
    groups: tuple[Group, ...]
    venues: tuple[Venue, ...]
    staff: tuple[Staff, ...]
    has_room: bool


def make_town(seed: int, *, central: int = 48, villages: int = 12, scarce: bool = False) -> Problem:
    """A year's problem of a town; by default 107 squads. `scarce`: few live in a village, and few travel."""
    dice = Random(f"town {central} {villages} {seed}")
    slots = year_slots(LARGE_WEEK)
    classes = school_squads(dice, slots, central)
    sizes = [SIZES[i % len(SIZES)] for i in range(villages)]
    dice.shuffle(sizes)
    points = [make_village(dice, slots, f"v{i + 1:02}", size, scarce) for i, size in enumerate(sizes)]
    members = [(grade_of(squad.id), squad.id) for squad in classes]
    groups = school_groups(classes)
    audiences = {band: whole_band(groups, some) for band, some in bands_of(members).items()}
    audiences = {band: _with_villages(band, audience, points) for band, audience in audiences.items()}
    members += [(grade, squad.id) for point in points for grade, squad in point.squads]
    bare = frozenset(squad.id for point in points if not point.has_room for _, squad in point.squads)
    money = budget(dice, len(members), audiences[LOWER].halls + audiences[UPPER].halls, audiences[UPPER].outings)
    return Problem(
        f"made town {seed}{' scarce' * scarce}",
        slots,
        (*classes, *(squad for point in points for _, squad in point.squads)),
        (*groups, *(group for point in points for group in point.groups)),
        (*_central_venues(dice, slots, classes), *(venue for point in points for venue in point.venues)),
        (
            *counselors(dice, slots, classes),
            *(person for point in points for person in point.staff),
            *travelling_staff(dice, slots, central, villages // 2 if scarce else villages),
        ),
        make_library(dice, slots, audiences, 2),
        school_rules(bands_of(members), money, bare),
        weights=WEIGHTS,
    )


def _with_villages(band: str, audience: Audience, points: Sequence[Village]) -> Audience:
    grades = (1, 2, 3) if band == LOWER else (4, 5, 6)
    squads = [(grade, squad.id) for point in points for grade, squad in point.squads if grade in grades]
    together = tuple(group.id for point in points for group in point.groups if group.id.endswith(f"-{band}"))
    return Audience((*audience.squads, *squads), audience.halls + together, audience.outings + together)


def _central_venues(dice: Random, slots: tuple[Slot, ...], squads: Sequence[Squad]) -> list[Venue]:
    """As in a school; rooms and ground are the central school's own, hall and bases are the town's."""
    own = frozenset(squad.id for squad in squads)
    found = []
    for venue in school_venues(dice, slots, squads):
        closed = venue.kinds & {"activity_room", "playground", "counselling"}
        found.append(Venue(venue.id, venue.kinds, venue.capacity, venue.shared, venue.open, own) if closed else venue)
    return found


def make_village(dice: Random, slots: tuple[Slot, ...], name: str, size: int, scarce: bool) -> Village:
    grades = range(1, size + 1)
    opened = on_weekdays(slots, dice.choice(AFTERNOONS))
    people = [f"c{name}-{i + 1}" for i in range(size // 2 if scarce else (size + 1) // 2)]
    squads = tuple(
        (grade, Squad(f"{name}-{grade}", dice.randint(8, 26), people[(grade - 1) % len(people)], opened))
        for grade in grades
    )
    staff = [
        Staff(one, frozenset({"counselor", "trained"} if not i or dice.random() < 0.4 else {"counselor"}), None, 4, 24)
        for i, one in enumerate(people)
    ]
    has_room = dice.random() < 0.7
    return Village(squads, _groups(name, squads), _venues(dice, name, squads, has_room), tuple(staff), has_room)


def _groups(name: str, squads: Sequence[tuple[int, Squad]]) -> tuple[Group, ...]:
    lower = tuple(squad.id for grade, squad in squads if grade <= 3)
    upper = tuple(squad.id for grade, squad in squads if grade > 3)
    return (
        *(Group(squad.id, (squad.id,)) for _, squad in squads),
        Group(f"{name}-{LOWER}", lower),
        Group(f"{name}-{UPPER}", upper),
    )


def _venues(dice: Random, name: str, squads: Sequence[tuple[int, Squad]], has_room: bool) -> tuple[Venue, ...]:
    """A classroom for each squad, now and then one for two; a yard; perhaps a room for everything."""
    own = frozenset(squad.id for _, squad in squads)
    homes = [frozenset({squad.id}) for _, squad in squads]
    if dice.random() < 0.3:
        homes[-2:] = [homes[-2] | homes[-1]]
    kinds = frozenset({"hall", "activity_room"} if has_room else {"hall"})
    found = [Venue(f"r{name}-{i + 1}", frozenset({"home"}), 40, squads=one) for i, one in enumerate(homes)]
    found.append(Venue(f"room-{name}", kinds, 90, squads=own))
    found.append(Venue(f"yard-{name}", frozenset({"playground"}), dice.choice([40, 60]), True, squads=own))
    if dice.random() < 0.4:
        found.append(Venue(f"talk-{name}", frozenset({"counselling"}), 20, squads=own))
    return tuple(found)


def travelling_staff(dice: Random, slots: tuple[Slot, ...], central: int, villages: int) -> list[Staff]:
    """Psychologists at home in the central school, others on their weekdays; experts; outdoor leaders."""
    psych = frozenset({"counselor", "trained", "psych"})
    found = [Staff(f"s{i + 1}", psych, None, 6, 60, False) for i in range(max(2, central // 12))]
    for i in range(max(1, villages // 2)):
        opened = on_weekdays(slots, TRAVEL[i % len(TRAVEL)])
        found.append(Staff(f"t{i + 1}", psych, opened, 6, 60, False))
    for i in range(3 + villages // 4):
        found.append(Staff(f"e{i + 1}", frozenset({"expert"}), some_days(dice, slots, 0.25), balanced=False))
    for i in range(3 + villages // 6):
        opened = some_days(dice, slots, 0.7)
        found.append(Staff(f"o{i + 1}", frozenset({"outdoor_safety"}), opened, 4, balanced=False))
    return found
