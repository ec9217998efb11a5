"""The signed statement on paper: the same bytes each time, whatever became of the records since (S52)."""

from __future__ import annotations

import pytest
from flask import Flask

from careplan.audit.operations import record
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.school.models import StaffMember
from careplan.workload.models import WorkStatement
from tests.workload.done import LATER, person, signed, statement
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


def test_what_is_not_signed_has_no_sheet(app: Flask, client_for: ClientFor) -> None:
    from tests.workload.done import computed

    with app.app_context(), school_scope(1):
        period_id, statement_id = computed().id, statement().id
    assert client_for("class_teacher").get(f"/paper/workload/statement/{statement_id}").status_code == 404
    assert client_for("office").get(f"/paper/workload/period/{period_id}").status_code == 404
