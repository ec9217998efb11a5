"""The head counselor imports with counts: no name, number or cell leaves the server on these pages (DOMAIN 5.2)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from careplan.audit.models import AuditEvent
from careplan.children.class_names import ClassRef
from careplan.children.discreet import OWN_PARAMS, changes_by_class, covered, sheet_label
from careplan.children.faults import WORDS, Fault
from careplan.children.models import Child
from careplan.children.record import ChildRecord
from careplan.children.roster_diff import Change, RosterDiff
from careplan.db import db, every_school, school_scope
from tests.children.test_views import child_of, text_of, upload
from tests.children.workbooks import messy_workbook, template_row, template_workbook, test_id, workbook
from tests.world import ClientFor

SECRET = "欧阳秘密"


@pytest.mark.parametrize("code", sorted(WORDS))
def test_no_problem_passes_on_what_a_cell_holds(code: str) -> None:
    if code in {"column-missing", "file-bomb"}:
        return  # the text is ours: a column of the template, a size
    names = set(re.findall(r"%\((\w+)\)s", "".join(WORDS[code])))
    params = {name: "3" if name in OWN_PARAMS else f"{SECRET} 3" for name in names}
    (found,) = covered([Fault(code, SECRET, 7, "E", f"{SECRET} 号", params)], [SECRET], 2026)
    assert SECRET not in found.message(str) + found.fix(str) + found.sheet + found.header
    assert (found.row, found.column, found.sheet) == (7, "E", "#1")


def test_covered_keeps_the_place_and_the_templates_word_for_the_column() -> None:
    fault = Fault("choice-unknown", "三(2)班", 9, "F", "孩子 性别(李明)", {"text": SECRET, "words": "男、女"})
    (found,) = covered([fault], ["封面", "三(2)班"], 2026)
    assert (found.sheet, found.header, dict(found.params)) == ("三(2)班", "性别", {"text": "…", "words": "男、女"})


def test_covered_points_at_the_other_cell_of_a_number_that_stands_twice() -> None:
    (found,) = covered([Fault("id-twice", SECRET, 9, "E", "", {"text": f"{SECRET} E7"})], [SECRET], 2026)
    assert found.params == {"text": "E7"}


@pytest.mark.parametrize(("name", "label"), [("三(2)班", "三(2)班"), ("李明", "#2"), ("", ""), ("不在", "")])
def test_sheet_label(name: str, label: str) -> None:
    assert sheet_label(name, ("三(2)班", "李明"), 2026) == label


def test_changes_are_counted_by_class_from_the_lowest_grade() -> None:
    one, other = ClassRef(2024, 2), ClassRef(2026, 1)
    changes = [Change(kind, ChildRecord(name="x", school_class=ref)) for kind, ref in
               [("added", one), ("added", one), ("left", other), ("moved", one)]]  # fmt: skip
    found = changes_by_class(RosterDiff(tuple(changes), (), ()))
    assert [(line.school_class, dict(line.counts)) for line in found] == [
        (other, {"left": 1}),
        (one, {"added": 2, "moved": 1}),
    ]


def secrets_of(app: Flask) -> set[str]:
    """Every name and identity number of the register."""
    with app.app_context(), every_school():
        children = db.session.scalars(select(Child)).all()
        return {word for child in children for word in (child.name, child.id_number) if word}


def bytes_of(answer: Any) -> str:
    return "".join(f"{key}: {value}\n" for key, value in answer.headers) + text_of(answer)


def confirm(client: FlaskClient, page: str, location: str) -> Any:
    hidden = dict(re.findall(r'name="(sha256|digest)"[^>]*value="([^"]*)"', page))
    return client.post(location, data=hidden | {"record_left": "y"})


def reads(app: Flask) -> list[str]:
    with app.app_context(), every_school():
        return list(db.session.scalars(select(AuditEvent.entity).where(AuditEvent.action == "read")))


@pytest.mark.plan("C8")
def test_head_counselor_imports_by_counts_and_no_page_holds_a_name_or_number(app: Flask, client_for: ClientFor) -> None:
    head = client_for("head_counselor")
    with app.app_context(), school_scope(1):
        number = db.session.scalars(select(Child.id_number).where(Child.name == "孩子32甲")).one()
    ids = [test_id("20180301", 4), test_id("20180302", 6)]
    data = workbook(
        (
            "王小虎",
            [
                ["班级", "姓名", "性别", "出生日期", "全国学籍号", "身份证号", "王小虎的备注"],
                ["三(2)班", "王小虎", "女", None, None, ids[0], "x"],
                ["三(1)班", "王小虎", "女", None, None, ids[1], "y"],
            ],
        ),
        ("李小龙", [["李小龙"]]),
    )
    forbidden = secrets_of(app) | {"王小虎", "李小龙", *ids, str(number)}
    sent = upload(head, data, "王小虎.xlsx")
    assert sent.status_code == 302
    preview = head.get(sent.location)
    assert (preview.status_code, "分班情况" in text_of(preview), "三(2)班" in text_of(preview)) == (200, True, True)
    done = confirm(head, text_of(preview), sent.location)
    after = [head.get(sent.location), head.get("/children/roster"), head.get("/children/counts")]
    for answer in [sent, preview, done, *after]:
        assert [word for word in forbidden if word in bytes_of(answer)] == []
    assert (done.status_code, reads(app)) == (302, ["roster_import"])
    with app.app_context(), school_scope(1):
        children = db.session.scalars(select(Child).where(Child.name == "王小虎")).all()
        assert sorted(child.id_number or "" for child in children) == sorted(ids)


def test_head_counselor_reads_problems_by_place_and_kind_only(app: Flask, client_for: ClientFor) -> None:
    head, forbidden = (
        client_for("head_counselor"),
        {"李明", "李 明", "单于", "340524201801010014", test_id("20171105", 11)},
    )
    answer = upload(head, messy_workbook(second_id=340524201801010014), "李明.xlsx")
    page = text_of(answer)
    assert answer.status_code == 422 and "<code>E7</code>" in page and "三(2)班" in page and "“文本”格式" in page
    assert [word for word in forbidden if word in bytes_of(answer)] == []
    assert "340524201801010" not in page
    assert reads(app) == ["roster_file"]


def test_office_still_reads_names(client_for: ClientFor) -> None:
    office = client_for("office")
    sent = upload(office, template_workbook(template_row(name="李明", school_class="三(2)班", id_number=test_id())))
    assert "李明" in text_of(office.get(sent.location)) and "花名册.xlsx" in text_of(office.get(sent.location))


def test_a_confirmation_of_another_preview_shows_counts_again(app: Flask, client_for: ClientFor) -> None:
    head = client_for("head_counselor")
    row = template_row(name="李明", school_class="三(2)班", id_number=test_id())
    sent = upload(head, template_workbook(row))
    answer = head.post(sent.location, data={"sha256": "0", "digest": "0"})
    assert answer.status_code == 409 and "李明" not in text_of(answer)
    assert reads(app) == ["roster_import"]  # what the refused page showed was written down as well


def test_head_counselor_may_throw_the_file_away_and_take_the_template(app: Flask, client_for: ClientFor) -> None:
    head = client_for("head_counselor")
    sent = upload(head, template_workbook(template_row(name="李明", school_class="三(2)班", id_number=test_id())))
    assert head.post(sent.location + "/discard").status_code == 302
    assert head.get("/children/roster/template").data[:2] == b"PK"
    assert "/children/roster" in text_of(head.get("/children/counts"))
    assert child_of(app, "孩子32甲").state == "enrolled"


def test_class_teacher_does_not_import(client_for: ClientFor) -> None:
    assert client_for("class_teacher").get("/children/roster").status_code == 403
