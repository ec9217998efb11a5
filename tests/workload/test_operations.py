"""A period from its opening to its lock: legal steps only, two people, nothing overwritten, late ones as such."""

from __future__ import annotations

import json
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from careplan.audit.models import AuditEvent
from careplan.audit.operations import record
from careplan.clock import fixed
from careplan.db import db
from careplan.errors import NotAllowed, Refused
from careplan.workload.entry_operations import (
    EntryWords,
    decide_entry,
    enter_work,
    may_decide,
    share_session,
    take_out_entry,
)
from careplan.workload.freezing import made_again, sha256
from careplan.workload.models import WorkPeriod, WorkStatement
from careplan.workload.period_operations import compute_period, lock_period, open_period, remove_period
from careplan.workload.queries import signers, to_countersign
from careplan.workload.rules_operations import save_rules
from careplan.workload.sign_operations import sign_period, take_back, what_hinders
from careplan.workload.statement_operations import answer, confirm, correct, countersign, object_to
from tests.sessions.schedule import session_of
from tests.workload.done import (
    AFTER,
    FIRST,
    LAST,
    LATER,
    VISITED,
    account,
    call,
    computed,
    led_together,
    opened,
    person,
    statement,
)
from tests.workload.made import rules

pytestmark = pytest.mark.usefixtures("in_school_1")
NEXT = (date(2027, 1, 23), date(2027, 3, 31))


def signed() -> WorkPeriod:
    row = computed()
    with fixed(LATER):
        sign_period(actor=account("principal1"), period=row)
        db.session.commit()
    return row


def locked() -> WorkPeriod:
    row = signed()
    with fixed(LATER):
        lock_period(actor=account("office1"), period=row)
        db.session.commit()
    return row


def following() -> WorkPeriod:
    """The next period, computed."""
    from datetime import datetime

    from careplan.clock import SCHOOL_ZONE

    with fixed(datetime(2027, 4, 5, 9, tzinfo=SCHOOL_ZONE)):
        row = open_period(actor=account("office1"), name="下一期", name_en="Next", first=NEXT[0], last=NEXT[1])
        compute_period(actor=account("office1"), period=row)
        db.session.commit()
    return row


@pytest.mark.plan("S51", "S52")
def test_a_statement_by_hand() -> None:
    computed()
    row = statement()
    weeks = 21  # teaching weeks of the term in which the squad's counselor holds the post
    session = 1200 + 500
    assert row.milli == session + 1500 + 600 + weeks * 1000
    assert row.fen == row.milli * 25 // 10
    assert (row.state, row.period.check_until) == ("waiting", AFTER.date() + timedelta(days=7))


def test_computing_again_changes_nothing_and_keeps_confirmations() -> None:
    period = computed()
    with fixed(AFTER):
        confirm(actor=account("class_teacher1"), row=statement())
        before = [(row.staff_id, row.milli, row.lines, row.version) for row in period.statements]
        assert compute_period(actor=account("office1"), period=period) == 0
    assert [(row.staff_id, row.milli, row.lines, row.version) for row in period.statements] == before
    assert statement().state == "confirmed"


def test_who_has_a_changed_statement_is_asked_again_and_nobody_else() -> None:
    period = computed()
    with fixed(AFTER):
        confirm(actor=account("class_teacher1"), row=statement())
        call(session_of("2025-1"))
        assert compute_period(actor=account("office1"), period=period) == 1
        assert statement().state == "confirmed"
        led_together()
        compute_period(actor=account("office1"), period=period)
    assert statement().state == "waiting"


@pytest.mark.plan("S52")
def test_leaders_of_one_session_get_its_fen_together() -> None:
    row = led_together()
    share_session(actor=account("head_counselor1"), team_session=row, weights={person("T3"): 2, person("T6"): 1})
    computed()
    lines = [
        one
        for who in ("T3", "T6")
        for one in statement(who).lines
        if one["source_id"] == row.id and one["source"] == "session"
    ]
    assert sorted((one["kind"], one["counted"], one["fen"]) for one in lines) == [
        ("preparation", 167, 417), ("preparation", 333, 833), ("session", 400, 1000), ("session", 800, 2000),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last"),
    [(LAST, FIRST), (date(2026, 9, 1), date(2027, 7, 1)), (date(2026, 1, 1), date(2026, 1, 31))],
)
def test_a_period_that_cannot_be_is_refused(first: date, last: date) -> None:
    with pytest.raises(Refused):
        open_period(actor=account("office1"), name="x", name_en="x", first=first, last=last)


def test_two_periods_share_no_day() -> None:
    opened()
    with pytest.raises(Refused, match="第一学期"):
        open_period(actor=account("office1"), name="x", name_en="x", first=LAST, last=LAST + timedelta(days=30))


def test_a_period_is_computed_when_it_is_over() -> None:
    row = opened()
    with fixed(AFTER - timedelta(days=4)), pytest.raises(Refused):
        compute_period(actor=account("office1"), period=row)


def test_an_objection_is_answered_by_another_and_the_person_looks_again() -> None:
    computed()
    teacher, row = account("class_teacher1"), statement()
    with pytest.raises(Refused):
        object_to(actor=teacher, row=row, words="  ")
    objection = object_to(actor=teacher, row=row, words="少了一次")
    with pytest.raises(Refused):
        confirm(actor=teacher, row=row)
    answer(actor=account("office1"), objection=objection, words="已补上")
    assert row.state == "waiting"
    with pytest.raises(Refused):
        answer(actor=account("office1"), objection=objection, words="再来")
    confirm(actor=teacher, row=row)
    assert row.state == "confirmed"


@pytest.mark.plan("S52")
def test_a_correction_is_a_line_of_its_own() -> None:
    computed()
    row, before = statement(), statement().milli
    lines = list(row.lines)
    correct(actor=account("office1"), row=row, milli=600, reason="替同事带了一次")
    correct(actor=account("office1"), row=row, milli=-100, reason="多计")
    assert (row.milli, row.lines) == (before + 500, lines)
    assert [(one.milli, one.fen) for one in row.corrections] == [(600, 1500), (-100, -250)]
    with pytest.raises(Refused):
        correct(actor=account("office1"), row=row, milli=-row.milli - 1, reason="全部")
    with pytest.raises(Refused):
        correct(actor=account("office1"), row=row, milli=0, reason="没有")
    with pytest.raises(Refused):
        correct(actor=account("office1"), row=row, milli=1, reason=" ")


def test_nobody_decides_on_their_own() -> None:
    computed()
    office, row = account("office1"), statement()
    office.staff_id = row.staff_id
    for act in (
        lambda: correct(actor=office, row=row, milli=100, reason="给自己"),
        lambda: countersign(actor=office, row=row),
        lambda: answer(actor=office, objection=object_to(actor=office, row=row, words="少"), words="好"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_nobody_confirms_or_objects_for_another() -> None:
    computed()
    for name in ("office1", "principal1", "head_counselor1"):
        with pytest.raises(NotAllowed):
            confirm(actor=account(name), row=statement())
        with pytest.raises(NotAllowed):
            object_to(actor=account(name), row=statement(), words="x")


@pytest.mark.plan("S52")
def test_a_period_is_signed_when_everybody_confirmed_or_had_the_time() -> None:
    period = computed()
    with fixed(AFTER):
        assert what_hinders(account("principal1"), period).unconfirmed == 1, "only one person has an account"
        with pytest.raises(Refused):
            sign_period(actor=account("principal1"), period=period)
        confirm(actor=account("class_teacher1"), row=statement())
        sign_period(actor=account("principal1"), period=period)
    assert (period.state, period.signed_name) == ("signed", "principal 1")


def test_an_open_objection_stops_the_signature_however_late_it_is() -> None:
    period = computed()
    object_to(actor=account("class_teacher1"), row=statement(), words="少了一次")
    with fixed(LATER), pytest.raises(Refused):
        sign_period(actor=account("principal1"), period=period)


def test_work_by_hand_that_nobody_decided_on_stops_the_signature() -> None:
    period = computed()
    words = EntryWords(VISITED, time(16), time(17), "送学生")
    with fixed(LATER):
        row = enter_work(actor=account("class_teacher1"), staff_id=person("T3"), words=words)
        assert what_hinders(account("principal1"), period).entries_waiting == 1
        with pytest.raises(Refused):
            sign_period(actor=account("principal1"), period=period)
        take_out_entry(actor=account("class_teacher1"), row=row)
        sign_period(actor=account("principal1"), period=period)


def test_who_computed_or_corrected_never_signs() -> None:
    period = computed()
    both = account("principal1")
    both.roles = ["principal", "office"]
    with fixed(LATER):
        correct(actor=both, row=statement(), milli=100, reason="更正")
        with pytest.raises(Refused):
            sign_period(actor=both, period=period)


def test_the_signers_own_statement_wants_a_counter_signature() -> None:
    period = computed()
    principal = account("principal1")
    principal.staff_id = person("T1")
    with fixed(LATER):
        with pytest.raises(Refused):
            sign_period(actor=principal, period=period)
        confirm(actor=principal, row=statement("T1"))
        assert [one.id for one in to_countersign(signers())] == [statement("T1").id]
        countersign(actor=account("office1"), row=statement("T1"))
        assert to_countersign(signers()) == []
        sign_period(actor=principal, period=period)


@pytest.mark.plan("S52")
def test_a_signed_statement_is_kept_and_comes_out_the_same() -> None:
    signed()
    rows = db.session.scalars(select(WorkStatement)).all()
    assert len(rows) >= 2
    for row in rows:
        assert made_again(row.content) == row.content
        assert sha256(row.content) == row.sha256
    kept = json.loads(statement().content)
    assert (kept["total_milli"], kept["total_fen"]) == (statement().milli, statement().fen)
    assert kept["rules"]["number"] == 1 and kept["signed"]["by"] == "principal 1"
    summary = json.loads(rows[0].period.summary)
    assert summary["total_fen"] == sum(row.fen or 0 for row in rows)


def test_a_signed_period_stands_against_every_change() -> None:
    period = signed()
    office, teacher, row = account("office1"), account("class_teacher1"), statement()
    with fixed(LATER):
        for act in (
            lambda: compute_period(actor=office, period=period),
            lambda: correct(actor=office, row=row, milli=100, reason="x"),
            lambda: countersign(actor=office, row=row),
            lambda: object_to(actor=teacher, row=row, words="x"),
            lambda: confirm(actor=teacher, row=row),
            lambda: remove_period(actor=office, period=period),
            lambda: sign_period(actor=account("principal1"), period=period),
        ):
            with pytest.raises(Refused):
                act()


def test_a_signature_is_taken_back_with_a_reason_until_the_lock() -> None:
    period = signed()
    principal = account("principal1")
    with fixed(LATER):
        with pytest.raises(Refused):
            take_back(actor=principal, period=period, reason=" ")
        take_back(actor=principal, period=period, reason="算错了")
        assert (period.state, period.sha256, statement().content) == ("computed", "", "")
        sign_period(actor=principal, period=period)
        lock_period(actor=account("office1"), period=period)
        with pytest.raises(Refused):
            take_back(actor=principal, period=period, reason="太晚")


@pytest.mark.parametrize(
    ("act", "who"),
    [
        (lambda period, who: compute_period(actor=who, period=period), "principal1"),
        (lambda period, who: sign_period(actor=who, period=period), "office1"),
        (lambda period, who: lock_period(actor=who, period=period), "principal1"),
        (lambda period, who: take_back(actor=who, period=period, reason="x"), "office1"),
        (lambda period, who: remove_period(actor=who, period=period), "head_counselor1"),
    ],
)
def test_each_step_is_somebodys(act: object, who: str) -> None:
    period = computed()
    with pytest.raises(NotAllowed):
        act(period, account(who))  # type: ignore[operator]


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


def test_work_by_hand_is_decided_by_another_than_did_or_entered_it() -> None:
    teacher, office, head = account("class_teacher1"), account("office1"), account("head_counselor1")
    words = EntryWords(VISITED, time(16), time(17), "送学生")
    with fixed(AFTER):
        own = enter_work(actor=teacher, staff_id=person("T3"), words=words)
        by_office = enter_work(actor=office, staff_id=person("T3"), words=words)
        assert not may_decide(teacher, own) and not may_decide(office, by_office) and may_decide(head, by_office)
        with pytest.raises(NotAllowed):
            decide_entry(actor=office, row=by_office, accept=True)
        with pytest.raises(NotAllowed):
            enter_work(actor=teacher, staff_id=person("T1"), words=words)
        with pytest.raises(Refused):
            decide_entry(actor=head, row=own, accept=False, reason="")
        decide_entry(actor=head, row=own, accept=True)
        with pytest.raises(Refused):
            decide_entry(actor=office, row=own, accept=False, reason="不")
        with pytest.raises(Refused):
            take_out_entry(actor=teacher, row=own)
        head.staff_id = person("T3")
        assert not may_decide(head, by_office)


@pytest.mark.parametrize(
    "weights", [{"T3": 1}, {"T3": 1, "T1": 1}, {"T3": 0, "T6": 0}, {"T3": -1, "T6": 1}, {"T3": 101, "T6": 1}]
)
def test_shares_that_cannot_be_are_refused(weights: dict[str, int]) -> None:
    row = led_together()
    with pytest.raises(Refused):
        share_session(
            actor=account("head_counselor1"),
            team_session=row,
            weights={person(who): one for who, one in weights.items()},
        )


def test_shares_wait_while_the_period_is_signed_and_count_late_when_it_is_locked() -> None:
    row = led_together()
    period = signed()
    weights = {person("T3"): 3, person("T6"): 1}
    with pytest.raises(Refused):
        share_session(actor=account("head_counselor1"), team_session=row, weights=weights)
    with fixed(LATER):
        lock_period(actor=account("office1"), period=period)
    share_session(actor=account("head_counselor1"), team_session=row, weights=weights)
    db.session.commit()
    following()
    assert sum(one["milli"] for who in ("T3", "T6") for one in statement(who).late) == 0
    assert sum(one["milli"] for one in statement("T3").late) == 300 + 125


def test_a_period_opened_by_mistake_is_taken_out_until_somebody_objected() -> None:
    period = computed()
    object_to(actor=account("class_teacher1"), row=statement(), words="少")
    with pytest.raises(Refused):
        remove_period(actor=account("office1"), period=period)
    for row in period.statements:
        row.objections.clear()
    record(actor_id=None, action="x", entity="x")
    remove_period(actor=account("office1"), period=period)
    assert db.session.scalars(select(WorkPeriod)).all() == []


def test_every_step_stands_in_the_log() -> None:
    locked()
    actions = set(db.session.scalars(select(AuditEvent.action).where(AuditEvent.entity == "work_period")))
    assert actions == {"open", "compute", "sign", "lock"}
