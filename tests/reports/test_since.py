"""What has changed since a report was frozen: rows, figures, and what of it may be told."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest

from careplan.indicators import facts_people, facts_work
from careplan.indicators.catalogue import measure_all
from careplan.indicators.facts import Attendance, Report, Snapshot
from careplan.indicators.results import MeasureResult
from careplan.reports import since_words
from careplan.reports.since import NOT_COMPARED, Differs, Field, as_then, changed_rows, differing_figures, told_apart
from tests.reports.year import snapshot


@pytest.fixture(scope="module")
def then() -> Snapshot:
    return snapshot()


@pytest.mark.plan("S45")
def test_nothing_changed_is_nothing(then: Snapshot) -> None:
    assert changed_rows(then, snapshot()) == ()
    results = measure_all(then)
    assert differing_figures(results, results, measure_all(snapshot())) == ()


def test_changed_added_and_gone_rows_are_told_with_their_fields(then: Snapshot) -> None:
    old = then.attendance[0]
    other = "absent" if old.state != "absent" else "present"
    rows = (replace(old, state=other), *then.attendance[2:], Attendance(old.session_id, "24-1", "present"))
    found = changed_rows(then, replace(then, attendance=rows))
    gone = then.attendance[1]
    assert {(one.key, one.how) for one in found} == {
        ((old.session_id, old.child_id), "changed"),
        ((gone.session_id, gone.child_id), "gone"),
        ((old.session_id, "24-1"), "added"),
    }
    changed = next(one for one in found if one.how == "changed")
    assert changed.fields == (Field("state", old.state, other),)
    assert changed.child_id == old.child_id


def test_a_change_of_the_plan_and_of_the_definition_are_told(then: Snapshot) -> None:
    assert then.plan is not None
    now = replace(then, plan=replace(then.plan, budget_fen=0), definition="enrolment")
    found = {one.kind: one.fields for one in changed_rows(then, now)}
    assert found == {
        "plan": (Field("budget_fen", then.plan.budget_fen, 0),),
        "definition": (Field("", "civil_affairs", "enrolment"),),
    }


def test_the_report_itself_is_no_change(then: Snapshot) -> None:
    now = replace(then, reports=(Report("9", "annual", date(2026, 11, 20)),))
    assert changed_rows(then, now) == ()
    assert as_then(now, then) == then


def test_a_figure_that_would_differ_is_told(then: Snapshot) -> None:
    first = next(s for s in then.sessions if s.state == "held")
    sessions = tuple(replace(s, state="cancelled") if s is first else s for s in then.sessions)
    frozen, now = measure_all(then), measure_all(replace(then, sessions=sessions))
    found = {one.code: one for one in differing_figures(frozen, frozen, now)}
    assert found["session_completion"].then == frozen["session_completion"]
    assert found["session_completion"].now == now["session_completion"]
    assert not found["session_completion"].redefined
    assert "budget_set" not in found


def test_another_definition_is_told_apart_from_other_records(then: Snapshot) -> None:
    frozen = measure_all(then)
    again = dict(frozen) | {"budget_set": replace(frozen["budget_set"], numerator=0.0, value=0.0)}
    assert [(one.code, one.redefined) for one in differing_figures(frozen, again, again)] == [("budget_set", True)]


def _rate(part: float, whole: float) -> MeasureResult:
    return MeasureResult("visit_coverage", "rate", part / whole, part, whole)


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        ((240, 310), (240, 310), True),
        ((240, 310), (241, 310), False),
        ((240, 310), (244, 310), False),
        ((240, 310), (245, 310), True),
        ((240, 310), (246, 312), False),
        ((240, 310), (250, 316), False),
        ((240, 310), (245, 315), True),
    ],
)
def test_two_figures_are_not_told_when_their_difference_is_a_small_group(
    then: tuple[float, float], now: tuple[float, float], told: bool
) -> None:
    assert told_apart(Differs("visit_coverage", _rate(*then), _rate(*now))) is told


def test_every_kind_and_field_of_a_row_has_words() -> None:
    hints = {f.name for f in fields(Snapshot)} - NOT_COMPARED
    assert hints == set(since_words.KINDS)
    kinds = [one for module in (facts_people, facts_work) for one in vars(module).values() if is_dataclass(one)]
    assert {f.name for kind in kinds for f in fields(kind)} <= set(since_words.FIELDS)


def test_values_are_said_in_words() -> None:
    assert since_words.value(("2", "1"), {"1": "一(1)班", "2": "一(2)班"}, 0) == "一(1)班、一(2)班"
    assert since_words.value(None, {}, 0) == "空"
    assert since_words.value(date(2026, 9, 1), {}, 1) == "2026-09-01"
    assert since_words.value(tuple(range(10, 20)), {}, 1).endswith("… (10)")
