"""The mandatory report: made at once by anybody on staff, read by two people, told by no log (DOMAIN 4.3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.access.roles import ROLES
from careplan.accounts.models import User
from careplan.audit.models import AuditEvent
from careplan.clock import local, now
from careplan.db import db, school_scope
from careplan.events.models import MandatoryReport
from tests.casework.test_views import a_child
from tests.world import ClientFor

SENTENCE = "孩子胳膊上有新的伤，说是叔叔打的"


def reports(app: Flask) -> list[MandatoryReport]:
    with app.app_context(), school_scope(1):
        return list(db.session.scalars(select(MandatoryReport).order_by(MandatoryReport.number)))


@pytest.mark.parametrize("role", ROLES)
def test_anybody_on_staff_reports_with_one_sentence(app: Flask, client_for: ClientFor, role: str) -> None:
    answer = client_for(role).post("/events/report", data={"words": SENTENCE}, follow_redirects=True)

    assert answer.status_code == 200 and "第 1 号" in answer.text and "110" in answer.text
    assert [row.words for row in reports(app)] == [SENTENCE]


@pytest.mark.parametrize(
    "more",
    [{"situation": "nonsense"}, {"who": "\x00坏字符"}, {"found": "很" * 30_000}, {"situation": "violence", "who": ""}],
)
def test_nothing_but_the_sentence_can_stop_it(app: Flask, client_for: ClientFor, more: dict[str, str]) -> None:
    assert client_for("class_teacher").post("/events/report", data={"words": SENTENCE, **more}).status_code == 302
    assert len(reports(app)) == 1


def test_without_the_sentence_it_asks_for_one(app: Flask, client_for: ClientFor) -> None:
    answer = client_for("class_teacher").post("/events/report", data={"words": "  ", "who": "小明"})
    assert answer.status_code == 422 and "写一句话就够" in answer.text and "小明" in answer.text
    assert reports(app) == []


def test_a_child_that_one_may_not_open_is_left_out_and_stops_nothing(app: Flask, client_for: ClientFor) -> None:
    mine, other = a_child(app), a_child(app, 5)
    teacher = client_for("class_teacher")
    assert "孩子31丙" in teacher.get(f"/events/report?child={mine}").text
    assert "孩子51丙" not in teacher.get(f"/events/report?child={other}").text
    for child_id in (mine, other):
        assert teacher.post(f"/events/report?child={child_id}", data={"words": SENTENCE}).status_code == 302
    assert [row.child_id for row in reports(app)] == [mine, None]


def test_the_principal_and_one_named_person_read_it_and_nobody_else(app: Flask, client_for: ClientFor) -> None:
    client_for("class_teacher").post("/events/report", data={"words": SENTENCE})
    report_id = reports(app)[0].id
    principal = client_for("principal")
    assert SENTENCE in principal.get(f"/events/reports/{report_id}").text
    assert "1 份强制报告待处理" in principal.get("/").text
    others = [role for role in ROLES if role not in ("principal", "administrator")]
    assert [client_for(role).get(f"/events/reports/{report_id}").status_code for role in others] == [404] * len(others)
    assert client_for("administrator").get(f"/events/reports/{report_id}").status_code == 403
    assert client_for("principal", school=2).get(f"/events/reports/{report_id}").status_code == 404

    with app.app_context(), school_scope(1):
        ids = {row[0]: row[1] for row in db.session.execute(select(User.username, User.id))}
    for role in ("counselling_teacher", "office"):
        principal.post("/events/reports/person", data={"user_id": str(ids[f"{role}1"])})

    assert client_for("office").get(f"/events/reports/{report_id}").status_code == 200
    assert client_for("counselling_teacher").get(f"/events/reports/{report_id}").status_code == 404, "no longer named"
    principal.post("/events/reports/person", data={"user_id": str(ids["administrator1"])})
    assert client_for("office").get("/events/reports").status_code == 200, "who keeps accounts cannot be named"


def test_the_log_says_that_and_never_what_or_about_whom(app: Flask, client_for: ClientFor) -> None:
    client_for("class_teacher").post(
        f"/events/report?child={a_child(app)}", data={"words": SENTENCE, "who": "孩子31丙"}
    )

    with app.app_context(), school_scope(1):
        entries = db.session.scalars(select(AuditEvent).where(AuditEvent.entity == "mandatory_report")).all()
        assert [(entry.action, entry.detail) for entry in entries] == [("report", {})]
    log = client_for("administrator").get("/audit/").text
    assert SENTENCE not in log and "孩子31丙" not in log
    files = list(app.config["SETTINGS"].data.glob("careplan.sqlite3*"))
    assert files and not any(SENTENCE.encode() in file.read_bytes() for file in files)


def test_it_is_closed_only_when_an_authority_was_told(app: Flask, client_for: ClientFor) -> None:
    client_for("class_teacher").post("/events/report", data={"words": SENTENCE})
    path, principal = f"/events/reports/{reports(app)[0].id}", client_for("principal")
    told = local(now()) - timedelta(minutes=5)
    step = {"to": "police", "at": f"{told:%Y-%m-%dT%H:%M}", "receipt": "110-7788", "note": ""}

    principal.post(f"{path}/close")
    assert reports(app)[0].closed_at is None
    assert principal.post(f"{path}/step", data=step | {"at": "2099-01-01T00:00"}).status_code == 422
    assert principal.post(f"{path}/step", data=step).status_code == 302
    principal.post(f"{path}/close")

    assert reports(app)[0].closed_at is not None
    assert "110-7788" in principal.get(path).text
    assert "强制报告待处理" not in principal.get("/").text
