"""Marks as each scorer enters them: rights, faults at the field, a second mark at once, gates named."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from careplan.children.models import Child
from careplan.db import db, school_scope
from careplan.evaluation.models import EvaluationMark
from tests.evaluation.forms import Made, version
from tests.world import ClientFor


@pytest.mark.parametrize(
    ("code", "data", "said"),
    [
        ("scored.visits", {"points": ""}, "请填写"), ("scored.visits", {"points": "16"}, "15"), ("scored.visits", {"points": "1.1"}, "0.25"),
        ("scored.visits", {"points": "9"}, "理由"), ("scored.people", {"choice": ""}, "请选择"), ("scored.people", {"choice": "Z"}, "选"),
        ("must.safe", {"choice": "failed"}, "理由"), ("scored.visits", {"points": "9", "reason": "理" * 301}, "300"),
    ],
)  # fmt: skip
def test_a_mark_form_says_what_is_wrong(client_for: ClientFor, made: Made, code: str, data: dict[str, str], said: str) -> None:  # fmt: skip
    place, office = f"/evaluation/sets/{made('gates', adopt=True)}/marks/{code}/self", client_for("office")
    answer = office.post(place, data={"version": version(office, place), **data})
    assert answer.status_code == 422
    faults = BeautifulSoup(answer.text, "html.parser").select(".field-error")
    assert said in " ".join(one.text for one in faults)
    if data.get("points") == "16":
        assert [one["id"] for one in faults] == ["points-error"], "where the points stand, not at the reason"


def test_a_mark_form_that_was_open_while_another_set_came_into_force(client_for: ClientFor, made: Made) -> None:
    place, office = f"/evaluation/sets/{made('gates', adopt=True)}/marks/scored.visits/self", client_for("office")
    data = {"points": "9", "reason": "写了很久的", "version": version(office, place)}
    made("gates", adopt=True)
    late = office.post(place, data=data, headers={"Origin": "http://localhost"})
    assert late.status_code == 409 and "写了很久的" in late.text


def test_points_that_do_not_fit_are_said_at_the_points(client_for: ClientFor, made: Made) -> None:
    place, office = f"/evaluation/sets/{made('gates', adopt=True)}/marks/scored.visits/self", client_for("office")
    page = BeautifulSoup(
        office.post(place, data={"version": version(office, place), "points": "16"}).text, "html.parser"
    )
    assert (
        "is-invalid" in page.select_one("#points")["class"] and "is-invalid" not in page.select_one("#reason")["class"]
    )


def test_a_mark_names_no_child(app: Flask, client_for: ClientFor, made: Made) -> None:
    place, office = f"/evaluation/sets/{made('gates', adopt=True)}/marks/must.safe/self", client_for("office")
    with app.app_context(), school_scope(1):
        name = db.session.scalars(select(Child.name)).first()
    data = {"choice": "met", "version": version(office, place)}
    for wrong in ({"reason": f"{name}家长反映"}, {"evidence": f"{name}的档案"}):
        answer = office.post(place, data=data | wrong)
        assert (answer.status_code, "出现了本校学生的姓名" in answer.text) == (422, True)
    assert office.post(place, data=data | {"reason": "教师31反映"}).status_code == 302


def test_each_scorer_is_a_right_of_its_own(client_for: ClientFor, made: Made) -> None:
    place = f"/evaluation/sets/{made('grades', adopt=True)}/marks/a1.b1"
    seen = {
        role: [client_for(role).get(f"{place}/{scorer}").status_code for scorer in ("self", "check", "review")]
        for role in ("office", "head_counselor", "principal", "class_teacher", "counselling_teacher", "community_worker", "administrator")
    }  # fmt: skip
    assert (seen.pop("office"), seen.pop("head_counselor"), seen.pop("principal")) == ([200, 403, 403], [200, 403, 403], [403, 200, 200])  # fmt: skip
    assert set(map(tuple, seen.values())) == {(403, 403, 403)}


def test_the_authoritys_review_says_that_the_school_enters_it(client_for: ClientFor, made: Made) -> None:
    place = f"/evaluation/sets/{made('grades', adopt=True)}/marks/a1.b1"
    told = {one: "由学校代录" in client_for("principal").get(f"{place}/{one}").text for one in ("check", "review")}
    assert told == {"check": False, "review": True}


def test_a_second_mark_at_once_is_not_saved_over_the_first(app: Flask, client_for: ClientFor, made: Made) -> None:
    place = f"/evaluation/sets/{made('grades', adopt=True)}/marks/a1.b1/self"
    office, head = client_for("office"), client_for("head_counselor")
    data = {"choice": "A", "version": version(office, place)}
    assert office.post(place, data=data).status_code == 302
    late = head.post(place, data={**data, "choice": "B", "reason": "我看是B"})
    assert (late.status_code, "我看是B" in late.text, "<td>A</td><td>B</td>" in late.text) == (409, True, True)
    back = {"does": "take-back", "reason": "重看", "version": version(office, place)}
    assert office.post(place, data={**back, "reason": ""}).status_code == 422
    assert office.post(place, data=back).status_code == 302
    assert "重看" in office.get(place).text
    with app.app_context(), school_scope(1):
        (mark,) = db.session.scalars(select(EvaluationMark)).all()
        assert (mark.choice, len(mark.changes)) == ("", 1)


def test_a_failed_gate_and_a_veto_are_named_on_the_sheet(client_for: ClientFor, made: Made) -> None:
    office, principal = client_for("office"), client_for("principal")
    place = f"/evaluation/sets/{made('gates', adopt=True)}/marks/must.safe"
    for browser, scorer, choice in ((office, "self", "met"), (principal, "check", "failed")):
        where = f"{place}/{scorer}"
        data = {"choice": choice, "reason": "看过材料", "version": version(browser, where)}
        assert browser.post(where, data=data).status_code == 302
    page = BeautifulSoup(office.get("/evaluation/").text, "html.parser")
    assert [" ".join(one.text.split()) for one in page.select(".alert-danger")] == [
        "考核 · 必达指标未达到： 近三年无责任事故"
    ]
