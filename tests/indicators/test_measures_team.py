"""Hand-computed cases of careplan/indicators/measures_team.py."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.indicators.case import Case, cases, course, post, ses, snap, teacher

CLASS = [
    teacher("1", "counselor-trained"),
    teacher("2", "mental-health-a", "mental-health-c"),
    teacher("3", roles="office"),
]
DRAFT = course("3", "2", state="draft")
TRAINED = [course("1", "1"), course("2", "2", "safety", credits=Decimal("0.8"), state="submitted"), DRAFT]
FIT = ses("1", posts=(post("1", "counselor-trained"), post("3", "", "assistant")))
UNFIT = ses("2", posts=(post("1", "counselor-trained"), post("1", "outdoor-safety", "safety")))
EMPTY_POST = ses("3", posts=(post(None, "expert", "expert"),))
GUEST = ses("6", posts=(post("9", "expert", "expert"),))
HIGHER = ses("5", posts=(post("2", "mental-health-c"),))
ANYBODY = ses("4", posts=(post("3"),))


@pytest.mark.plan("S27", "S46", "S47", "S48", "S49", "S51")
@cases(
    Case("teacher_training", "another subject does not count", snap(staff=CLASS, trainings=TRAINED), "1/2: 1"),
    Case("teacher_training", "none recorded", snap(staff=CLASS), "no_trainings"),
    Case("staff_training", "two of three", snap(staff=CLASS, trainings=TRAINED), "2/3: 1 2"),
    Case("staff_training", "only a draft", snap(staff=CLASS[:1], trainings=[course("1", "1", state="draft")]), "0/1:"),
    Case("staff_training", "none recorded", snap(staff=CLASS), "no_trainings"),
    Case("training_hours", "12 hours over two", snap(staff=CLASS, trainings=[*TRAINED, course("4", "3")]), "12/2: 1 2"),
    Case("training_hours", "none recorded", snap(staff=CLASS), "no_trainings"),
    Case("leader_qualification", "one of two", snap(staff=CLASS), "1/2: 1"),
    Case("leader_qualification", "run out", snap(staff=[teacher("1", "counselor-trained", until="11-19")]), "0/1:"),
    Case("leader_qualification", "last valid day", snap(staff=[teacher("1", "counselor-trained", until="11-20")]), "1/1: 1"),
    Case("leader_qualification", "none entered", snap(staff=[teacher("1")]), "no_qualifications"),
    Case("psych_certificates", "one of three", snap(staff=CLASS), "1/3: 2"),
    Case("psych_certificates", "one", snap(staff=[teacher("1", "mental-health-c")]), "1/1: 1"),
    Case("psych_certificates", "none entered", snap(staff=[teacher("1")]), "no_qualifications"),
    Case("qualified_on_the_day", "two of four", snap(staff=CLASS, sessions=[FIT, UNFIT, EMPTY_POST, ANYBODY, HIGHER]), "2/4: 1 5"),
    Case("qualified_on_the_day", "valid today, not then", snap(staff=[teacher("1", "counselor-trained", until="10-12")], sessions=[FIT]), "0/1:"),
    Case("qualified_on_the_day", "a guest", snap(staff=CLASS, guests=[teacher("9", "expert")], sessions=[GUEST, EMPTY_POST]), "1/2: 6"),
    Case("qualified_on_the_day", "nothing asked", snap(staff=CLASS, sessions=[ANYBODY]), "no_qualified_posts"),
    Case("qualified_on_the_day", "empty", snap(staff=CLASS), "no_held_sessions"),
    Case("credits_recorded", "one of two", snap(trainings=TRAINED), "1/2: 2"),
    Case("credits_recorded", "only a draft", snap(trainings=[DRAFT]), "none_submitted"),
    Case("credits_recognised", "one of two", snap(trainings=TRAINED), "1/2: 1"),
    Case("credits_recognised", "one", snap(trainings=TRAINED[1:2]), "0/1:"),
    Case("credits_recognised", "only a draft", snap(trainings=[DRAFT]), "none_submitted"),
    Case("counselor_load", "three lessons, two people", snap(sessions=[FIT, ses("2", lessons=2, posts=(post("2"),)), ses("3")]), "3/2: 1 2"),
    Case("counselor_load", "no leader written", snap(sessions=[ses("3")]), "no_leaders"),
)  # fmt: skip
def test_team_measure_by_hand(case: Case) -> None:
    case.check()
