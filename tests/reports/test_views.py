"""The report's pages and its way to the PDF, with a real school in the database."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import func, select, update

from careplan.accounts.models import User
from careplan.app import create_app
from careplan.audit.models import AuditEvent
from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.clock import today
from careplan.db import db, every_school, school_scope
from careplan.reports.models import Report
from tests.world import ClientFor, settings_at

FORM = {"cut_off": "2026-11-20", "read": "y"}
SIGN = {"name": "校长 一", "day": today().isoformat(), "read": "y"}
BODY = {"principal", "head_counselor", "class_teacher", "counselling_teacher", "office", "community_worker"}


def _browser(app: Flask, role: str) -> FlaskClient:
    browser = app.test_client()
    with app.app_context(), every_school():
        user_id = db.session.scalar(select(User.id).where(User.username == f"{role}1"))
    with browser.session_transaction() as session:
        session["user_id"] = user_id
        session["csrf_token"] = "token"
    browser.environ_base["HTTP_X_CSRFTOKEN"] = URLSafeTimedSerializer("test", salt="wtf-csrf-token").dumps("token")
    return browser


@pytest.fixture(scope="module")
def issued_folder(world_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world's data folder after the principal of school 1 issued a report through the page."""
    folder = tmp_path_factory.mktemp("issued") / "data"
    shutil.copytree(world_folder, folder)
    app = create_app(settings_at(folder))
    browser = _browser(app, "principal")
    browser.post("/reports/draft/存在的问题", data={"text": "家长参与面不够宽。", "version": "0"})
    answer = browser.post("/reports/issue", data=FORM)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    with app.app_context():
        db.engine.dispose()
    return folder


@pytest.fixture
def app(issued_folder: Path, tmp_path: Path) -> Iterator[Flask]:
    folder = tmp_path / "data"
    shutil.copytree(issued_folder, folder)
    app = create_app(settings_at(folder))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def issued(app: Flask) -> Report:
    """The report that was issued."""
    with app.app_context(), school_scope(1):
        found = db.session.scalars(select(Report)).one()
        db.session.expunge(found)
        return found


def test_list_says_that_nothing_is_issued_yet(client_for: ClientFor) -> None:
    assert "还没有印发过报告" in client_for("principal", school=2).get("/reports/").get_data(as_text=True)


@pytest.mark.plan("S45")
def test_preview_shows_the_document(client_for: ClientFor) -> None:
    page = client_for("principal").get("/reports/preview").get_data(as_text=True)
    for words in ("一、</span>基本情况", "自评得分", "预览", "留守儿童"):
        assert words in page
    assert " style=" not in page.partition('<article class="report"')[2]


def test_preview_names_no_child(client_for: ClientFor) -> None:
    page = client_for("principal").get("/reports/preview").get_data(as_text=True)
    assert re.search(r"孩子\d\d[甲乙丙]", page) is None


@pytest.mark.plan("S45")
def test_principal_issues_and_downloads(issued: Report, client_for: ClientFor) -> None:
    answer = client_for("class_teacher").get(f"/reports/{issued.id}/pdf")
    assert answer.mimetype == "application/pdf"
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        assert len(pdf.pages) == issued.pages


@pytest.mark.plan("S45")
def test_issued_report_goes_on_in_word_and_as_a_workbook(issued: Report, client_for: ClientFor) -> None:
    browser = client_for("office")
    word = browser.get(f"/reports/{issued.id}/docx")
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(word.data)).paragraphs)
    assert "家长参与面不够宽。" in text and "自评得分" in text
    book = openpyxl.load_workbook(io.BytesIO(browser.get(f"/reports/{issued.id}/xlsx").data))
    assert book.sheetnames[0] == "1 自评得分明细"
    assert ".docx" in word.headers["Content-Disposition"]


def test_another_schools_report_is_not_there_in_any_shape(issued: Report, client_for: ClientFor) -> None:
    browser = client_for("principal", school=2)
    assert {browser.get(f"/reports/{issued.id}/{kind}").status_code for kind in ("pdf", "docx", "xlsx")} == {404}


def test_file_name_carries_the_schools_date(issued: Report, app: Flask, client_for: ClientFor) -> None:
    """Half past five in the afternoon in UTC is the next day in China."""
    with app.app_context(), school_scope(1):
        db.session.execute(update(Report).values(issued_at=datetime(2026, 11, 20, 17, 30)))
        db.session.commit()
    answer = client_for("office").get(f"/reports/{issued.id}/pdf")
    assert "filename=reports-20261121-1.pdf; filename*=" in answer.headers["Content-Disposition"]


def test_job_leads_to_the_report(issued: Report, client_for: ClientFor) -> None:
    browser = client_for("principal")
    page = browser.get("/jobs/1").get_data(as_text=True)
    assert f'href="/reports/{issued.id}"' in page
    assert browser.get(f"/reports/{issued.id}").status_code == 200


def test_issued_report_is_read_from_what_was_frozen(issued: Report, app: Flask, client_for: ClientFor) -> None:
    assert "家长参与面不够宽。" in client_for("office").get(f"/reports/{issued.id}").get_data(as_text=True)
    assert issued.number == 1


def test_second_report_gets_the_next_number_once_the_first_is_signed(
    issued: Report, app: Flask, client_for: ClientFor
) -> None:
    browser = client_for("principal")
    answer = browser.post("/reports/issue", data=FORM)
    assert answer.headers["Location"] == f"/reports/{issued.id}"
    browser.post(f"/reports/{issued.id}/sign", data=SIGN)
    browser.post("/reports/issue", data=FORM | {"cut_off": "2026-11-21"})
    with app.app_context(), school_scope(1):
        assert db.session.scalars(select(Report.number).order_by(Report.id)).all() == [1, 2]


def test_freezing_is_in_the_audit(issued: Report, app: Flask) -> None:
    with app.app_context(), school_scope(1):
        found = select(func.count(AuditEvent.id)).where(AuditEvent.action == "freeze", AuditEvent.entity == "report")
        assert db.session.scalar(found) == 1


def test_changed_file_is_not_handed_out(issued: Report, app: Flask, client_for: ClientFor) -> None:
    path: Path = app.config["SETTINGS"].reports_folder / issued.file_name
    path.write_bytes(path.read_bytes() + b" ")
    answer = client_for("principal").get(f"/reports/{issued.id}/pdf")
    assert answer.status_code == 409
    assert "改动过" in answer.get_data(as_text=True)


def test_missing_file_says_so(issued: Report, app: Flask, client_for: ClientFor) -> None:
    (app.config["SETTINGS"].reports_folder / issued.file_name).unlink()
    answer = client_for("principal").get(f"/reports/{issued.id}/pdf")
    assert answer.status_code == 409
    assert "找不到" in answer.get_data(as_text=True)


def test_file_is_for_its_owner_only(issued: Report, app: Flask) -> None:
    folder: Path = app.config["SETTINGS"].reports_folder
    assert (folder / issued.file_name).stat().st_mode & 0o077 == 0
    assert [path.name for path in folder.iterdir()] == [issued.file_name]


def test_another_schools_report_does_not_exist(issued: Report, client_for: ClientFor) -> None:
    stranger = client_for("principal", school=2)
    for path in (f"/reports/{issued.id}", f"/reports/{issued.id}/pdf", "/reports/999"):
        assert stranger.get(path).status_code == 404


def test_issuing_needs_confirmation_and_a_day_that_has_come(client_for: ClientFor) -> None:
    browser = client_for("principal", school=2)
    answer = browser.post("/reports/issue", data={"cut_off": "2099-01-01"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "这一天还没有到" in page and "请先确认" in page


def test_own_words_name_no_child(app: Flask, client_for: ClientFor) -> None:
    """What is printed stays for good: a child's name is refused at its field, before the report is made."""
    with app.app_context(), school_scope(2):
        name = db.session.scalars(select(Child.name)).first()
    browser = client_for("principal", school=2)
    answer = browser.post("/reports/draft/下一步打算", data={"text": f"{name}家还欠托管费。", "version": "0"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f"这里出现了本校学生的姓名（{name}）" in page
    assert "还欠托管费" in page


def test_school_without_a_child_is_told_at_the_date(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(2):
        db.session.execute(update(Child).values(left_on=date(2026, 9, 2)))
        record(actor_id=None, action="make", entity="world")
        db.session.commit()
    browser = client_for("principal", school=2)
    assert "没有任何在册学生" in browser.get("/reports/issue").get_data(as_text=True)
    answer = browser.post("/reports/issue", data=FORM)
    assert answer.status_code == 422
    assert "没有任何在册学生" in answer.get_data(as_text=True)


def test_page_says_that_the_plan_is_not_approved(client_for: ClientFor) -> None:
    assert "本学年工作计划尚未批准" in client_for("principal", school=2).get("/reports/issue").get_data(as_text=True)


@pytest.mark.parametrize("role", sorted(BODY - {"principal"}))
def test_only_the_principal_issues(role: str, client_for: ClientFor) -> None:
    assert client_for(role).post("/reports/issue", data=FORM).status_code == 403
