"""Each paper that claims PDF/A-2a and PDF/UA-1 keeps the rules, and a checker that is not ours finds nothing in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask, render_template
from sqlalchemy import select

from careplan.children.models import Child
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.paper.views_pdf import STYLE
from careplan.passing.document import Packet, unbroken
from careplan.reports.printing import print_page, render_pdf
from careplan.reports.public import public_document
from careplan.school.models import Squad, StaffMember
from careplan.school.queries import this_school
from tests.indicators.played_care import play_care
from tests.indicators.played_year import play
from tests.reports.checker import unsound
from tests.reports.test_public import frozen
from tests.world import ClientFor

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
PAPERS = (
    "/summaries/plan/pdf", "/summaries/term/pdf", "/summaries/squad/{squad}/pdf", "/data-audit/pdf?year=2026", "/clauses/pdf",
    "/board/pdf", "/paper/week/pdf", "/paper/term/pdf?term=1", "/paper/squads/pdf?squad={squad}", "/paper/register/pdf",
    "/paper/route/pdf", "/paper/training/{person}/pdf", "/paper/consent/{child}/pdf",
)  # fmt: skip


@pytest.fixture
def played(app: Flask) -> Iterator[dict[str, int]]:
    """A school in the middle of its year; a squad, a teacher and a child of it."""
    with fixed(NOON):
        with app.app_context(), school_scope(1):
            play(7)
            play_care(7)
            models = {"squad": Squad, "person": StaffMember, "child": Child}
            ids = {name: db.session.scalars(select(model.id)).first() or 0 for name, model in models.items()}
        yield ids


@pytest.mark.slow
@pytest.mark.plan("S45")
def test_every_paper_is_sound(client_for: ClientFor, played: dict[str, int]) -> None:
    browser, found = client_for("principal"), {}
    for address in PAPERS:
        answer = browser.get(address.format(**played))
        assert answer.data[:5] == b"%PDF-", (address, answer.status)
        found[address] = unsound(answer.data)
    assert {address: amiss for address, amiss in found.items() if amiss} == {}


@pytest.mark.slow
def test_packet_for_a_partner_is_sound(app: Flask) -> None:
    packet = Packet(
        number=1, tier="report", title="需要帮扶的孩子", school="明德镇中心小学", recipient="县民政局", purpose="冬衣",
        basis="监护人同意", made_on="2026-11-20", expires_on="2027-01-31", mark="县民政局专用", notes=("用后删除。",), file_name="x",
        columns=("编号", "监护人电话", "需要"), rows=(("A1", "父亲 10054449382；母亲 10089996825", "棉鞋"),) * 60,
    )  # fmt: skip
    for one in (packet, replace(packet, columns=packet.columns * 4, rows=tuple(row * 4 for row in packet.rows))):
        with app.test_request_context(), school_scope(1):
            page = render_template("passing/print.html", document=one, unbroken=unbroken(one), school=this_school())
        assert unsound(print_page(page, assets={"paper.css": STYLE}).pdf) == []


@pytest.mark.slow
def test_report_for_the_public_is_sound() -> None:
    assert unsound(render_pdf(public_document(frozen(9), "已签发。"))) == []
