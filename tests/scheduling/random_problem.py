"""Small random problems and plans, legal and broken, for comparing two judges and two solvers."""

from __future__ import annotations

import datetime as dt
from random import Random

from careplan.scheduling.problem import (
    PREFERENCES,
    Activity,
    GoalRule,
    Group,
    MethodRule,
    Post,
    Problem,
    Request,
    Rules,
    Slot,
    Squad,
    Staff,
    TermRule,
    Venue,
    Weights,
    Windows,
)
from careplan.scheduling.solution import Session

METHODS = ("game", "lecture", "discussion")
GOALS = ("adapt", "habits", "emotions")
SKILLS = ("trained", "safety")
KINDS = ("classroom", "hall", "playground")


def random_problem(seed: int, *, squads: int = 3, weeks: int = 5, activities: int = 5) -> Problem:
    """A problem of a few squads and weeks; may or may not have a plan."""
    dice = Random(seed)
    slots = _slots(dice, weeks)
    ids = [slot.id for slot in slots]
    names = [f"q{i}" for i in range(squads)]
    staff = _staff(dice, ids)
    groups = [Group(f"g{i}", (name,)) for i, name in enumerate(names)]
    if squads > 1:
        groups.append(Group("all", tuple(names)))
        groups.append(Group("pair", tuple(names[:2])))
    library = _activities(dice, ids, [group.id for group in groups], activities)
    venues = _venues(dice, ids, names)
    return Problem(
        name=f"random {seed}",
        slots=slots,
        squads=tuple(
            Squad(name, dice.randint(20, 45), dice.choice([None, staff[0].id, staff[-1].id]), _some(dice, ids, 0.7))
            for name in names
        ),
        groups=tuple(groups),
        venues=venues,
        staff=staff,
        activities=library,
        rules=_rules(dice, names),
        requests=_requests(dice, library, ids, venues, staff) if dice.random() < 0.4 else (),
        previous=random_plan(dice, library, ids, venues, staff, 3) if dice.random() < 0.5 else (),
        weights=Weights(**{name: dice.randint(0, 9) for name in PREFERENCES}),
        windows=Windows(dice.randint(1, 4), dice.randint(1, 4)),
    )


def random_plan(
    dice: Random,
    activities: tuple[Activity, ...],
    slots: list[str],
    venues: tuple[Venue, ...],
    staff: tuple[Staff, ...],
    most: int = 12,
) -> tuple[Session, ...]:
    """Sessions put together without looking: most such plans are broken in several ways."""
    found = []
    for _ in range(dice.randint(0, most)):
        activity = dice.choice(activities)
        people = [dice.choice(staff).id for _ in activity.staff]
        found.append(
            Session(
                activity.id, dice.choice(activity.groups), dice.choice(slots), dice.choice(venues).id, tuple(people)
            )
        )
    return tuple(found)


def plan_for(problem: Problem, dice: Random, most: int = 12) -> tuple[Session, ...]:
    """A random plan for a problem, now and then with an id that does not exist or a post too many."""
    plan = list(
        random_plan(dice, problem.activities, [slot.id for slot in problem.slots], problem.venues, problem.staff, most)
    )
    plan += [session for session in problem.previous if dice.random() < 0.5]
    if plan and dice.random() < 0.1:
        one = plan[0]
        wrong = {"activity": one.activity, "group": one.group, "start": one.start, "venue": one.venue}
        wrong[dice.choice(sorted(wrong))] = dice.choice(["nothing", "all", ""])
        plan[0] = Session(**wrong, staff=(*one.staff, "s0") if dice.random() < 0.5 else one.staff)
    return tuple(plan)


def _slots(dice: Random, weeks: int) -> tuple[Slot, ...]:
    found = []
    monday = dt.date(2026, 9, 7)
    for week in range(1, weeks + 1):
        number = week + (week > 2)  # a holiday week that is not there
        for day in range(dice.choice([1, 2])):
            date = monday + dt.timedelta(weeks=number, days=2 * day)
            for period in range(6, 6 + dice.choice([1, 2, 3])):
                found.append(
                    Slot(f"{date:%m%d}p{period}", date, period, number, "t1" if week <= (weeks + 1) // 2 else "t2")
                )
    dice.shuffle(found)
    return tuple(found)


def _some(dice: Random, ids: list[str], share: float) -> frozenset[str] | None:
    return None if dice.random() < 0.5 else frozenset(one for one in ids if dice.random() < share)


def _staff(dice: Random, ids: list[str]) -> tuple[Staff, ...]:
    return tuple(
        Staff(
            f"s{i}",
            frozenset(skill for skill in SKILLS if dice.random() < 0.7),
            _some(dice, ids, 0.8),
            dice.choice([None, 1, 2, 3]),
            dice.choice([None, 2, 4, 6]),
            dice.random() < 0.8,
        )
        for i in range(dice.randint(2, 4))
    )


def _venues(dice: Random, ids: list[str], squads: list[str]) -> tuple[Venue, ...]:
    homes = [
        Venue(f"home-{name}", frozenset({"classroom"}), 50, squads=frozenset({name}))
        for name in squads
        if dice.random() < 0.7
    ]
    hall = Venue("hall", frozenset({"hall", "classroom"}), dice.choice([40, 120]), open=_some(dice, ids, 0.8))
    ground = Venue("ground", frozenset({"playground"}), dice.choice([60, 90, 150]), shared=True)
    return (*homes, hall, ground)


def _activities(dice: Random, ids: list[str], groups: list[str], number: int) -> tuple[Activity, ...]:
    found: list[Activity] = []
    for i in range(number):
        found.append(
            Activity(
                f"a{i}",
                dice.choice(METHODS),
                frozenset(dice.sample(GOALS, dice.randint(1, 2))),
                dice.choice([1, 1, 2]),
                tuple(dice.sample(groups, dice.randint(1, len(groups)))),
                frozenset(dice.sample(KINDS, dice.randint(1, 2))),
                tuple(
                    Post(frozenset(dice.sample(SKILLS, dice.randint(0, 1))))
                    for _ in range(dice.choice([0, 1, 1, 1, 2]))
                ),
                _some(dice, ids, 0.8),
                _some(dice, ids, 0.4),
                dice.choice([1, 1, 2, None]),
                tuple(one.id for one in dice.sample(found, min(len(found), dice.choice([0, 0, 0, 1, 2])))),
                dice.choice([0, 0, 5, 10]),
            )
        )
    return tuple(found)


def _rules(dice: Random, squads: list[str]) -> Rules:
    def of() -> frozenset[str] | None:
        return None if dice.random() < 0.5 else frozenset(dice.sample(squads, dice.randint(0, len(squads))))

    def most() -> int | None:
        return dice.choice([None, None, 2, 3])

    return Rules(
        dice.choice([1, 1, 1, 2, None]),
        tuple(TermRule(term, dice.choice([0, 0, 1]), most(), of()) for term in ("t1", "t2") if dice.random() < 0.6),
        tuple(
            GoalRule(goal, dice.choice([0, 0, 1]), most(), dice.randint(0, 3), of())
            for goal in GOALS
            if dice.random() < 0.6
        ),
        tuple(MethodRule(method, dice.choice([0, 0, 0, 1]), most(), of()) for method in METHODS if dice.random() < 0.4),
        dice.choice([None, None, 20, 40]),
    )


def _requests(
    dice: Random, activities: tuple[Activity, ...], ids: list[str], venues: tuple[Venue, ...], staff: tuple[Staff, ...]
) -> tuple[Request, ...]:
    found = []
    for _ in range(dice.randint(1, 3)):
        activity = dice.choice(activities)
        found.append(
            Request(
                activity.id,
                dice.choice([None, dice.choice(activity.groups)]),
                dice.choice([None, None, dice.choice(ids)]),
                dice.choice([None, None, dice.choice(venues).id]),
                dice.choice([None, None, tuple(dice.choice(staff).id for _ in activity.staff)]),
            )
        )
    return tuple(found)
