"""Hand-computed cases of careplan/indicators/measures_organisation.py."""

from __future__ import annotations

import pytest

from careplan.indicators.facts import LeadingGroupMember, ReservedLesson, YearPlan
from tests.indicators.case import Case, cases, day, ses, snap


def member(id: str, duty: str, **more: object) -> LeadingGroupMember:
    return LeadingGroupMember(id, duty, **more)  # type: ignore[arg-type]


def plan(state: str = "approved", approved: str | None = "09-04", **more: object) -> YearPlan:
    return YearPlan("P", state, None, day(approved) if approved else None, **more)  # type: ignore[arg-type]


GROUP = [
    member("1", "分管", leads=True),
    member("2", ""),
    member("3", "督导", until=day("10-01")),
    member("4", "档案", since=day("12-01")),
]


@pytest.mark.plan("S3", "S41", "S42", "S44")
@cases(
    Case("leading_group_named", "two in office", snap(leading_group=GROUP), "1/2: 1"),
    Case("leading_group_named", "all left", snap(leading_group=GROUP[2:3]), "no_leading_group"),
    Case("leader_named", "one leads", snap(leading_group=GROUP), "1/1: 1"),
    Case("leader_named", "nobody leads", snap(leading_group=GROUP[1:]), "0/1:"),
    Case("year_plan_approved", "approved", snap(plan=plan()), "1/1: P"),
    Case("year_plan_approved", "draft", snap(plan=plan("draft", None)), "0/1:"),
    Case("year_plan_approved", "approved later", snap("09-03", plan=plan()), "0/1:"),
    Case("plan_approval_days", "three days in", snap(plan=plan()), "3/1: P"),
    Case("plan_approval_days", "before the year", snap(plan=plan(approved="08-20")), "0/1: P"),
    Case("plan_approval_days", "draft", snap(plan=plan("draft", None)), "plan_not_approved"),
    Case("plan_approval_days", "no terms", snap(plan=plan(), terms=()), "no_terms"),
    Case("protected_time", "one of two", snap(reserved_lessons=[ReservedLesson("B", 5, 6)]), "1/2: B"),
    Case("protected_time", "none kept", snap(), "no_reserved_lessons"),
    Case("protected_time", "empty", snap(squads=()), "no_squads"),
    Case("protected_time_kept", "one of two known", snap(sessions=[ses("1", in_reserved_lesson=True), ses("2", in_reserved_lesson=False), ses("3")]), "1/2: 1"),
    Case("protected_time_kept", "unknown", snap(sessions=[ses("1")]), "lesson_unknown"),
    Case("budget_set", "set", snap(plan=plan(budget_fen=1000)), "1/1: P"),
    Case("budget_set", "not set", snap(plan=plan()), "0/1:"),
    Case("budget_set", "zero", snap(plan=plan(budget_fen=0)), "0/1:"),
    Case("schedule_covers_squads", "one of two", snap(sessions=[ses("1", "12-01", "B", "planned")]), "1/2: B"),
    Case("schedule_covers_squads", "both in one", snap(sessions=[ses("1", squads="AB")]), "2/2: A B"),
    Case("schedule_covers_squads", "no squads", snap(sessions=[ses("1")], squads=()), "no_squads"),
)  # fmt: skip
def test_organisation_measure_by_hand(case: Case) -> None:
    case.check()
