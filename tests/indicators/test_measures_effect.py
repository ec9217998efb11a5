"""Hand-computed cases of careplan/indicators/measures_effect.py."""

from __future__ import annotations

import pytest

from careplan.indicators.facts import Improvement, Report
from tests.indicators.case import Case, cases, day, says, ses, snap


def wish(id: str, found: str, due: str | None = None, closed: str | None = None) -> Improvement:
    return Improvement(id, day(found), day(due) if due else None, day(closed) if closed else None)


REPORT = Report("R", "annual", day("27-06-30"))
HELD = [ses("1"), ses("2"), ses("3", state="cancelled")]
HEARD = [
    says("1", "1", 5, 4, 3),
    says("2", "1", 3, None, None),
    says("3", "2", 5, 5, 5, by="teacher"),
    says("4", "3", 1, 1, 1),
]
WISHES = [wish("1", "10-01", "10-15", "10-11"), wish("2", "10-01", "10-15"), wish("3", "11-01", "12-01")]


@pytest.mark.plan("S17", "S38", "S45")
@cases(
    Case("annual_report", "issued", snap("27-06-30", reports=[REPORT, Report("T", "term", day("27-01-20"))]), "1/1: R"),
    Case("annual_report", "year over without", snap("27-07-03"), "0/1:"),
    Case("annual_report", "issued tomorrow", snap("27-06-29", reports=[REPORT]), "year_not_over"),
    Case("annual_report", "no terms", snap(terms=()), "no_terms"),
    Case("satisfaction", "four, three and five", snap(sessions=HELD, feedback=HEARD), "12/3: 1 2 3"),
    Case("satisfaction", "session not held", snap(sessions=HELD, feedback=HEARD[3:]), "no_feedback"),
    Case("felt_effective", "one answer of 3", snap(sessions=HELD, feedback=HEARD[:2]), "0/1:"),
    Case("felt_effective", "one of two", snap(sessions=HELD, feedback=[*HEARD, says("5", "2", 1, 1, 4)]), "2/3: 3 5"),
    Case("feedback_rate", "two of two", snap(sessions=HELD, feedback=HEARD), "2/2: 1 2"),
    Case("feedback_rate", "one of two", snap(sessions=HELD, feedback=HEARD[:1]), "1/2: 1"),
    Case("feedback_rate", "none asked", snap(sessions=HELD), "no_feedback"),
    Case("improvement_loop", "one of two due", snap(improvements=WISHES), "1/2: 1"),
    Case("improvement_loop", "closed before due", snap(improvements=[wish("1", "11-01", "12-01", "11-20")]), "1/1: 1"),
    Case("improvement_loop", "not yet due", snap(improvements=WISHES[2:]), "no_due_improvements"),
    Case("answer_days", "ten and twenty", snap(improvements=[*WISHES, wish("4", "10-01", None, "10-21")]), "30/2: 1 4"),
    Case("answer_days", "one", snap(improvements=WISHES[:1]), "10/1: 1"),
    Case("answer_days", "none closed", snap(improvements=WISHES[1:]), "none_closed"),
)  # fmt: skip
def test_effect_measure_by_hand(case: Case) -> None:
    case.check()
