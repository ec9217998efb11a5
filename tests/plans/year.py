"""A tiny year for the plan's tests: two weeks of Fridays in each of two terms, two squads, three activities."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from careplan.plans.facts import (
    ActivityFacts,
    GoalFacts,
    MethodLimit,
    PersonFacts,
    PlaceFacts,
    PlanFacts,
    SquadFacts,
)
from careplan.school.calendar import LessonTime, TermSpan, YearCalendar
from careplan.training.qualification import Holding

FRIDAY_6 = LessonTime(5, 6)
TRAINED = Holding("counselor-trained", date(2026, 1, 1))


def activity(slug: str = "a", **changes: Any) -> ActivityFacts:
    made = ActivityFacts(
        id=slug,
        method="game",
        goals=frozenset({"low.adapt"}),
        grades=frozenset({1, 2, 3}),
        lessons=1,
        group_min=10,
        group_max=50,
        whole_grade=False,
        venue_kinds=frozenset({"classroom"}),
        posts=("counselor-trained",),
        months=None,
    )
    return replace(made, **changes)


def facts(**changes: Any) -> PlanFacts:
    made = PlanFacts(
        name="测试小学 2026—2027",
        calendar=YearCalendar(
            (TermSpan(1, date(2026, 9, 1), date(2026, 9, 13)), TermSpan(2, date(2027, 3, 1), date(2027, 3, 14)))
        ),
        squads=(
            SquadFacts("2026-1", 1, 40, "T1", frozenset({FRIDAY_6})),
            SquadFacts("2026-2", 1, 38, "T2", frozenset({FRIDAY_6})),
            SquadFacts("2022-1", 5, 44, None, frozenset({FRIDAY_6})),
        ),
        people=(PersonFacts("T1", True, (TRAINED,)), PersonFacts("T2", True, ())),
        places=(
            PlaceFacts("一(1)教室", "classroom", 50, False, frozenset({"2026-1"})),
            PlaceFacts("操场", "playground", 500, True),
        ),
        activities=(activity(),),
        goals=(GoalFacts("low.adapt", frozenset({"low.adapt"}), frozenset({1, 2, 3}), 1, 2),),
        sessions_per_week=1,
        term_minimum=1,
        term_maximum=2,
        methods=(MethodLimit("outdoor", frozenset({4, 5, 6}), 1, 2),),
        budget_fen=100_00,
        weights={"goal_shortfall": 10},
    )
    return replace(made, **changes)
