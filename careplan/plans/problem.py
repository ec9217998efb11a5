"""From the year plan to the scheduling problem (S16, S23–S25, S44, S48). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from careplan.plans.facts import ActivityFacts, GoalFacts, PersonFacts, PlaceFacts, PlanFacts, SquadFacts
from careplan.plans.lean import CARE_GOAL
from careplan.plans.qualified import Able, able, shut_for
from careplan.scheduling.problem import (
    Activity,
    GoalRule,
    Group,
    MethodRule,
    Post,
    Problem,
    Rules,
    Slot,
    Squad,
    Staff,
    TermRule,
    Venue,
    Weights,
)
from careplan.school.calendar import LessonTime, YearCalendar
from careplan.school.calendar import Slot as Lesson
from careplan.school.stretch import Stretch

TEACHER = "teacher"
"""Skill of everybody on the school's own staff: what a post without a qualification asks for."""


def slot_id(lesson: Lesson) -> str:
    """2026-09-04p6."""
    return f"{lesson.day.isoformat()}p{lesson.period}"


def build_problem(facts: PlanFacts) -> Problem:
    """The year's problem. Squads that are suitable for nothing stay in it: the solver then says what is missing."""
    lessons = facts.calendar.slots(lesson for squad in facts.squads for lesson in squad.lessons)
    groups = _groups(facts.squads)
    people = [(person, _able(person, facts, lessons)) for person in facts.people]
    shut = shut_for(one for _, one in people)
    return Problem(
        name=facts.name,
        slots=tuple(Slot(slot_id(one), one.day, one.period, one.week, str(one.term)) for one in lessons),
        squads=tuple(_squad(squad, facts.calendar, lessons) for squad in facts.squads),
        groups=tuple(groups),
        venues=tuple(_venue(place, lessons) for place in facts.places),
        staff=tuple(_staff(person, one) for person, one in people),
        activities=tuple(_activities(facts, lessons, groups, shut)),
        rules=_rules(facts, len({one.day.month for one in lessons} & facts.lean)),
        weights=Weights(**facts.weights),
    )


def _squad(squad: SquadFacts, calendar: YearCalendar, lessons: tuple[Lesson, ...]) -> Squad:
    return Squad(squad.id, squad.size, squad.counselor, _open(calendar, lessons, squad.lessons))


def _open(calendar: YearCalendar, lessons: tuple[Lesson, ...], weekly: frozenset[LessonTime]) -> frozenset[str]:
    return frozenset(
        slot_id(one) for one in lessons if LessonTime(calendar.lessons_of(one.day) or 0, one.period) in weekly
    )


def _groups(squads: tuple[SquadFacts, ...]) -> list[Group]:
    """Each squad by itself, and each grade of two or more squads."""
    groups = [Group(squad.id, (squad.id,)) for squad in squads]
    for grade in sorted({squad.grade for squad in squads}):
        together = tuple(squad.id for squad in squads if squad.grade == grade)
        if len(together) > 1:
            groups.append(Group(f"grade-{grade}", together))
    return groups


def _venue(place: PlaceFacts, lessons: tuple[Lesson, ...]) -> Venue:
    opened = frozenset(slot_id(one) for one in _outside(place.closed, lessons)) if place.closed else None
    return Venue(place.id, frozenset({place.kind}), place.capacity, place.shared, opened, place.home_of or None)


def _outside(stretches: Iterable[Stretch], lessons: Iterable[Lesson]) -> list[Lesson]:
    """The lessons that fall into none of the stretches."""
    return [one for one in lessons if not any(stretch.covers(one.day, one.period) for stretch in stretches)]


def _able(person: PersonFacts, facts: PlanFacts, lessons: tuple[Lesson, ...]) -> Able:
    """A week away takes nobody's qualification: that is judged by the lessons which are not taught."""
    return able(
        person,
        facts,
        (one for one in lessons if LessonTime(facts.calendar.lessons_of(one.day) or 0, one.period) not in person.busy),
    )


def _staff(person: PersonFacts, able: Able) -> Staff:
    return Staff(
        person.id,
        able.skills | ({TEACHER} if person.is_teacher else set()),
        frozenset(slot_id(one) for one in _outside(person.away, able.lessons)),
        person.max_per_week,
        person.max_per_term,
        balanced=person.is_teacher,
    )


def _activities(
    facts: PlanFacts, lessons: tuple[Lesson, ...], groups: list[Group], shut: Mapping[str, frozenset[Lesson]]
) -> Iterable[Activity]:
    by_id = {squad.id: squad for squad in facts.squads}
    known = {activity.id for activity in facts.activities}
    for activity in facts.activities:
        suitable = tuple(
            group.id
            for group in groups
            if _suits(activity, group, by_id) or (activity.id, frozenset(group.squads)) in facts.meets
        )
        if suitable:
            yield Activity(
                id=activity.id,
                method=activity.method,
                goals=frozenset(_served(activity, facts, preferred := _preferred(activity, lessons, facts.lean))),
                periods=activity.lessons,
                groups=suitable,
                venues=activity.venue_kinds,
                staff=tuple(Post(frozenset({post or TEACHER})) for post in activity.posts),
                open=_left_open(activity, lessons, shut),
                preferred=preferred,
                after=tuple(slug for slug in activity.after if slug in known),
                cost=activity.cost_fen,
            )


def _left_open(
    activity: ActivityFacts, lessons: tuple[Lesson, ...], shut: Mapping[str, frozenset[Lesson]]
) -> frozenset[str] | None:
    closed = frozenset[Lesson]().union(*(shut.get(post, frozenset()) for post in activity.posts))
    return frozenset(slot_id(one) for one in lessons if one not in closed) if closed else None


def _served(activity: ActivityFacts, facts: PlanFacts, preferred: frozenset[str] | None) -> Iterable[str]:
    """The plan's goals, and the wish for care in the thin months where the activity prefers them."""
    yield from (goal.id for goal in facts.goals if serves(activity, goal))
    if preferred is not None and activity.months is None:
        yield CARE_GOAL


def serves(activity: ActivityFacts, goal: GoalFacts) -> bool:
    """Whether the activity counts for the goal: a code in common and a grade in common."""
    return bool(activity.goals & goal.serves) and bool(activity.grades & goal.grades)


def _suits(activity: ActivityFacts, group: Group, squads: dict[str, SquadFacts]) -> bool:
    members = [squads[squad] for squad in group.squads]
    if activity.whole_grade != group.id.startswith("grade-"):
        return False
    size = sum(member.size for member in members)
    return all(member.grade in activity.grades for member in members) and (
        activity.group_min <= size <= activity.group_max
    )


def _preferred(activity: ActivityFacts, lessons: tuple[Lesson, ...], lean: frozenset[int]) -> frozenset[str] | None:
    """Its own season; for care without one, the months in which help came thinly, where any has lessons (C29)."""
    if activity.months is not None:
        return _in_months(lessons, activity.months)
    return (_in_months(lessons, lean) or None) if activity.cares else None


def _in_months(lessons: tuple[Lesson, ...], months: frozenset[int]) -> frozenset[str]:
    return frozenset(slot_id(one) for one in lessons if one.day.month in months)


def _rules(facts: PlanFacts, thin: int) -> Rules:
    """thin: how many months with lessons activities of care shall fill; one for each is wished for, none demanded."""

    def in_grades(grades: frozenset[int]) -> frozenset[str]:
        return frozenset(squad.id for squad in facts.squads if squad.grade in grades)

    return Rules(
        sessions_per_week=facts.sessions_per_week,
        sessions_per_term=tuple(
            TermRule(str(term.number), facts.term_minimum, facts.term_maximum) for term in facts.calendar.terms
        ),
        goals=tuple(
            GoalRule(goal.id, goal.minimum, None, goal.target, squads)
            for goal in facts.goals
            if (squads := in_grades(goal.grades))
        )
        + ((GoalRule(CARE_GOAL, 0, None, thin, frozenset(one.id for one in facts.squads)),) if thin else ()),
        methods=tuple(
            MethodRule(limit.method, limit.minimum, limit.maximum, squads)
            for limit in facts.methods
            if (squads := in_grades(limit.grades))
        ),
        budget=facts.budget_fen,
    )
