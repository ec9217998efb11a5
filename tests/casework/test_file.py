"""The file: records by sort, goals with progress, the form of 2016, a second editor; and who may not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import func, select

from careplan.casework import views_file
from careplan.casework.file_models import CareGoal, Need, Placement
from careplan.casework.file_operations import MODELS
from careplan.casework.models import Promise
from careplan.children.file_models import Registration
from careplan.children.registration import CHECKS, MENDED_AT
from careplan.clock import today
from careplan.db import db, school_scope
from tests.casework.test_views import a_child, told_at
from tests.world import ClientFor

TODAY = today().isoformat()
SECRET = "镇东头托管班三楼"
RECORDS = {
    "category": {"category": "de-facto", "basis": SECRET, "authority": "县民政局"},
    "state": {"member": "father", "state": "detained", "reachable": "no", "note": SECRET},
    "need": {"area": "living", "words": SECRET},
    "goal": {"aspect": "mind", "words": SECRET, "due_on": (today() + timedelta(days=60)).isoformat(), "state": "open"},
    "placement": {"kind": "care-class", "place": SECRET, "contact": "王老师", "fee_fen": "750", "fee_per": "month"},
    "carer": {"name": SECRET, "relation": "祖母", "phone": "13900000001", "ability": "good", "entrusted": "y"},
}


def test_every_sort_of_record_is_tried_here() -> None:
    assert set(RECORDS) == set(MODELS)


@pytest.mark.plan("C1", "C12", "C16", "C17", "C22")
@pytest.mark.parametrize("sort", RECORDS)
def test_a_record_is_kept_shown_sealed_and_stands_on_the_time_line(
    app: Flask, client_for: ClientFor, sort: str
) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    path = f"/care/children/{child_id}/file/{sort}/new"
    form = teacher.get(path).text
    assert "孩子31丙" in form and "三(1)班" in form, "whose file is written to"

    assert teacher.post(path, data={"since": TODAY, "until": "", **RECORDS[sort]}).status_code == 302

    page = teacher.get(f"/care/children/{child_id}/file").text
    assert SECRET in page
    files = list(app.config["SETTINGS"].data.glob("careplan.sqlite3*"))
    assert files and not any(SECRET.encode() in file.read_bytes() for file in files)
    line = teacher.get(f"/care/children/{child_id}/timeline").text
    assert SECRET in line

    assert teacher.post(path, data={"since": TODAY, "until": "", **RECORDS[sort]}).status_code == 422, "twice"
    assert teacher.get(f"/care/children/{child_id}/file").text.count(SECRET) == page.count(SECRET)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"since": (today() + timedelta(days=1)).isoformat()}, "since"),
        ({"since": "1999-01-01"}, "since"),
        ({"until": "2020-01-01"}, "until"),
        ({"fee_fen": "七百"}, "fee_fen"),
        ({"fee_fen": "-5"}, "fee_fen"),
        ({"owed_fen": "3000", "pay_by": ""}, "pay_by"),
        ({"place": ""}, "place"),
    ],
)
def test_a_wrong_record_is_told_at_its_field(
    app: Flask, client_for: ClientFor, changes: dict[str, str], field: str
) -> None:
    path = f"/care/children/{a_child(app)}/file/placement/new"
    data = {"since": TODAY, "until": "", **RECORDS["placement"], **changes}
    answer = client_for("class_teacher").post(path, data=data)
    assert answer.status_code == 422 and told_at(answer.text, field)
    with app.app_context(), school_scope(1):
        assert db.session.scalar(select(func.count(Placement.id))) == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"phone": "12"}, "phone"), ({"renew_on": TODAY}, "renew_on"), ({"renew_on": "2020-01-01"}, "renew_on")],
)
def test_a_wrong_carer_is_told_at_its_field(
    app: Flask, client_for: ClientFor, changes: dict[str, str], field: str
) -> None:
    path = f"/care/children/{a_child(app)}/file/carer/new"
    answer = client_for("class_teacher").post(path, data={"since": TODAY, "until": "", **RECORDS["carer"], **changes})
    assert answer.status_code == 422
    assert told_at(answer.text, field)


def test_a_category_holds_once_at_a_time_and_an_open_entry_is_told(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    path = f"/care/children/{child_id}/file"
    given = {"since": "2026-03-01", "until": "", **RECORDS["category"]}
    assert teacher.post(f"{path}/category/new", data=given).status_code == 302
    again = teacher.post(f"{path}/category/new", data={**given, "basis": "另一份证明", "since": TODAY})
    assert again.status_code == 422
    assert "已有这一类别" in again.text
    before = {**given, "since": "2025-01-01", "until": "2026-02-28"}
    assert teacher.post(f"{path}/category/new", data=before).status_code == 302

    for state, told in (("away", False), ("detained", True)):
        data = {"since": TODAY, "until": "", **RECORDS["state"], "state": state}
        page = teacher.post(f"{path}/state/new", data=data, follow_redirects=True).text
        assert ("还没有结束日期" in page) is told


@pytest.mark.plan("C23", "C24")
def test_what_is_owed_is_whole_fen_and_shown_with_its_day(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    pay_by = (today() + timedelta(days=9)).isoformat()
    more = {"fee_fen": "750.5", "owed_fen": "3,000", "pay_by": pay_by, "may_lose": "y", "since": TODAY, "until": ""}
    teacher.post(f"/care/children/{child_id}/file/placement/new", data=RECORDS["placement"] | more)

    page = teacher.get(f"/care/children/{child_id}/file").text

    assert "¥750.50" in page and "欠 ¥3,000" in page and "可能住不下去" in page
    with app.app_context(), school_scope(1):
        row = db.session.scalars(select(Placement)).one()
        assert (row.fee_fen, row.owed_fen, row.may_lose) == (75050, 300000, True)
        row_id = row.id
    assert 'value="750.50"' in teacher.get(f"/care/file/placement/{row_id}").text


def test_a_second_editor_loses_nothing(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    teacher.post(f"/care/children/{child_id}/file/need/new", data={"since": TODAY, "until": "", **RECORDS["need"]})
    with app.app_context(), school_scope(1):
        row_id = db.session.scalars(select(Need.id)).one()
    data = {"since": TODAY, "until": "", "area": "living", "version": "1"}

    first = teacher.post(f"/care/file/need/{row_id}", data=data | {"words": "冬衣"})
    second = client_for("principal").post(f"/care/file/need/{row_id}", data=data | {"words": "被子"})

    assert (first.status_code, second.status_code) == (302, 409)
    assert "冬衣" in second.text and "被子" in second.text
    with app.app_context(), school_scope(1):
        assert db.session.get_one(Need, row_id).words == "冬衣"


@pytest.mark.plan("C33")
def test_a_goal_moves_on_and_is_reached(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    teacher.post(f"/care/children/{child_id}/file/goal/new", data={"since": TODAY, **RECORDS["goal"]})
    with app.app_context(), school_scope(1):
        goal_id = db.session.scalars(select(CareGoal.id)).one()

    codes = [
        teacher.post(f"/care/goals/{goal_id}", data={"step": step, "note": "来找老师聊了", "day": day}).status_code
        for step, day in (("2", TODAY), ("9", TODAY), ("4", "2020-01-01"), ("4", TODAY))
    ]

    assert codes == [302, 422, 422, 302]
    with app.app_context(), school_scope(1):
        goal = db.session.get_one(CareGoal, goal_id)
        assert (goal.state, [one.step for one in goal.progress]) == ("reached", [2, 4])


def test_the_form_of_2016_is_kept_and_says_what_does_not_fit(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    path = f"/care/children/{child_id}/registration"
    data = {"version": "", "custody": "good", "schooling": "primary", "body": "disabled", "income": ["work", "farming"],
            "aid": ["subsistence"], "paternal_grandparents": "—", "filled_by": "老师", "filled_on": TODAY}  # fmt: skip

    assert teacher.post(path, data=data).status_code == 302
    page = teacher.get(path).text

    assert "没有登记残疾类别" in page and "没有登记低保类别" in page and "没有受委托人" in page
    assert "没有登记残疾类别" in teacher.get("/care/checks").text
    with app.app_context(), school_scope(1):
        row = db.session.scalars(select(Registration)).one()
        assert (row.income, row.aid, row.paternal_grandparents) == (["work", "farming"], ["subsistence"], "—")
    assert teacher.post(path, data=data).status_code == 409, "somebody filled it in meanwhile"


@pytest.mark.parametrize("role", ["class_teacher", "office", "principal"])
def test_each_finding_of_the_form_leads_to_the_field_where_it_is_mended(
    client_for: ClientFor, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    """From the list of checks; who may not change the roster's record comes to the record."""
    monkeypatch.setattr(views_file, "checks", lambda known, day: list(CHECKS))
    browser = client_for(role)
    page = BeautifulSoup(browser.get("/care/checks").text, "html.parser")
    ways = [str(link["href"]) for link in page.select("tbody tr")[0].select("li a")]
    assert len(ways) == len(CHECKS) == len(MENDED_AT)
    for way in ways:
        address, _hash, field = way.partition("#")
        answer = browser.get(address)
        assert answer.status_code == 200, way
        assert not field or BeautifulSoup(answer.text, "html.parser").find(id=field), way
    assert any("/edit#birth_date" in way for way in ways) is (role == "office")
    chosen = BeautifulSoup(browser.get(next(way for way in ways if "=disabled" in way)).text, "html.parser")
    assert chosen.select_one("#category option[selected][value=disabled]")


def test_the_form_itself_leads_from_what_does_not_fit_to_the_field(app: Flask, client_for: ClientFor) -> None:
    path = f"/care/children/{a_child(app)}/registration"
    page = BeautifulSoup(client_for("class_teacher").get(path).text, "html.parser")
    assert [link["href"] for link in page.select(".alert-warning a")] == [f"{path}#custody"]


def test_the_file_of_another_class_or_school_does_not_exist(app: Flask, client_for: ClientFor) -> None:
    other, mine = a_child(app, 5), a_child(app)
    client_for("principal").post(f"/care/children/{other}/file/need/new", data={"since": TODAY, **RECORDS["need"]})
    client_for("principal").post(f"/care/children/{other}/file/goal/new", data={"since": TODAY, **RECORDS["goal"]})
    promise = {"words": SECRET, "staff_id": "0", "due_on": TODAY}
    client_for("principal").post(f"/care/children/{other}/promise", data=promise)
    with app.app_context(), school_scope(1):
        row_id = db.session.scalars(select(Need.id)).one()
        goal_id, promise_id = (db.session.scalars(select(model.id)).one() for model in (CareGoal, Promise))
    teacher, elsewhere = client_for("class_teacher"), client_for("principal", school=2)
    paths = [f"/care/children/{other}/{page}" for page in ("file", "timeline", "registration", "level", "promise")]
    paths += [f"/care/goals/{goal_id}", f"/care/promises/{promise_id}"]
    paths += [f"/care/file/need/{row_id}", f"/events/children/{other}/plans", f"/events/children/{other}/new"]
    assert [path for path in paths if teacher.get(path).status_code != 404] == []
    assert [path for path in paths if elsewhere.get(path).status_code != 404] == []
    assert teacher.get(f"/care/children/{mine}/file/nonsense/new").status_code == 404
    assert (
        SECRET not in teacher.get("/care/checks").text and "孩子51" not in teacher.get("/care/missing?show=level").text
    )


def test_a_child_may_fit_without_care_in_fact_once_it_has_lasted(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    for member, state in (("father", "detained"), ("mother", "no-contact")):
        since = (today() - timedelta(days=200)).isoformat()
        data = {"member": member, "state": state, "reachable": "no", "note": "", "since": since, "until": ""}
        teacher.post(f"/care/children/{child_id}/file/state/new", data=data)
    assert "可能符合" in teacher.get(f"/care/children/{child_id}/file").text
