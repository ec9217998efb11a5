"""A school copies an example, adapts it, puts it into force; what is over keeps or changes its figure as it was asked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from careplan.db import db
from careplan.errors import Refused
from careplan.school.models import StaffMember
from careplan.training.credit_load import ledgers
from careplan.training.credits.reading import as_data, from_data
from careplan.training.credits.shipped import shipped_rule_sets
from careplan.training.models import CreditRules, TrainingRecord
from careplan.training.operations import add_record, move_record, save_person
from careplan.training.rules_load import changes
from careplan.training.rules_operations import adopt_rules, copy_rules, edit_rules
from careplan.training.words import CourseWords

pytestmark = pytest.mark.usefixtures("in_school_1")
START = date(2026, 1, 1)


def person() -> StaffMember:
    return db.session.scalars(select(StaffMember).where(StaffMember.number == "T3")).one()


def course(on: date, hours: float = 12, state: str = "submitted", **more: Any) -> TrainingRecord:
    words = CourseWords(
        course=more.pop("course", "培训"),
        organiser="",
        level="county",
        category=more.pop("category", "face-to-face"),
        content="psychology",
        starts_on=on,
        ends_on=on,
        hours=hours,
        **more,
    )
    entry = add_record(actor_id=None, staff_id=person().id, words=words)
    for action in {"draft": (), "submitted": ("submit",), "recognised": ("submit", "approve", "recognise")}[state]:
        move_record(actor_id=None, entry=entry, action=action)
    return entry


def version(per: str = "6", counts_from: date | None = START, **adopting: Any) -> CreditRules:
    """The example of locality A with another number of hours for a credit face to face."""
    row = copy_rules(actor_id=None, origin=shipped_rule_sets()["locality-a"], name=f"学校办法{per}")
    rules = [{**one, "hours_per_credit": per} if one["code"] == "focused" else one for one in row.content["rule"]]
    edit_rules(actor_id=None, row=row, content={**row.content, "rule": rules})
    if counts_from:
        adopt_rules(actor_id=None, row=row, counts_from=counts_from, **adopting)
    return row


@pytest.mark.parametrize("code", sorted(shipped_rule_sets()))
def test_a_rule_set_survives_being_kept(code: str) -> None:
    rules = shipped_rule_sets()[code]
    assert from_data(as_data(rules)) == (rules, [])


@pytest.mark.plan("S47")
def test_hours_are_kept_without_rules_and_credits_follow_with_them() -> None:
    entry = course(date(2026, 10, 1))
    assert (entry.hours, entry.credits, entry.rules_id) == (12, None, None)

    row = version()

    assert (entry.hours, entry.credits, entry.rules_id) == (12, 2, row.id)


@pytest.mark.plan("S47")
def test_new_rules_keep_the_past_when_they_count_from_later() -> None:
    old = version()
    before, after = course(date(2026, 9, 30)), course(date(2026, 10, 1))

    new = version("12", date(2026, 10, 1))

    assert [(one.credits, one.rules_id) for one in (before, after)] == [(2, old.id), (1, new.id)]
    assert (old.state, new.state) == ("replaced", "in-force")


@pytest.mark.plan("S47")
def test_the_differences_are_shown_before_and_are_what_is_done() -> None:
    version()
    early, late = course(date(2026, 9, 1)), course(date(2026, 10, 1))
    draft = version("12", None)

    shown = changes(draft, START, locked=False)
    assert [(one.record.id, one.before, one.after) for one in shown.differences] == [(early.id, 2, 1), (late.id, 2, 1)]
    assert (early.credits, late.credits) == (2, 2)

    assert adopt_rules(actor_id=None, row=draft, counts_from=START, digest=shown.digest) == 2
    assert (early.credits, late.credits) == (1, 1)


@pytest.mark.plan("S47")
def test_what_was_not_shown_is_not_done() -> None:
    version()
    course(date(2026, 9, 1))
    draft = version("12", None)
    shown = changes(draft, START, locked=False)
    course(date(2026, 9, 2))

    with pytest.raises(Refused):
        adopt_rules(actor_id=None, row=draft, counts_from=START, digest=shown.digest)
    assert draft.state == "draft"


@pytest.mark.plan("S47", "S49")
@pytest.mark.parametrize(("locked", "credits"), [(False, 2), (True, 1)])
def test_recognised_records_change_only_when_asked(locked: bool, credits: int) -> None:
    version()
    entry = course(date(2026, 9, 1), state="recognised")
    authority = course(date(2026, 9, 2), state="recognised", course="另一项")
    authority.authority_credits = 5
    db.session.flush()

    version("12", START, locked=locked)

    assert (entry.credits, authority.said_credits) == (credits, 5)


@pytest.mark.plan("S49")
def test_a_recognised_record_keeps_its_figure_whatever_comes_later() -> None:
    """The cap of the year was used by the recognised one; the earlier day does not take it away again."""
    row = copy_rules(actor_id=None, origin=shipped_rule_sets()["jianghan"], name="办法")
    adopt_rules(actor_id=None, row=row, counts_from=START)
    first = course(date(2026, 6, 1), 80, state="recognised", category="degree")
    second = course(date(2026, 3, 1), 80, category="degree", course="另一项")

    assert (first.credits, second.credits, second.reasons) == (4, 1, ["cap"])


def test_rules_in_force_cannot_be_edited() -> None:
    row = version()
    with pytest.raises(Refused):
        edit_rules(actor_id=None, row=row, content=row.content)


@pytest.mark.parametrize(
    "change",
    [
        {"rule": []},
        {"unit": "stars"},
        {"day_hours": "many"},
        {"cycle_years": 0},
        {"valid_from": "2026-02-30"},
        {"extra": 1},
    ],
)
def test_a_rule_set_that_cannot_be_read_is_refused(change: dict[str, Any]) -> None:
    row = version(counts_from=None)
    kept = row.content
    with pytest.raises(Refused):
        edit_rules(actor_id=None, row=row, content={**row.content, **change})
    assert row.content == kept


@pytest.mark.plan("S47")
def test_a_new_teachers_training_is_apart() -> None:
    version()
    save_person(actor_id=None, staff_id=person().id, probation_from=date(2026, 9, 1), probation_until=date(2027, 8, 31))
    course(date(2026, 8, 31), 30)
    course(date(2026, 9, 1), 50, course="岗前")

    (ledger,) = ledgers(date(2026, 10, 1), [person()])

    assert {one.floor.code: int(one.got) for one in ledger.hoped} == {"cycle-total": 30, "new-teacher": 50}


@pytest.mark.plan("S46")
def test_who_is_behind_the_pace() -> None:
    """A tenth of the cycle is over: 36 of 360 hours would be even."""
    version()
    course(START, 35)
    day = START + timedelta(days=182)
    assert ledgers(day, [person()])[0].is_behind(day)
    course(START, 5, course="另一项")
    assert not ledgers(day, [person()])[0].is_behind(day)
