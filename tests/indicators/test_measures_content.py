"""Hand-computed cases of careplan/indicators/measures_content.py."""

from __future__ import annotations

import pytest

from careplan.indicators.facts import GoalTarget, Snapshot, YearPlan
from tests.indicators.case import Case, cases, ses, snap

TARGETS = (
    GoalTarget("low", "low.adapt", 2, 4),
    GoalTarget("low", "low.habits", 1, 2),
    GoalTarget("high", "high.methods", 1, 2),
    GoalTarget("high", "high.selfcare", 0, 1),
)
PLAN = YearPlan("P", "approved", goal_targets=TARGETS, psych_lessons_per_term=2)
BARE = YearPlan("P", "draft")
ONE, TWO = ses("1"), ses("2", goals=("low.adapt", "low.habits"))
LATER = ses("3", "12-01", "B", "planned", goals=("high.methods",))
MISSED = ses("4", "11-01", "B", "planned", goals=("high.methods",))
DOMAIN = frozenset({"self"})
LESSONS = [
    ses("1", domains=DOMAIN, lessons=2),
    ses("2", domains=DOMAIN, lessons=2),
    ses("3", squads="B", domains=DOMAIN),
    ses("4", squads="B"),
]


def shares(code: str, **one: object) -> list[Case]:
    """One of three with the mark `one`; one with it that was not held."""
    fallen = snap(sessions=[ses("9", state="cancelled", **one)])
    return [
        Case(code, "one of three", snap(sessions=[PLAIN, ses("2", **one), PLAIN_TOO]), "1/3: 2"),
        Case(code, "only a cancelled one", fallen, "no_held_sessions"),
    ]


PLAIN = ses("1", interactive=False, experiential=False, tier="targeted")
PLAIN_TOO = ses("3", interactive=False, experiential=False, tier="individual")


def held(*strands: str) -> Snapshot:
    return snap(sessions=[ses(str(n), strand=s) for n, s in enumerate(strands, 1)])


@pytest.mark.plan("S4", "S8", "S11", "S22", "S23", "S24", "S25", "S29", "S30", "S33")
@cases(
    Case("goal_coverage", "A has both, B none", snap(plan=PLAN, sessions=[ONE, TWO, LATER]), "2/3: A/low.adapt A/low.habits"),
    Case("goal_coverage", "one session", snap(plan=PLAN, sessions=[ONE]), "0/3:"),
    Case("goal_coverage", "no targets", snap(plan=BARE, sessions=[ONE]), "no_goal_targets"),
    Case("goal_coverage", "no plan", snap(sessions=[ONE]), "no_plan"),
    Case("goal_coverage", "nothing held", snap(plan=PLAN, sessions=[LATER]), "no_held_sessions"),
    Case("goal_progress", "three times beyond two", snap(plan=PLAN, sessions=[ONE, TWO, ses("5")]), "3/4: A/low.adapt A/low.habits"),
    Case("goal_progress", "one", snap(plan=PLAN, sessions=[ONE]), "1/4: A/low.adapt"),
    Case("goal_progress", "no targets", snap(plan=BARE, sessions=[ONE]), "no_goal_targets"),
    Case("goal_progress", "no plan", snap(), "no_plan"),
    Case("goal_progress", "nothing held", snap(plan=PLAN), "no_held_sessions"),
    Case("goals_scheduled", "planned ones help", snap(plan=PLAN, sessions=[ONE, TWO, LATER]), "3/3: A/low.adapt A/low.habits B/high.methods"),
    Case("goals_scheduled", "a day missed does not", snap(plan=PLAN, sessions=[MISSED]), "0/3:"),
    Case("goals_scheduled", "no targets", snap(plan=BARE, sessions=[ONE]), "no_goal_targets"),
    Case("goals_scheduled", "no plan", snap(), "no_plan"),
    Case("goals_scheduled", "empty", snap(plan=PLAN), "no_sessions"),
    Case("psych_lessons", "two of two and one of two", snap(plan=PLAN, sessions=LESSONS), "3/4: A B"),
    Case("psych_lessons", "second term", snap("27-03-05", plan=PLAN, sessions=LESSONS), "5/8: A B"),
    Case("psych_lessons", "one without a domain", snap(plan=PLAN, sessions=[ONE]), "0/4:"),
    Case("psych_lessons", "no target", snap(plan=BARE, sessions=[ONE]), "no_psych_target"),
    Case("psych_lessons", "no plan", snap(sessions=[ONE]), "no_plan"),
    Case("psych_lessons", "nothing held", snap(plan=PLAN), "no_held_sessions"),
    *shares("experiential_share", experiential=True),
    *shares("interactive_share", interactive=True),
    *shares("lecture_share", method="lecture"),
    *shares("outdoor_share", method="outdoor"),
    *shares("off_campus_share", off_campus=True),
    *shares("outside_classroom_share", venue_kind="playground"),
    *shares("prevention_share", tier="universal"),
    Case("strand_balance", "care is rarest", held("knowledge", "knowledge", "experience", "experience", "care"), "1/5: 5"),
    Case("strand_balance", "a strand without a session", held("knowledge", "experience"), "0/2:"),
    Case("method_variety", "two in low, one in high", snap(sessions=[ONE, ses("2", method="role-play"), ses("3", squads="B"), ses("4", method="lecture")]), "3/10: high/game low/role-play low/game"),
    Case("method_variety", "one", snap(sessions=[ONE]), "1/10: low/game"),
    Case("method_variety", "no squads", snap(sessions=[ONE], squads=()), "no_squads"),
    Case("ability_coverage", "three and one", snap(sessions=[ses("1", abilities=frozenset({"adaptation", "regulation"})), ses("2", squads="AB", abilities=frozenset({"help-seeking"}))]), "4/8: A B"),
    Case("ability_coverage", "one without", snap(sessions=[ONE]), "0/8:"),
    Case("ability_coverage", "no squads", snap(sessions=[ONE], squads=()), "no_squads"),
)  # fmt: skip
def test_content_measure_by_hand(case: Case) -> None:
    case.check()
