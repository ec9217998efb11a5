"""Another school's file on the pages: given, taken in, refused, removed; each school keeps its own."""

from __future__ import annotations

import io
import json

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from careplan.audit.models import AuditEvent
from careplan.clock import now
from careplan.db import db, school_scope
from careplan.reports.canonical import canonical, fingerprint
from careplan.reports.models import OtherSchool, Report
from tests.reports import test_views_frozen
from tests.reports.frozen_school import CUT_OFF
from tests.world import ClientFor

frozen_folder, app, report_id = (getattr(test_views_frozen, name) for name in ("frozen_folder", "app", "report_id"))
SIGNED = {"signed_at": now(), "signed_on": CUT_OFF, "signed_name": "校长 一"}


@pytest.fixture(autouse=True)
def signed(app: Flask, report_id: int) -> int:
    """The report of school 1 is signed."""
    with app.app_context(), school_scope(1):
        db.session.execute(update(Report).values(**SIGNED))
        db.session.commit()
    return report_id


def given(client_for: ClientFor, signed: int, school: str = "蓝天小学") -> bytes:
    """Our own file under another school's name."""
    answer = client_for("principal").get(f"/reports/{signed}/public.json")
    assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
    plain = json.loads(answer.data)
    plain.pop("sha256")
    plain["school"] = school
    return canonical(plain | {"sha256": fingerprint(canonical(plain))})


def take(client: object, data: bytes, name: str = "数据.json") -> object:
    fields = {"file": (io.BytesIO(data), name)}
    return client.post("/reports/schools/take-in", data=fields, content_type="multipart/form-data")  # type: ignore[attr-defined]


@pytest.mark.plan("S45")
def test_a_file_is_taken_in_shown_beside_ours_and_removed(app: Flask, signed: int, client_for: ClientFor) -> None:
    office = client_for("office")
    assert "还没有外校的文件" in office.get("/reports/schools").text
    answer = take(office, given(client_for, signed))
    assert answer.status_code == 302  # type: ignore[attr-defined]
    place = answer.headers["Location"]  # type: ignore[attr-defined]
    page = office.get(place).text
    assert "蓝天小学" in page and "算法相同，可以对照" in page and "不能对照的" in page
    assert f'href="/reports/{signed}/figures/' in page
    assert "蓝天小学" in office.get("/reports/schools").text
    again = take(office, given(client_for, signed))
    assert again.status_code == 422 and "已经收入" in again.text  # type: ignore[attr-defined]
    assert client_for("head_counselor").post(f"{place}/remove").status_code == 403
    assert office.post(f"{place}/remove").status_code == 302
    assert office.get(place).status_code == 404
    assert office.post(f"{place}/remove").status_code == 404
    with app.app_context(), school_scope(1):
        trail = select(AuditEvent.action).where(AuditEvent.entity == "other_school").order_by(AuditEvent.id)
        assert db.session.scalars(trail).all()[-2:] == ["import", "remove"]


def test_the_fingerprint_of_our_file_is_read_aloud_where_it_is_given(signed: int, client_for: ClientFor) -> None:
    """The other school sees the same twelve signs, in the same groups, once it has taken the file in."""
    browser = client_for("office")
    sha256 = json.loads(browser.get(f"/reports/{signed}/public.json").data)["sha256"]
    aloud = f"{sha256[:4]} {sha256[4:8]} {sha256[8:12]}"
    for page in ("/reports/schools", f"/reports/{signed}/public"):
        assert f">{aloud}</code>" in browser.get(page).text
    data = given(client_for, signed)
    theirs = json.loads(data)["sha256"]
    beside = take(browser, data).headers["Location"]  # type: ignore[attr-defined]
    shown = f"{theirs[:4]} {theirs[4:8]} {theirs[8:12]}"
    assert shown in browser.get("/reports/schools").text
    assert aloud in browser.get(beside).text and shown in browser.get(beside).text


def test_our_own_file_and_what_is_none_are_refused(app: Flask, signed: int, client_for: ClientFor) -> None:
    office = client_for("office")
    own = client_for("principal").get(f"/reports/{signed}/public.json").data
    for data, words in (
        (own, "本校自己的文件"),
        (b"", "文件是空的"),
        (b"{}", "不是学校公开数据文件"),
        (given(client_for, signed)[:-3], "格式不对"),
        (given(client_for, signed).replace("蓝天".encode(), "红星".encode()), "校验值不对"),
    ):
        answer = take(office, data)
        assert answer.status_code == 422 and words in answer.text, words  # type: ignore[attr-defined]
    assert office.post("/reports/schools/take-in", data={}).status_code == 422
    with app.app_context(), school_scope(1):
        assert db.session.scalar(select(func.count(OtherSchool.id))) == 0


def test_a_name_in_the_file_stays_text(app: Flask, signed: int, client_for: ClientFor) -> None:
    office = client_for("office")
    answer = take(office, given(client_for, signed, "<b>学校</b>"), "<i>.json")
    page = office.get(answer.headers["Location"]).text  # type: ignore[attr-defined]
    assert "<b>学校" not in page and "&lt;b&gt;学校" in page


def test_nothing_is_given_of_a_report_that_is_not_signed(app: Flask, signed: int, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        db.session.execute(update(Report).values(signed_at=None, signed_on=None, signed_name=""))
        db.session.commit()
    principal = client_for("principal")
    assert principal.get(f"/reports/{signed}/public.json").status_code == 404
    assert "public.json" not in principal.get(f"/reports/{signed}/public").text
    assert "还没有签发的报告" in principal.get("/reports/schools").text


def test_another_school_sees_neither_the_file_nor_the_page(app: Flask, signed: int, client_for: ClientFor) -> None:
    answer = take(client_for("office"), given(client_for, signed))
    place = answer.headers["Location"]  # type: ignore[attr-defined]
    stranger = client_for("office", 2)
    assert stranger.get(place).status_code == 404
    assert stranger.post(f"{place}/remove").status_code == 404
    assert stranger.get(f"/reports/{signed}/public.json").status_code == 404
    assert "蓝天小学" not in stranger.get("/reports/schools").text
    assert client_for("office").get(f"{place}?report=99999").status_code == 404
    assert client_for("class_teacher").get(place).status_code == 403
