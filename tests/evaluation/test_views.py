"""The pages of sets and marks as each role meets them; what a form says when it is wrong; nothing lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from careplan.db import db, school_scope
from careplan.evaluation.editing import find_node, lines
from careplan.evaluation.models import EvaluationSet
from careplan.evaluation.queries import marks_for
from careplan.indicators.points import Mark
from careplan.indicators.tree import Leaf, Tree
from careplan.school.queries import require_year
from tests.evaluation.forms import Made, version
from tests.world import ClientFor

D = Decimal
NODE = {"name": "值班", "full": "2.5", "kind": "manual", "measure": "", "under": "organisation"}


def test_a_school_without_a_set_sees_the_example_and_how_to_start(client_for: ClientFor) -> None:
    page = client_for("office").get("/evaluation/").text
    assert "还没有启用自己的指标集" in page and "组织领导" in page and "/marks/" not in page
    assert "还没有本校的指标集" in client_for("office").get("/evaluation/sets").text


@pytest.mark.plan("S39")
def test_from_a_copy_to_a_set_in_force_and_a_mark_beside_the_figure(app: Flask, client_for: ClientFor) -> None:
    office, principal = client_for("office"), client_for("principal")
    data = {"origin": "example-default", "name": "青石小学指标"}
    draft = office.post("/evaluation/sets/start", data=data).headers["Location"]
    assert "青石小学指标" in office.get(draft).text
    assert office.get(f"{draft}/adopt").status_code == 403
    page = principal.get(f"{draft}/adopt").text
    assert "启用后不能再改" in page
    answer = principal.post(f"{draft}/adopt", data={"version": version(principal, f"{draft}/adopt")})
    assert answer.status_code == 302
    assert principal.post(f"{draft}/adopt", data={"version": "1"}).headers["Location"] == draft, "pressed twice"
    assert office.get(f"{draft}/nodes/care.visits").status_code == 404
    place = f"{draft}/marks/organisation.plan/self"
    mark = {"points": "3.5", "reason": "计划已报批", "evidence": "会议纪要3号", "version": version(office, place)}
    assert office.post(place, data=mark).status_code == 302
    sheet = office.get("/evaluation/").text
    assert "计划已报批" in sheet and "会议纪要3号" in sheet and "office 1" in sheet
    assert "人工评分" in office.get("/indicators/").text
    with app.app_context(), school_scope(1):
        assert marks_for(require_year()) == {"organisation.plan": Mark(D("3.5"))}


def test_a_name_must_be_given_and_the_origin_be_one(client_for: ClientFor) -> None:
    for data in ({"origin": "example-default", "name": ""}, {"origin": "set-99", "name": "甲"}, {"name": "甲"}, {"origin": "example-default", "name": "字" * 61}, {"origin": "example-default", "name": " "}):  # fmt: skip
        assert client_for("office").post("/evaluation/sets/start", data=data).status_code == 422
    assert client_for("office").get("/evaluation/sets?year=1999").status_code == 404


def test_a_node_is_added_changed_moved_and_deleted(
    client_for: ClientFor, made: Made, tree: Callable[[int], Tree]
) -> None:
    place, office = f"/evaluation/sets/{made()}", client_for("office")
    set_id = int(place.rsplit("/", 1)[1])
    new = f"{place}/nodes/new?under=organisation"
    assert office.post(new, data={**NODE, "version": version(office, new)}).status_code == 302
    assert "下级合计17.5" in office.get(place).text
    change = {**NODE, "full": "2", "kind": "steps", "measure": "visit_coverage", "detail": "95% = 2\n80% = 1", "evidence": ["record", "photo"], "meets": "每期一次"}  # fmt: skip
    assert office.post(f"{place}/nodes/n1", data={**change, "version": version(office, f"{place}/nodes/n1")}).status_code == 302  # fmt: skip
    leaf = find_node(tree(set_id), "n1")
    assert isinstance(leaf, Leaf)
    assert (leaf.full, leaf.measure, leaf.evidence, [(note.kind, note.zh) for note in leaf.notes]) == (D(2), "visit_coverage", ("record", "photo"), [("meets", "每期一次")])  # fmt: skip
    under = {**change, "under": "care", "version": version(office, f"{place}/nodes/n1")}
    assert office.post(f"{place}/nodes/n1", data=under).status_code == 302
    assert office.post(f"{place}/nodes/n1/move?step=up", data={"version": version(office, place)}).status_code == 302
    order = [line.node.code for line in lines(tree(set_id)) if line.parent == "care"]
    assert order[-2:] == ["n1", "care.aid"]
    assert office.post(f"{place}/nodes/n1/delete", data={"version": version(office, place)}).status_code == 302
    assert find_node(tree(set_id), "n1") is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "请填写"), ({"name": " 　"}, "请填写"), ({"name": "名" * 61}, "60"), ({"name": "值\x07班"}, "不能使用"), ({"full": ""}, "请填写"),
        ({"full": "0"}, "请填"), ({"full": "1.3"}, "0.5"), ({"full": "一"}, "如 8"), ({"full": "9999"}, "1000"),
        ({"full": "１２"}, "如 8"), ({"kind": "steps"}, "要选系统数值"), ({"kind": "steps", "measure": "visit_coverage"}, "看不懂"),
        ({"kind": "steps", "measure": "visit_coverage", "detail": "95% = 9"}, "满分2.5"), ({"kind": "bonus"}, "有效"),
        ({"measure": "nothing"}, "有效"), ({"kind": "levels", "detail": "甲=2.5;甲=1"}, "名称相同"),
    ],
)  # fmt: skip
def test_a_node_form_says_what_is_wrong_and_keeps_what_was_typed(client_for: ClientFor, made: Made, changed: dict[str, str], said: str) -> None:  # fmt: skip
    office = client_for("office")
    new = f"/evaluation/sets/{made()}/nodes/new?under=organisation"
    data = {**NODE, "criteria": "有值班表", "version": version(office, new), **changed}
    answer = office.post(new, data=data)
    assert (answer.status_code, "有值班表" in answer.text) == (422, True)
    assert said in " ".join(one.text for one in BeautifulSoup(answer.text, "html.parser").select(".field-error"))


def test_where_a_node_cannot_stand(client_for: ClientFor, made: Made) -> None:
    place, office = f"/evaluation/sets/{made('meets-model')}", client_for("office")
    for under in ("nothing", "a1.b1"):
        assert office.get(f"{place}/nodes/new?under={under}").status_code == 404
    deep = office.get(f"{place}/nodes/new?under=a1.b3.c5").text
    assert 'value="branch"' not in deep and 'value="manual"' in deep
    data = {
        "name": "A1",
        "full": "15",
        "kind": "branch",
        "under": "a2",
        "version": version(office, f"{place}/nodes/a1"),
    }
    answer = office.post(f"{place}/nodes/a1", data=data)
    assert answer.status_code == 422 and "超过四级" in answer.text


def test_bands_total_and_ways_of_looking_are_edited(
    client_for: ClientFor, made: Made, tree: Callable[[int], Tree]
) -> None:
    set_id, office = made("bands"), client_for("office")
    place = f"/evaluation/sets/{set_id}/frame"
    data = {"name": "改名", "full": "260", "bonus_most": "0", "bands": "一级 = 240 奖1万\n二级＝200", "methods": "a = 查阅资料", "version": version(office, place)}  # fmt: skip
    assert office.post(place, data=data).status_code == 302
    found = tree(set_id)
    assert (found.name, found.full, found.bonus_most, [(one.code, one.name) for one in found.methods]) == ("改名", D(260), D(0), [("a", "查阅资料")])  # fmt: skip
    assert [(band.name, band.least, band.note) for band in found.bands] == [
        ("一级", D(240), "奖1万"),
        ("二级", D(200), ""),
    ]
    assert "一级指标合计100分，总分写的是260分" in office.get(f"/evaluation/sets/{set_id}").text
    for wrong in (
        {"bands": "一级"},
        {"bands": "一级 = 99999"},
        {"bands": "一级 = 90.25"},
        {"name": "  "},
        {"bands": "一级 = 80\n二级 = 90"},
        {"methods": "a = 甲\na = 乙"},
        {"methods": "a"},
    ):
        assert office.post(place, data={**data, **wrong, "version": version(office, place)}).status_code == 422


def test_what_does_not_sum_up_cannot_be_adopted_on_its_page(client_for: ClientFor, made: Made) -> None:
    place, principal = f"/evaluation/sets/{made()}", client_for("principal")
    principal.post(f"{place}/nodes/care.visits/delete", data={"version": version(principal, place)})
    page = principal.get(f"{place}/adopt").text
    assert "写的是20分，下级合计14分" in page and '<button class="btn btn-primary">启用这套指标' not in page


@pytest.mark.parametrize("place", ["frame", "nodes/organisation", "nodes/new?under=organisation", "adopt", "nodes/organisation/move?step=up"])  # fmt: skip
def test_a_second_editors_save_is_refused_and_nothing_typed_is_lost(client_for: ClientFor, made: Made, tree: Callable[[int], Tree], place: str) -> None:  # fmt: skip
    set_id, principal = made(), client_for("principal")
    before = tree(set_id)
    data = {**NODE, "name": "我写的", "kind": "branch", "bonus_most": "5", "version": "0"}
    answer = principal.post(f"/evaluation/sets/{set_id}/{place}", data=data)
    assert answer.status_code == (302 if "move" in place else 409)
    assert "move" in place or place == "adopt" or "我写的" in answer.text
    assert tree(set_id) == before


def test_a_set_goes_out_as_a_workbook_and_comes_in_as_a_draft(client_for: ClientFor, made: Made, tree: Callable[[int], Tree], app: Flask) -> None:  # fmt: skip
    set_id, office = made("bands", adopt=True), client_for("office")
    data = office.get(f"/evaluation/sets/{set_id}/workbook").data
    answer = office.post("/evaluation/sets/take-in", data={"name": "导入的", "file": (BytesIO(data), "集.xlsx")})
    assert answer.status_code == 302
    with app.app_context(), school_scope(1):
        rows = {row.name: row.id for row in db.session.scalars(select(EvaluationSet))}
    assert (len(lines(tree(rows["导入的"]))), tree(rows["导入的"]).full) == (len(lines(tree(set_id))), D(100))


@pytest.mark.parametrize(("name", "data", "said"), [("甲", b"", "请选择文件"), ("甲", b"no workbook", ""), ("", b"x", "请填写")])  # fmt: skip
def test_a_file_that_is_none_is_refused(client_for: ClientFor, name: str, data: bytes, said: str) -> None:
    answer = client_for("office").post(
        "/evaluation/sets/take-in", data={"name": name, "file": (BytesIO(data), "x.xlsx")}
    )
    assert answer.status_code == 422 and said in answer.text


def test_a_cell_that_is_too_long_is_named(client_for: ClientFor, made: Made) -> None:
    office = client_for("office")
    book = load_workbook(BytesIO(office.get(f"/evaluation/sets/{made()}/workbook").data))
    book["指标"]["G3"] = "长" * 501
    book.save(out := BytesIO())
    answer = office.post("/evaluation/sets/take-in", data={"name": "甲", "file": (BytesIO(out.getvalue()), "x.xlsx")})
    assert answer.status_code == 422 and "指标 · G3" in answer.text


def test_another_schools_set_is_not_there(client_for: ClientFor, made: Made) -> None:
    set_id = made(adopt=True)
    for place in ("", "/adopt", "/frame", "/workbook", "/marks/organisation.plan/check", "/nodes/organisation"):
        assert client_for("principal", 2).get(f"/evaluation/sets/{set_id}{place}").status_code == 404


def test_a_draft_is_thrown_away_and_a_set_in_force_is_not(client_for: ClientFor, made: Made) -> None:
    office, draft, kept = client_for("office"), made(), made(adopt=True)
    assert office.post(f"/evaluation/sets/{draft}/discard").status_code == 302
    assert office.get(f"/evaluation/sets/{draft}").status_code == 404
    late = office.post(f"/evaluation/sets/{kept}/discard")
    assert late.status_code == 409 and "不能修改" in late.text


def test_a_form_that_was_open_while_somebody_was_quicker_says_why(client_for: ClientFor, made: Made) -> None:
    place, office = f"/evaluation/sets/{made()}", client_for("office")
    node = f"{place}/nodes/care.visits"
    data = {**NODE, "name": "写了很久的", "version": version(office, node)}
    assert office.post(f"{node}/delete", data={"version": version(office, place)}).status_code == 302
    assert office.post(f"{node}/delete", data={"version": "1"}).headers["Location"] == place, "pressed twice"
    late = office.post(node, data=data, headers={"Origin": "http://localhost"})
    assert late.status_code == 409 and "不在这套指标里" in late.text and "写了很久的" in late.text
    kept = f"/evaluation/sets/{made(adopt=True)}/frame"
    late = office.post(kept, data={"name": "写了很久的"}, headers={"Origin": "http://localhost"})
    assert late.status_code == 409 and "请复制一份" in late.text and "写了很久的" in late.text


def test_a_copy_or_a_workbook_sent_twice_is_one_draft(app: Flask, client_for: ClientFor, made: Made) -> None:
    office, book = client_for("office"), client_for("office").get(f"/evaluation/sets/{made()}/workbook").data
    start = {"origin": "example-default", "name": "我们的"}
    for _time in range(2):
        assert office.post("/evaluation/sets/start", data=start).status_code == 302
        taken = {"name": "导入的", "file": (BytesIO(book), "集.xlsx")}
        assert office.post("/evaluation/sets/take-in", data=taken).status_code == 302
    with app.app_context(), school_scope(1):
        names = list(db.session.scalars(select(EvaluationSet.name)))
    assert (names.count("我们的"), names.count("导入的")) == (1, 1)


def test_english_says_the_same(client_for: ClientFor, made: Made) -> None:
    set_id, office = made("gates", adopt=True), client_for("office")
    with office.session_transaction() as session:
        session["language"] = "en"
    page = office.get("/evaluation/").text
    for words in ("Evaluation sheet", "Check", "must be met"):
        assert words in page
    assert "、" not in page, "a list in English has commas"
    mark = BeautifulSoup(office.get(f"/evaluation/sets/{set_id}/marks/scored.visits/self").text, "html.parser")
    assert mark.h1 is not None and not re.search("[\u4e00-\u9fff]", mark.h1.text)
