"""The pages of a frozen report: signing, unfreezing, checking, what has changed, the records as they were."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pypdf
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import delete, select, update

from careplan.app import create_app
from careplan.audit.models import AuditEvent
from careplan.casework.models import Contact
from careplan.casework.withdraw_operations import withdraw_contact
from careplan.children.models import Child
from careplan.clock import today
from careplan.db import db, school_scope
from careplan.events.models import CareEvent
from careplan.events.withdraw_operations import withdraw_event
from careplan.indicators.results import MeasureResult
from careplan.reports import jobs, views_public
from careplan.reports.frozen import Frozen
from careplan.reports.load import load_frozen
from careplan.reports.models import Report
from careplan.reports.printing import Printed
from careplan.reports.public import MOVED
from tests.indicators.played_year import play
from tests.reports.frozen_school import an_event, change_a_roll, freeze_one, made_pdf
from tests.world import ClientFor, settings_at

SIGN = {"name": "校长 一", "day": today().isoformat(), "read": "y"}


@pytest.fixture(scope="module")
def frozen_folder(world_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """School 1 has a played year, of which a report is frozen."""
    folder = tmp_path_factory.mktemp("frozen") / "data"
    shutil.copytree(world_folder, folder)
    app = create_app(settings_at(folder))
    with app.app_context(), school_scope(1):
        play(1)
        an_event()
        db.session.execute(delete(Report))
        db.session.commit()
        freeze_one()
        db.engine.dispose()
    return folder


@pytest.fixture
def app(frozen_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    folder = tmp_path / "data"
    shutil.copytree(frozen_folder, folder)
    app = create_app(settings_at(folder))
    monkeypatch.setattr(jobs, "print_page", lambda page, **_rest: Printed(made_pdf(page), 12, page))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def report_id(app: Flask) -> int:
    with app.app_context(), school_scope(1):
        return db.session.scalars(select(Report.id)).one()


@pytest.mark.plan("S45")
def test_principal_signs_on_the_page(report_id: int, client_for: ClientFor) -> None:
    browser = client_for("principal")
    assert "已冻结，待签发" in browser.get(f"/reports/{report_id}").get_data(as_text=True)
    assert "签发年度报告" in browser.get("/").get_data(as_text=True)
    answer = browser.post(f"/reports/{report_id}/sign", data=SIGN | {"day": "2026-02-31"})
    assert answer.status_code == 422 and "日期" in answer.get_data(as_text=True)
    assert browser.post(f"/reports/{report_id}/sign", data=SIGN | {"day": "9999-12-31"}).status_code == 422
    ahead = browser.post(f"/reports/{report_id}/sign", data=SIGN | {"day": "2099-12-31"})
    assert ahead.status_code == 422 and 'id="day-error"' in ahead.text
    assert browser.post(f"/reports/{report_id}/sign", data=SIGN | {"name": "长" * 41}).status_code == 422
    assert browser.post(f"/reports/{report_id}/sign", data=SIGN).status_code == 302
    page = browser.get(f"/reports/{report_id}").get_data(as_text=True)
    assert "校长 一" in page and "已签发" in page and "撤销冻结" not in page
    again = browser.post(f"/reports/{report_id}/sign", data=SIGN)
    assert again.headers["Location"] == f"/reports/{report_id}"
    assert browser.get(f"/reports/issue?amends={report_id}").status_code == 200


def test_unfreezing_needs_a_reason_and_takes_the_file_away(app: Flask, report_id: int, client_for: ClientFor) -> None:
    browser = client_for("principal")
    assert browser.post(f"/reports/{report_id}/unfreeze", data={"reason": "  "}).status_code == 422
    folder: Path = app.config["SETTINGS"].reports_folder
    assert len(list(folder.iterdir())) == 1
    assert browser.post(f"/reports/{report_id}/unfreeze", data={"reason": "第三章写错了"}).status_code == 302
    assert list(folder.iterdir()) == []
    assert browser.get(f"/reports/{report_id}").status_code == 404
    again = browser.post(f"/reports/{report_id}/unfreeze", data={"reason": "第三章写错了"})
    assert again.headers["Location"] == "/reports/", "pressed twice"
    assert "第三章写错了" in browser.get("/reports/").get_data(as_text=True)
    assert "第三章写错了" not in client_for("office").get("/reports/").get_data(as_text=True)


def test_a_reason_that_is_listed_for_good_names_no_child(app: Flask, report_id: int, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        name = db.session.scalars(select(Child.name).order_by(Child.id)).first()
    browser = client_for("principal")
    page = browser.post(f"/reports/{report_id}/unfreeze", data={"reason": f"{name}的情况写错了"})
    assert page.status_code == 422 and browser.get(f"/reports/{report_id}").status_code == 200
    browser.post(f"/reports/{report_id}/sign", data=SIGN)
    form = {"cut_off": "2026-11-20", "amends": str(report_id), "amend_reason": f"{name}的情况写错了", "read": "y"}
    assert browser.post("/reports/issue", data=form).status_code == 422


def test_check_says_unchanged_and_then_what_was_changed(app: Flask, report_id: int, client_for: ClientFor) -> None:
    browser = client_for("principal")
    assert "还没有核对过" in browser.get(f"/reports/{report_id}/check").get_data(as_text=True)
    browser.post(f"/reports/{report_id}/check")
    assert "逐字节一致" in browser.get(f"/reports/{report_id}/check").get_data(as_text=True)
    file = next(app.config["SETTINGS"].reports_folder.iterdir())
    file.write_bytes(file.read_bytes() + b" ")
    browser.post(f"/reports/{report_id}/check")
    assert "不是冻结时的那一份" in browser.get(f"/reports/{report_id}/check").get_data(as_text=True)


@pytest.mark.plan("S45")
def test_since_then_lists_records_and_figures(app: Flask, report_id: int, client_for: ClientFor) -> None:
    browser = client_for("principal")
    assert "没有变化" in browser.get(f"/reports/{report_id}/since").get_data(as_text=True)
    session_id = change_a_roll(app)
    page = browser.get(f"/reports/{report_id}/since").get_data(as_text=True)
    assert "1条记录有变化" in page
    assert f'href="/sessions/{session_id}"' in page
    assert "<del>到</del> → <ins>病假</ins>" in page
    assert f'href="/reports/{report_id}/figures/attendance_rate"' in page


@pytest.mark.plan("S45")
def test_since_then_names_an_event_and_a_visit_that_were_taken_back(
    app: Flask, report_id: int, client_for: ClientFor
) -> None:
    with app.app_context(), school_scope(1):
        event = db.session.scalars(select(CareEvent)).one()
        visit = db.session.scalars(select(Contact).order_by(Contact.id).limit(1)).one()
        withdraw_event(actor_id=1, event=event, reason="写在别的孩子名下")
        withdraw_contact(actor_id=1, row=visit, reason="写在别的孩子名下")
        db.session.commit()
    page = client_for("principal").get(f"/reports/{report_id}/since").get_data(as_text=True)
    table = BeautifulSoup(page, "html.parser").select_one("main").get_text(" ", strip=True)  # type: ignore[union-attr]
    assert "2条记录有变化" in table
    assert re.search(r"走访 \d+ · \S+ 已不在", table) and re.search(r"变故事件 \d+ · \S+ 已不在", table)


def test_since_then_names_a_child_to_those_only_who_may_open_every_child(
    app: Flask, report_id: int, client_for: ClientFor
) -> None:
    with app.app_context(), school_scope(1):
        visit, child_id = db.session.execute(select(Contact.id, Contact.child_id).limit(1)).one()
        name = db.session.scalars(select(Child.name).where(Child.id == child_id)).one()
        db.session.execute(delete(Contact).where(Contact.id == visit))
        db.session.commit()
    office = client_for("office").get(f"/reports/{report_id}/since").get_data(as_text=True)
    head = client_for("head_counselor").get(f"/reports/{report_id}/since").get_data(as_text=True)
    figures = office.split('id="figures-title"')[1].split("</section>")[0]
    pairs = re.findall(r'<td data-label="报告中">([^<]*)</td>\s*<td data-label="今日">([^<]*)</td>', figures)
    assert pairs and all(then != now for then, now in pairs)  # 100% and 100% would not say what differs
    assert name in office
    assert name not in head and "您的岗位不能查看" in head and f"/children/{child_id}" not in head
    with app.app_context(), school_scope(1):
        read = select(AuditEvent).where(AuditEvent.action == "read", AuditEvent.entity == "report")
        assert [one.detail["what"] for one in db.session.scalars(read)] == ["since"]


@pytest.mark.plan("S45")
def test_a_frozen_figure_opens_to_its_records_as_they_were(app: Flask, report_id: int, client_for: ClientFor) -> None:
    browser = client_for("principal")
    page = browser.get(f"/reports/{report_id}").get_data(as_text=True)
    address = f"/reports/{report_id}/figures/attendance_rate"
    assert f'href="{address}"' in page
    before = (
        browser.get(address).get_data(as_text=True).partition("<main")[2]
    )  # above it stands a token with its second
    change_a_roll(app)
    assert browser.get(address).get_data(as_text=True).partition("<main")[2] == before


def test_a_record_that_is_gone_stays_in_the_list(app: Flask, report_id: int, client_for: ClientFor) -> None:
    address = f"/reports/{report_id}/figures/visit_coverage"
    with app.app_context(), school_scope(1):
        chosen = db.session.scalars(select(Child.id).limit(1)).one()
        db.session.execute(update(Child).where(Child.id == chosen).values(name="改名"))
        db.session.commit()
    assert client_for("principal").get(address).status_code == 200
    head = client_for("head_counselor").get(address).get_data(as_text=True)
    assert "改名" not in head and "您的岗位不能查看" in head


def test_public_version_has_no_link_to_a_figure_and_says_how_it_stands(report_id: int, client_for: ClientFor) -> None:
    page = client_for("class_teacher").get(f"/reports/{report_id}/public").get_data(as_text=True)
    assert "尚未签发，请勿对外提供" in page
    assert f"/reports/{report_id}/figures/" not in page and "/indicators/measures/" not in page
    client_for("principal").post(f"/reports/{report_id}/sign", data=SIGN)
    page = client_for("class_teacher").get(f"/reports/{report_id}/public").get_data(as_text=True)
    assert "校长校长 一于" in page and "尚未签发，请勿" not in page


@pytest.mark.plan("S45")
def test_the_public_files_say_what_the_public_page_says_and_no_more(report_id: int, client_for: ClientFor) -> None:
    browser = client_for("class_teacher")
    for ending in ("pdf", "docx"):
        answer = browser.get(f"/reports/{report_id}/public/{ending}")
        assert (answer.status_code, answer.location) == (302, f"/reports/{report_id}/public")
    assert f"/reports/{report_id}/public/pdf" not in browser.get(f"/reports/{report_id}/public").get_data(as_text=True)
    client_for("principal").post(f"/reports/{report_id}/sign", data=SIGN)
    page = BeautifulSoup(browser.get(f"/reports/{report_id}/public").data, "html.parser")
    rows = ["".join(c.get_text() for c in line.find_all("td")) for line in page.select(".report-table tbody tr")]
    pdf = browser.get(f"/reports/{report_id}/public/pdf").data
    text = "".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    of_pdf = re.sub(r"\s", "", text)
    word = docx.Document(io.BytesIO(browser.get(f"/reports/{report_id}/public/docx").data))
    of_word = {"".join(cell.text for cell in row.cells) for table in word.tables for row in table.rows}
    assert len(rows) > 20
    assert [row for row in rows if row and row not in of_word] == []
    assert "公开版。依据第1号报告" in of_pdf
    full = "".join(p.text for p in docx.Document(io.BytesIO(browser.get(f"/reports/{report_id}/docx").data)).paragraphs)
    assert "已开展活动一览" in full
    assert "已开展活动一览" not in of_pdf + "".join(p.text for p in word.paragraphs)


def test_another_report_stands_beside_it(app: Flask, report_id: int, client_for: ClientFor) -> None:
    browser = client_for("principal")
    assert "还没有另一份报告" in browser.get(f"/reports/{report_id}/beside").get_data(as_text=True)
    browser.post(f"/reports/{report_id}/sign", data=SIGN)
    change_a_roll(app)
    with app.app_context(), school_scope(1):
        second = freeze_one(amends_id=report_id, amend_reason="更正点名").id
    page = browser.get(f"/reports/{report_id}/beside").get_data(as_text=True)
    assert f"/reports/{report_id}/figures/attendance_rate" in page
    assert f"/reports/{second}/figures/attendance_rate" in page
    assert "session_completion" not in page
    assert "session_completion" in browser.get(f"/reports/{report_id}/beside?show=all").get_data(as_text=True)
    assert browser.get(f"/reports/{report_id}/beside?other={report_id}").status_code == 404
    first = browser.get(f"/reports/{report_id}").get_data(as_text=True)
    assert f'href="/reports/{second}"' in first and "更正点名" in first
    assert f'href="/reports/{report_id}"' in browser.get(f"/reports/{second}").get_data(as_text=True)


def test_strangers_and_unknown_figures_find_nothing(report_id: int, client_for: ClientFor) -> None:
    stranger = client_for("principal", school=2)
    for part in (
        "",
        "/sign",
        "/unfreeze",
        "/check",
        "/since",
        "/public",
        "/public/pdf",
        "/public/docx",
        "/beside",
        "/figures/attendance_rate",
    ):
        assert stranger.get(f"/reports/{report_id}{part}").status_code == 404
    assert client_for("principal").get(f"/reports/{report_id}/figures/none").status_code == 404


@pytest.mark.parametrize("role", ["head_counselor", "class_teacher", "office", "community_worker"])
def test_only_the_principal_signs_unfreezes_and_checks(role: str, report_id: int, client_for: ClientFor) -> None:
    browser = client_for(role)
    assert browser.post(f"/reports/{report_id}/sign", data=SIGN).status_code == 403
    assert browser.post(f"/reports/{report_id}/unfreeze", data={"reason": "因"}).status_code == 403
    assert browser.post(f"/reports/{report_id}/check").status_code == 403


def test_the_public_page_hides_what_moved_by_few_since_an_earlier_signed_report(
    report_id: int, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An earlier report of the year in which one record behind each figure about children counted otherwise."""
    page = client_for("principal").get(f"/reports/{report_id}/public").text
    assert MOVED not in page

    def earlier(report: Report) -> list[Frozen]:
        now = load_frozen(report)
        assert now is not None
        return [replace(now, results={code: _but_one(one) for code, one in now.results.items()})]

    monkeypatch.setattr(views_public, "earlier_signed", earlier)
    assert MOVED in client_for("principal").get(f"/reports/{report_id}/public").text


def _but_one(result: MeasureResult) -> MeasureResult:
    first, *rest = result.records or (None,)
    return replace(result, records=(replace(first, counted=not first.counted), *rest)) if first else result
