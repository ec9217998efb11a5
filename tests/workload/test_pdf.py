"""The signed statement on paper: the same bytes each time, whatever became of the records since (S52)."""

from __future__ import annotations

import pytest
from flask import Flask

from careplan.audit.operations import record
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.school.models import StaffMember
from careplan.workload.models import WorkStatement
from careplan.workload.sign_operations import sign_period
from careplan.workload.statement_operations import answer, lines_by_key, object_to
from tests.workload.done import LATER, account, computed, person, signed, statement
from tests.world import ClientFor

pytestmark = pytest.mark.slow


@pytest.mark.plan("S52")
def test_it_comes_out_the_same_to_the_byte_after_the_records_changed(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        period_id, statement_id = signed().id, statement().id
    with fixed(LATER):
        first = client_for("class_teacher").get(f"/paper/workload/statement/{statement_id}")
        summary = client_for("principal").get(f"/paper/workload/period/{period_id}")
    assert (first.status_code, first.mimetype, first.data[:4]) == (200, "application/pdf", b"%PDF")
    assert summary.data[:4] == b"%PDF"

    with app.app_context(), school_scope(1):
        db.session.get_one(StaffMember, person("T3")).name = "改了名"
        db.session.get_one(WorkStatement, statement_id).lines = []
        record(actor_id=None, action="edit", entity="staff_member")
        db.session.commit()
    second = client_for("office").get(f"/paper/workload/statement/{statement_id}")
    assert second.data == first.data


def test_objections_to_a_line_and_to_the_whole_stand_on_it(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        period, row = computed(), statement()
        for line in ("", next(iter(lines_by_key(row)))):
            said = object_to(actor=account("class_teacher1"), row=row, words="请核对", line=line)
            answer(actor=account("office1"), objection=said, words="核对过了")
        with fixed(LATER):
            sign_period(actor=account("principal1"), period=period)
        db.session.commit()
        statement_id = row.id
    page = client_for("class_teacher").get(f"/paper/workload/statement/{statement_id}")
    assert (page.status_code, page.mimetype) == (200, "application/pdf")


def test_what_is_not_signed_has_no_sheet(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        period_id, statement_id = computed().id, statement().id
    assert client_for("class_teacher").get(f"/paper/workload/statement/{statement_id}").status_code == 404
    assert client_for("office").get(f"/paper/workload/period/{period_id}").status_code == 404
