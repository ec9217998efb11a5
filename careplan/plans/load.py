"""From the database to the facts of a plan."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from careplan.activities.models import Activity
from careplan.children.models import Child
from careplan.db import db
from careplan.plans.facts import (
    ActivityFacts,
    GoalFacts,
    MethodLimit,
    PersonFacts,
    PlaceFacts,
    PlanFacts,
    SquadFacts,
)
from careplan.plans.lean import CARE, lean_from
from careplan.plans.models import YearPlan
from careplan.school.calendar import LessonTime
from careplan.school.load import load_year_calendar
from careplan.school.models import Band, School, SchoolYear, Squad, StaffMember, Venue
from careplan.school.queries import may_lead
from careplan.school.queries_upsets import absences, closures
from careplan.seeds.load import shipped_vocabulary
from careplan.training.queries import holdings_by_staff

GRADES = range(1, 7)


def load_facts(plan: YearPlan) -> PlanFacts:
    """Everything that the plan's problem is built from, but what stands in a schedule in force."""
    year = db.session.scalars(select(SchoolYear).where(SchoolYear.id == plan.year_id)).one()
    school = db.session.get_one(School, plan.school_id)
    words = shipped_vocabulary()
    return PlanFacts(
        name=f"{school.name} {year.label}",
        calendar=load_year_calendar(year),
        squads=_squads(year),
        people=_people(),
        places=_places(),
        activities=_activities(),
        goals=_goals(plan),
        sessions_per_week=plan.sessions_per_week,
        term_minimum=plan.term_minimum,
        term_maximum=plan.term_maximum,
        methods=_methods(plan),
        budget_fen=plan.budget_fen,
        weights=plan.weights,
        included={code: words.holds(code) for code in words.qualifications},
        lean=frozenset(lean_from(plan.lean).months if plan.fills_lean else ()),
    )


def squad_code(squad: Squad) -> str:
    """The squad's id in a scheduling file: 2024-2."""
    return f"{squad.entry_year}-{squad.number}"


def _squads(year: SchoolYear) -> tuple[SquadFacts, ...]:
    counted = select(Child.squad_id, func.count()).where(Child.state == "enrolled").group_by(Child.squad_id)
    sizes: dict[int, int] = {row[0]: row[1] for row in db.session.execute(counted)}
    query = select(Squad).where(Squad.active).options(selectinload(Squad.lessons), selectinload(Squad.counselor))
    return tuple(
        SquadFacts(
            id=squad_code(squad),
            grade=squad.grade(year.start_year),
            size=sizes.get(squad.id, 0),
            counselor=squad.counselor.number if squad.counselor and squad.counselor.active else None,
            lessons=frozenset(LessonTime(lesson.weekday, lesson.period) for lesson in squad.lessons),
        )
        for squad in db.session.scalars(query.order_by(Squad.entry_year.desc(), Squad.number))
        if squad.grade(year.start_year) in GRADES and sizes.get(squad.id)
    )


def _people() -> tuple[PersonFacts, ...]:
    holdings, away = holdings_by_staff(), absences()
    query = select(StaffMember).where(may_lead()).options(selectinload(StaffMember.busy))
    return tuple(
        PersonFacts(
            id=person.number,
            is_teacher=person.kind == "teacher",
            holdings=holdings.get(person.id, ()),
            busy=frozenset(LessonTime(lesson.weekday, lesson.period) for lesson in person.busy),
            max_per_week=person.max_per_week,
            max_per_term=person.max_per_term,
            away=away.get(person.id, ()),
        )
        for person in db.session.scalars(query.order_by(StaffMember.number))
    )


def _places() -> tuple[PlaceFacts, ...]:
    homes: dict[int, set[str]] = {}
    for squad in db.session.scalars(select(Squad).where(Squad.active, Squad.home_venue_id.is_not(None))):
        homes.setdefault(squad.home_venue_id or 0, set()).add(squad_code(squad))
    closed = closures()
    query = select(Venue).where(Venue.active).order_by(Venue.name)
    return tuple(
        PlaceFacts(
            id=venue.name,
            kind=venue.kind,
            capacity=venue.capacity,
            shared=venue.shared,
            home_of=frozenset(homes.get(venue.id, ())),
            closed=closed.get(venue.id, ()),
        )
        for venue in db.session.scalars(query)
    )


def _activities() -> tuple[ActivityFacts, ...]:
    months = {code: frozenset(season.months) for code, season in shipped_vocabulary().seasons.items()}
    query = select(Activity).where(Activity.retired.is_(False)).order_by(Activity.slug)
    return tuple(activity_facts(activity, months) for activity in db.session.scalars(query))


def activity_facts(activity: Activity, months: dict[str, frozenset[int]]) -> ActivityFacts:
    """One activity as scheduling sees it; `months`: season code → its months."""
    whole_year = "any" in activity.seasons or not activity.seasons
    return ActivityFacts(
        id=activity.slug,
        method=activity.method,
        goals=frozenset(activity.goals),
        grades=frozenset(activity.grades),
        lessons=activity.lessons,
        group_min=activity.group_min,
        group_max=activity.group_max,
        whole_grade=activity.meets == "grade",
        venue_kinds=frozenset(activity.venue_kinds),
        posts=tuple(post["qualification"] for post in activity.posts),
        months=None if whole_year else frozenset().union(*(months[season] for season in activity.seasons)),
        after=tuple(activity.after),
        cost_fen=activity.cost_fen,
        cares=activity.strand == CARE,
    )


def _goals(plan: YearPlan) -> tuple[GoalFacts, ...]:
    wanted = {goal.goal_id: goal for goal in plan.goals}
    query = select(Band).options(selectinload(Band.goals)).order_by(Band.first_grade)
    return tuple(
        GoalFacts(
            id=goal.code,
            serves=frozenset(goal.serves) | {goal.code},
            grades=frozenset(range(band.first_grade, band.last_grade + 1)),
            minimum=wanted[goal.id].minimum,
            target=wanted[goal.id].target,
        )
        for band in db.session.scalars(query)
        for goal in band.goals
        if goal.id in wanted
    )


def _methods(plan: YearPlan) -> tuple[MethodLimit, ...]:
    everyone = frozenset(GRADES)
    return tuple(
        MethodLimit(
            method,
            frozenset(plan.outdoor_grades) if method == "outdoor" else everyone,
            limits.get("min") or 0,
            limits.get("max"),
        )
        for method, limits in sorted(plan.methods.items())
    )
