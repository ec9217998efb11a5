"""A tiny school in autumn: two Fridays a month, two squads, four people, sessions in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from careplan.plans.facts import ActivityFacts, PersonFacts, PlaceFacts, PlanFacts, SquadFacts
from careplan.plans.problem import build_problem
from careplan.school.calendar import LessonTime, TermSpan, YearCalendar
from careplan.school.stretch import Stretch
from careplan.training.qualification import Holding
from careplan.upsets.candidates import Situation
from careplan.upsets.standing import Picks, School, Standing

TRAINED = "counselor-trained"
SEP4, SEP11, SEP18, SEP25 = (date(2026, 9, day) for day in (4, 11, 18, 25))
OCT9 = date(2026, 10, 9)
FRIDAY6, FRIDAY7 = LessonTime(5, 6), LessonTime(5, 7)


def person(number: str, **changes: object) -> PersonFacts:
    trained = (Holding(TRAINED, date(2026, 1, 10)),)
    return replace(PersonFacts(number, is_teacher=True, holdings=trained), **changes)  # type: ignore[arg-type]


def facts(*people: PersonFacts, calendar: YearCalendar | None = None, **changes: object) -> PlanFacts:
    term = TermSpan(1, date(2026, 9, 1), date(2027, 1, 22))
    made = PlanFacts(
        name="小学",
        calendar=calendar or YearCalendar((term,)),
        squads=(
            SquadFacts("2024-1", 3, 30, "T1", frozenset({FRIDAY6, FRIDAY7})),
            SquadFacts("2024-2", 3, 30, "T2", frozenset({FRIDAY6, FRIDAY7})),
        ),
        people=people or (person("T1"), person("T2"), person("T3"), person("T4")),
        places=(PlaceFacts("操场", "playground", 500, True), PlaceFacts("教室", "classroom", 50, False)),
        activities=tuple(activity(slug) for slug in ("a", "b", "c")),
        goals=(),
        sessions_per_week=1,
        term_minimum=0,
        term_maximum=20,
        included={TRAINED: frozenset({TRAINED})},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def activity(slug: str) -> ActivityFacts:
    return ActivityFacts(
        id=slug,
        method="game",
        goals=frozenset(),
        grades=frozenset({3}),
        lessons=1,
        group_min=1,
        group_max=100,
        whole_grade=False,
        venue_kinds=frozenset({"playground", "classroom"}),
        posts=(TRAINED,),
        months=None,
    )


def session(number: int, day: date, staff: str = "T1", squad: str = "2024-1", **changes: object) -> Standing:
    week = (day - date(2026, 8, 31)).days // 7 + 1
    words: dict[str, object] = {
        "activity": "a",
        "venue": "操场",
        "staff": (staff,),
        "squads": (squad,),
        "day": day,
        "period": 6,
        "lessons": 1,
        "week": week,
        "term": 1,
        "id": number,
        "needs": (TRAINED,),
    }
    return Standing(**{**words, **changes})  # type: ignore[arg-type]


def situation(given: PlanFacts, *sessions: Standing, picks: Picks | None = None) -> Situation:
    staff = {one.id: one for one in build_problem(given).staff}
    return Situation(School(given), sessions, picks or {}, staff)


def away(first: date, last: date | None = None, **lessons: int) -> tuple[Stretch, ...]:
    return (Stretch(first, last or first, **lessons),)
