"""What changed after the lock, new versions of the rules, and caps over the border of two periods."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from careplan.clock import fixed
from careplan.db import db
from careplan.errors import Refused
from careplan.workload.freezing import made_again
from careplan.workload.period_operations import compute_period, open_period
from careplan.workload.rules_operations import save_rules
from tests.sessions.schedule import session_of
from tests.workload.done import (
    AFTER,
    FIRST,
    NEXT,
    VISITED,
    account,
    call,
    following,
    locked,
    person,
    statement,
)
from tests.workload.made import rules

pytestmark = pytest.mark.usefixtures("in_school_1")


@pytest.mark.plan("S52")
def test_what_changed_after_the_lock_goes_into_the_next_period_once() -> None:
    period = locked()
    call(session_of("2025-1"))
    db.session.commit()
    later = following()
    row = statement("T2")
    assert row.period_id == later.id
    assert [(one["period_id"], one["kind"], one["why"], one["milli"]) for one in row.late] == [
        (period.id, "preparation", "new", 500), (period.id, "session", "new", 1200),
    ]  # fmt: skip
    assert row.milli == sum(one["counted"] for one in row.lines) + 1700
    assert statement("T3").late == []

    from datetime import datetime

    from careplan.clock import SCHOOL_ZONE

    with fixed(datetime(2027, 5, 5, 9, tzinfo=SCHOOL_ZONE)):
        third = open_period(
            actor=account("office1"), name="四月", name_en="April", first=date(2027, 4, 1), last=date(2027, 4, 30)
        )
        compute_period(actor=account("office1"), period=third)
    assert [one for row in third.statements for one in row.late] == []


def test_a_new_version_of_the_rules_leaves_locked_periods_as_they_were() -> None:
    period = locked()
    before = statement().content
    with pytest.raises(Refused):
        save_rules(actor_id=None, rules=rules(), valid_from=FIRST, change="改")
    save_rules(actor_id=None, rules=rules(), valid_from=NEXT[0], change="改")
    db.session.commit()
    later = following()
    assert statement("T3").period_id == later.id and later.rules.number == 2  # type: ignore[union-attr]
    assert [one for row in later.statements for one in row.late] == []
    kept = next(row for row in period.statements if row.staff_id == person("T3"))
    assert kept.content == before and made_again(before) == before


def test_rules_that_say_nothing_new_or_nothing_at_all_are_refused() -> None:
    for given in (rules(fen_per_unit=2500), rules(rates={}, posts={})):
        with pytest.raises(Refused):
            save_rules(actor_id=None, rules=given, valid_from=FIRST, change="x")


def test_a_cap_reaches_over_the_border_of_two_periods() -> None:
    save_rules(actor_id=None, rules=rules(caps={"month": 2000}), valid_from=FIRST, change="封顶")
    with fixed(AFTER):
        one = open_period(actor=account("office1"), name="上", name_en="a", first=FIRST, last=VISITED)
        compute_period(actor=account("office1"), period=one)
        first = sum(line["counted"] for line in statement().lines if line["kind"] != "post")
        two = open_period(
            actor=account("office1"), name="下", name_en="b", first=VISITED + timedelta(days=1), last=date(2026, 9, 30)
        )
        compute_period(actor=account("office1"), period=two)
    both = [
        line for period in (one, two) for row in period.statements if row.staff_id == person("T3") for line in row.lines
    ]
    assert first == 2000, "the visit and the hotline fill the month"
    assert sum(line["counted"] for line in both if line["kind"] != "post" and line["day"].startswith("2026-09")) == 2000
