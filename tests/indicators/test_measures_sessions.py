"""Hand-computed cases of careplan/indicators/measures_sessions.py."""

from __future__ import annotations

import pytest

from tests.indicators.case import Case, arr, came, cases, kid, post, ses, snap

ALL = frozenset({"pupils", "parents", "teachers"})
PARENTS = frozenset({"pupils", "parents"})
FALLEN = ses("3", state="cancelled")
RAIN = ses("4", state="cancelled", excused=True)
FORGOTTEN = ses("5", "11-01", state="planned")
AHEAD = ses("6", "12-01", state="planned")
TODAY = ses("7", "11-20", state="planned")
ADDED = ses("8", extra=True)
TWO = [kid("1"), kid("2")]
ROWS = [*came("1", "1"), *came("1", "2", state="absent"), *came("2", "1", state="late"), *came("9", "2")]


@pytest.mark.plan("S6", "S12", "S14", "S26", "S28", "S31")
@cases(
    Case("session_completion", "two of five due", snap(sessions=[ses("1"), ses("2"), FALLEN, RAIN, FORGOTTEN, AHEAD, TODAY, ADDED]), "2/5: 1 2"),
    Case("session_completion", "one fallen out", snap(sessions=[FALLEN]), "0/1:"),
    Case("session_completion", "only ahead", snap(sessions=[AHEAD, TODAY]), "no_due_sessions"),
    Case("session_completion", "held today", snap(sessions=[ses("1", "11-20")]), "1/1: 1"),
    Case("unexcused_cancellations", "one fallen, one forgotten", snap(sessions=[ses("1"), FALLEN, RAIN, FORGOTTEN]), "2/1: 3 5"),
    Case("unexcused_cancellations", "none", snap(sessions=[ses("1")]), "0/1:"),
    Case("unexcused_cancellations", "empty", snap(sessions=[AHEAD]), "no_due_sessions"),
    Case("reached_every_child", "late counts, planned not", snap(children=TWO, sessions=[ses("1"), ses("2"), ses("9", "12-01", state="planned")], attendance=ROWS), "1/2: 1"),
    Case("reached_every_child", "no lists", snap(children=TWO, sessions=[ses("1")]), "no_attendance"),
    Case("attendance_rate", "two of three", snap(children=TWO, sessions=[ses("1"), ses("2")], attendance=ROWS[:3]), "2/3: 1 2"),
    Case("attendance_rate", "one absent", snap(sessions=[ses("1")], attendance=ROWS[1:2]), "0/1:"),
    Case("attendance_rate", "empty", snap(sessions=[ses("1")]), "no_attendance"),
    Case("child_led_share", "one of two known", snap(sessions=[ses("1", child_led_count=4), ses("2", child_led_count=0), ses("3")]), "1/2: 1"),
    Case("child_led_share", "unknown", snap(sessions=[ses("1")]), "child_led_unknown"),
    Case("parent_participation", "one of two", snap(sessions=[ses("1", audiences=PARENTS, parents_count=9), ses("2", audiences=PARENTS, parents_count=0), ses("3", parents_count=2)]), "1/2: 1"),
    Case("parent_participation", "one unknown", snap(sessions=[ses("1", audiences=PARENTS)]), "parents_unknown"),
    Case("parent_participation", "empty", snap(sessions=[ses("1")]), "no_parent_sessions"),
    Case("parent_participation", "a lesson of two", snap(sessions=[ses("1", audiences=PARENTS, parents_count=0)], beside=[arr("2", "parents-lesson", came=30), arr("3", "parents-lesson"), arr("4", "elective", came=9)]), "1/2: 2"),
    Case("three_audiences", "parents of A in a lesson", snap(sessions=[ses("1"), ses("2", squads="B")], beside=[arr("3", "parents-lesson", squads="A"), arr("4", "parents-lesson", squads="B", state="cancelled")]), "3/6: A B"),
    Case("three_audiences", "three and one", snap(sessions=[ses("1", audiences=PARENTS), ses("2", audiences=ALL), ses("3", squads="B")]), "4/6: A B"),
    Case("three_audiences", "one", snap(sessions=[ses("1")]), "1/6: A"),
    Case("three_audiences", "no squads", snap(sessions=[ses("1")], squads=()), "no_squads"),
    Case("monthly_rhythm", "September and October over", snap(sessions=[ses("1", "09-08", "AB"), ses("2", "09-15"), ses("3", "10-20"), ses("4", "11-10")]), "3/4: A/2026-09 A/2026-10 B/2026-09"),
    Case("monthly_rhythm", "first day after September", snap("10-01", sessions=[ses("1", "09-08")]), "1/2: A/2026-09"),
    Case("monthly_rhythm", "last day of September", snap("09-30", sessions=[ses("1", "09-08")]), "no_ended_month"),
    Case("monthly_rhythm", "nothing held", snap(), "no_held_sessions"),
    Case("monthly_rhythm", "no squads", snap(squads=(), sessions=[ses("1")]), "no_squads"),
    Case("expert_lectures", "one of two", snap(sessions=[ses("1", method="lecture", posts=(post("e", "expert", "expert"),)), ses("2", method="lecture"), ses("3")]), "1/1: 1"),
    Case("expert_lectures", "post empty", snap(sessions=[ses("1", method="lecture", posts=(post(None, "expert", "expert"),))]), "0/1:"),
)  # fmt: skip
def test_sessions_measure_by_hand(case: Case) -> None:
    case.check()
