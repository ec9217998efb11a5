"""A report's life: frozen with all it was made from, by one of two; signed once; thrown away before; amended after."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update

from careplan.audit.models import AuditEvent
from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.clock import now, today
from careplan.db import db, school_scope
from careplan.errors import Refused
from careplan.reports.check_operations import compare, keep_check
from careplan.reports.document import Paragraph
from careplan.reports.jobs import reports_folder
from careplan.reports.load import load_frozen, next_number
from careplan.reports.models import Report, ReportFreeze, ReportText
from careplan.reports.operations import issue_report
from careplan.reports.queries import last_check, thrown_away
from careplan.reports.sign_operations import sign_report, unfreeze_report
from careplan.school.queries import require_year
from tests.reports.frozen_school import CUT_OFF, freeze_one, gather, made_pdf, principal

pytestmark = pytest.mark.usefixtures("in_school_1")


def sign(report: Report) -> None:
    sign_report(actor=principal(), report=report, name="校长 一", day=today(), folder=reports_folder())
    db.session.commit()


@pytest.mark.plan("S45")
def test_everything_is_kept_and_opens_only_with_the_key_of_its_row() -> None:
    draft, _printed = gather()
    report = freeze_one()
    frozen = load_frozen(report)
    assert frozen is not None and draft.facts is not None
    assert frozen.snapshot == draft.facts.snapshot
    assert frozen.results == draft.facts.results
    assert frozen.document == draft.document
    assert frozen.tree == draft.facts.scored.tree
    sealed = db.session.scalars(select(ReportFreeze.sealed)).one()
    assert b"snapshot" not in sealed and len(report.frozen_sha256) == 64


def test_what_was_frozen_and_altered_is_refused() -> None:
    report = freeze_one()
    row = db.session.scalars(select(ReportFreeze)).one()
    row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
    with pytest.raises(Refused, match=r"backup|备份"):
        load_frozen(report)
    db.session.rollback()
    report.frozen_sha256 = "0" * 64
    with pytest.raises(Refused, match=r"backup|备份"):
        load_frozen(report)


def test_two_freeze_at_once_one_wins_the_other_is_told_who(app: Flask, tmp_path: Path) -> None:
    draft, printed = gather()
    db.session.rollback()
    start, said = threading.Barrier(2), list[str]()

    def freeze(_n: int) -> None:
        with app.app_context(), school_scope(1):
            actor = principal().id
            db.session.rollback()
            start.wait()
            try:
                issue_report(actor_id=actor, draft=draft, printed=printed, folder=tmp_path)
                db.session.commit()
                said.append("won")
            except Refused as refused:
                said.append(str(refused))
            finally:
                db.session.remove()

    threads = [threading.Thread(target=freeze, args=(n,)) for n in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(said, key=lambda words: words != "won")[0] == "won"
    assert len(said) == 2 and "principal 1" in next(words for words in said if words != "won")
    assert db.session.scalar(select(func.count(Report.id))) == 1


def test_the_database_itself_holds_one_unsigned_report_of_a_year() -> None:
    report = freeze_one()
    values = {c.key: getattr(report, c.key) for c in Report.__table__.columns if c.key != "id"}
    db.session.add(Report(**(values | {"number": 2})))
    with pytest.raises(Exception, match="UNIQUE"):
        db.session.flush()
    db.session.rollback()


def test_signed_once_by_name_and_day() -> None:
    report = freeze_one()
    assert report.state == "frozen"
    sign(report)
    assert (report.state, report.signed_name, report.signed_on) == ("signed", "校长 一", today())
    with pytest.raises(Refused):
        sign(report)
    actions = db.session.scalars(select(AuditEvent.action).where(AuditEvent.entity == "report")).all()
    assert actions == ["freeze", "sign"]


def test_signature_has_a_day_that_can_be() -> None:
    report = freeze_one()
    for day in (today() + timedelta(days=1), today() - timedelta(days=1), date(1, 1, 1)):
        with pytest.raises(Refused):
            sign_report(actor=principal(), report=report, name="甲", day=day, folder=reports_folder())
    assert report.signed_at is None


def test_nobody_signs_a_report_whose_file_or_facts_were_altered() -> None:
    report = freeze_one()
    path = reports_folder() / report.file_name
    content = path.read_bytes()
    path.write_bytes(content + b" ")
    with pytest.raises(Refused):
        sign(report)
    path.write_bytes(content)
    report.frozen_sha256 = "1" * 64
    with pytest.raises(Refused):
        sign(report)


def test_unfreezing_throws_away_what_it_said_and_keeps_why() -> None:
    report = freeze_one()
    unfreeze_report(actor=principal(), report=report, reason="第三章写错了")
    db.session.commit()
    assert report.state == "withdrawn" and report.document == {} and report.withdrawn_reason == "第三章写错了"
    assert db.session.scalar(select(func.count(ReportFreeze.id))) == 0
    assert [one.id for one, _year, _by in thrown_away()] == [report.id]
    assert next_number(require_year()) == 1
    assert freeze_one().number == 1


def test_a_signed_report_is_not_unfrozen() -> None:
    report = freeze_one()
    sign(report)
    with pytest.raises(Refused):
        unfreeze_report(actor=principal(), report=report, reason="反悔")
    db.session.rollback()
    assert report.state == "signed" and load_frozen(report) is not None


def test_a_signed_report_is_amended_with_a_reason_only_and_once() -> None:
    first = freeze_one()
    with pytest.raises(Refused, match=r"signature|签发"):
        freeze_one()
    sign(first)
    with pytest.raises(Refused, match=r"amended|修订"):
        freeze_one()
    with pytest.raises(Refused, match=r"why|原因"):
        freeze_one(amends_id=first.id, amend_reason=" ")
    second = freeze_one(amends_id=first.id, amend_reason="漏登两次家访")
    assert (second.number, second.amends_id, second.amend_reason) == (2, first.id, "漏登两次家访")
    frozen = load_frozen(second)
    assert frozen is not None
    head = frozen.document.blocks[0]
    assert (
        isinstance(head, Paragraph)
        and "第1号报告的修订版" in str(head.parts[0])
        and "漏登两次家访" in str(head.parts[0])
    )
    sign(second)
    with pytest.raises(Refused, match=r"amended|修订"):
        freeze_one(amends_id=first.id, amend_reason="再改")
    assert load_frozen(first) is not None


def test_a_later_day_makes_a_new_report() -> None:
    sign(freeze_one())
    assert freeze_one(cut_off=CUT_OFF + timedelta(days=1)).amends_id is None


@pytest.mark.plan("S45")
def test_made_again_it_is_the_same_to_the_byte_whatever_became_of_the_records() -> None:
    report = freeze_one()
    _alter(report, title="改了标题")
    db.session.execute(update(Child).values(left_on=CUT_OFF - timedelta(days=9), state="left"))
    record(actor_id=None, action="change", entity="child")
    db.session.commit()
    found = compare(report=report, folder=reports_folder(), remake=made_pdf)
    assert found is not None and found.same and found.causes == () and found.remade_sha256 == report.sha256
    keep_check(actor_id=None, report_id=report.id, found=found)
    db.session.commit()
    last = last_check(report.id)
    assert last is not None and last.same and last.findings == []


def test_every_way_of_being_altered_is_told() -> None:
    report = freeze_one()
    path = reports_folder() / report.file_name
    other = compare(report=report, folder=reports_folder(), remake=lambda page: made_pdf(page) + b" ")
    assert other is not None and other.faults == ("remade_differs",)
    path.write_bytes(b"%PDF-")
    assert _faults(report) == ("file_changed",)
    path.unlink()
    assert _faults(report) == ("file_missing",)
    _alter(report, document=report.document | {"title": "另一份"})
    assert _faults(report) == ("file_missing", "words_changed")
    _alter(report, frozen_sha256="2" * 64)
    assert _faults(report) == ("frozen_changed",)


def _alter(report: Report, **values: object) -> None:
    """Somebody with the database file in the hand changes a row."""
    db.session.execute(update(Report).where(Report.id == report.id).values(**values))
    db.session.commit()


def _faults(report: Report) -> tuple[str, ...]:
    found = compare(report=report, folder=reports_folder(), remake=made_pdf)
    assert found is not None
    return found.faults


def test_a_report_from_before_is_not_made_again() -> None:
    report = freeze_one()
    db.session.execute(delete(ReportFreeze))
    db.session.commit()
    assert compare(report=report, folder=reports_folder(), remake=made_pdf) is None


def test_freezing_needs_the_number_that_was_gathered() -> None:
    draft, printed = gather()
    db.session.rollback()
    sign(freeze_one())
    later = replace(draft, cut_off=CUT_OFF + timedelta(days=1))
    with pytest.raises(Refused, match=r"meanwhile|刚才"):
        issue_report(actor_id=None, draft=later, printed=printed, folder=reports_folder())


def test_a_text_that_was_changed_meanwhile_is_not_passed_over() -> None:
    draft, printed = gather()
    year = require_year()
    row = ReportText(year_id=year.id, section="开头", text="新写的。", proposal="", edited_at=now())
    db.session.add(row)
    record(actor_id=None, action="edit", entity="report_text")
    db.session.commit()
    with pytest.raises(Refused, match=r"meanwhile|刚才"):
        issue_report(actor_id=None, draft=draft, printed=printed, folder=reports_folder())
