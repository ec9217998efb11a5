"""The paper's page and files, and that its counts are those of the one school and the one year."""

from __future__ import annotations

import io
from datetime import date, datetime

import docx
import pikepdf
import pytest
from flask import Flask
from sqlalchemy import func, select

from careplan.audit.models import AuditEvent
from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.data_audit.load import load_facts
from careplan.db import db, school_scope
from careplan.passing.models import Packet, PacketChild, PacketFile
from tests.reports.archival import broken
from tests.world import ClientFor


@pytest.fixture
def passed_on(app: Flask) -> Flask:
    """School 1 let a packet out with one child at the turn of the year, by the school's clock; school 2 another."""
    with app.app_context():
        for school, at in ((1, datetime(2025, 12, 31, 16, 30)), (2, datetime(2026, 3, 1))):
            with school_scope(school):
                child = db.session.scalars(select(Child)).first()
                assert child is not None
                packet = Packet(
                    number=1, kind="charity", recipient="会", purpose="衣", expires_on=date(2026, 9, 1), state="out",
                    made_at=at, confirmed_at=at,
                )  # fmt: skip
                packet.children = [PacketChild(child_id=child.id, basis="consent", asked_on=date(2026, 5, 1))]
                packet.files = [PacketFile(kind="pdf", sha256="0", size=1, made_at=at)]
                db.session.add(packet)
                record(actor_id=None, action="read", entity="child", entity_id=child.id).at = at
                db.session.commit()
    return app


def test_it_counts_one_school_and_the_year_of_the_schools_clock(passed_on: Flask) -> None:
    with passed_on.app_context(), school_scope(1):
        before, now = load_facts(2025), load_facts(2026)
        children = db.session.scalar(select(func.count(Child.id)))
        assert now.passed["charity"].packets == now.passed["charity"].children == now.asked_to_delete == 1
        assert (before.passed, sum(before.reads.values())) == ({}, 0)
        assert (now.reads_by_month[0], now.reads_by_month[2]) == (1, 0)
        assert now.everybody == now.kept["child"] == children
        assert sum(now.consents["photo"].values()) == now.everybody


@pytest.mark.plan("C11")
def test_the_principal_reads_it_and_takes_it_along(passed_on: Flask, client_for: ClientFor) -> None:
    browser = client_for("principal")
    page = browser.get("/data-audit/?year=2026").get_data(as_text=True)
    assert "处理目的与监护人同意" in page and "公益组织" in page
    text = docx.Document(io.BytesIO(browser.get("/data-audit/docx?year=2026").data))
    assert "审计结论与整改" in [p.text for p in text.paragraphs]
    with pikepdf.open(io.BytesIO(browser.get("/data-audit/pdf?year=2026").data)) as pdf:
        assert len(pdf.pages) > 2 and broken(pdf) == []


def test_no_childs_name_is_in_it(passed_on: Flask, client_for: ClientFor) -> None:
    with passed_on.app_context(), school_scope(1):
        names = set(db.session.scalars(select(Child.name)))
    page = client_for("principal").get("/data-audit/?year=2026").get_data(as_text=True)
    assert not [name for name in names if name in page]


@pytest.mark.parametrize(
    ("asked", "status"), [("", 200), ("?year=", 200), ("?year=1", 200), ("?year=x", 400), ("?year=9" + "9" * 20, 400)]
)
def test_a_year_that_cannot_be_is_the_last_one_or_said_to_be_no_number(
    client_for: ClientFor, asked: str, status: int
) -> None:
    assert client_for("principal").get(f"/data-audit/{asked}").status_code == status


@pytest.mark.parametrize(
    "role", ["head_counselor", "class_teacher", "counselling_teacher", "office", "community_worker"]
)
def test_it_is_the_principals(client_for: ClientFor, role: str) -> None:
    assert {client_for(role).get(f"/data-audit/{page}").status_code for page in ("", "pdf", "docx")} == {403}


def test_reading_it_changes_nothing(app: Flask, client_for: ClientFor) -> None:
    browser = client_for("principal")
    browser.get("/data-audit/")
    with app.app_context(), school_scope(1):
        assert db.session.scalar(select(func.count(AuditEvent.id)).where(AuditEvent.action == "read")) == 0
