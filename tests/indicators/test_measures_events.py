"""Hand-computed cases of careplan/indicators/measures_events.py."""

from __future__ import annotations

import pytest

from careplan.indicators.facts import CareGoal, ChildEvent
from tests.indicators.case import Case, cases, day, kid, snap


def event(id: str, hours: float | None, known: str = "10-01") -> ChildEvent:
    return ChildEvent(id, "1", day(known), hours)


def goal(id: str, aspect: str, step: int) -> CareGoal:
    return CareGoal(id, "1", aspect, step)


BOTH = [goal("1", "body", 3), goal("2", "mind", 1), goal("3", "mind", 0), goal("4", "learning", 4)]


@pytest.mark.plan("C28", "C33")
@cases(
    Case("first_act_hours", "2 and 30 hours, one without", snap(children=[kid("1")], events=[event("1", 2), event("2", None), event("3", 30)]), "32/2: 1 3"),
    Case("first_act_hours", "one, at once", snap(events=[event("1", 0)]), "0/1: 1"),
    Case("first_act_hours", "nobody acted", snap(events=[event("1", None)]), "none_acted"),
    Case("first_act_in_a_day", "24 hours are in time, 24.5 not, none at all not", snap(events=[event("1", 24), event("2", 24.5), event("3", None)]), "1/3: 1"),
    Case("first_act_in_a_day", "one of yesterday still has time", snap(events=[event("1", None, "11-19"), event("2", 3, "11-20")]), "1/1: 2"),
    Case("first_act_in_a_day", "of two days ago its time is over", snap(events=[event("1", None, "11-18")]), "0/1:"),
    Case("first_act_in_a_day", "one of today", snap(events=[event("1", None, "11-20")]), "no_due_events"),
    Case("goals_of_body", "three of four steps", snap(care_goals=BOTH), "3/4: 1"),
    Case("goals_of_body", "only other goals", snap(care_goals=BOTH[1:]), "no_care_goals"),
    Case("goals_of_mind", "one begun, one not", snap(care_goals=BOTH), "1/8: 2"),
    Case("goals_of_mind", "reached", snap(care_goals=[goal("1", "mind", 4)]), "4/4: 1"),
)  # fmt: skip
def test_measure_of_events_and_goals_by_hand(case: Case) -> None:
    case.check()
