"""The children's pages as each role sees them."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from careplan.audit.models import AuditEvent
from careplan.audit.operations import record
from careplan.children.models import Child, Consent, RosterImport
from careplan.db import db, every_school, school_scope
from tests.children.workbooks import messy_workbook, template_row, template_workbook, test_id
from tests.world import ClientFor

NEW = {"name": "李明", "school_class": "三(2)班", "id_number": test_id()}


def child_of(app: Flask, name: str, school: int = 1) -> Child:
    with app.app_context(), school_scope(school):
        return db.session.scalars(select(Child).where(Child.name == name)).one()


def text_of(response: Any) -> str:
    return str(response.get_data(as_text=True))


def upload(client: FlaskClient, data: bytes, name: str = "花名册.xlsx") -> Any:
    return client.post("/children/roster", data={"file": (io.BytesIO(data), name)}, content_type="multipart/form-data")


def reads(app: Flask) -> list[tuple[str, int | None]]:
    with app.app_context(), every_school():
        found = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "read"))
        return [(entry.entity, entry.entity_id) for entry in found]


def fields_of(page: str) -> dict[str, str]:
    """What the edit form would send as it stands."""
    values = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page))
    values |= {
        name: value for value, name in re.findall(r'value="([^"]*)"[^>]*name="(\w+)"', page) if name not in values
    }
    for name, options in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'<option selected value="([^"]*)"', options)
        values[name] = chosen.group(1) if chosen else ""
    return values | {"name": "李子涵", "father_name": "李海", "mother_name": "王芳"}


def test_list_shows_every_child_to_the_office_and_is_audited(app: Flask, client_for: ClientFor) -> None:
    page = text_of(client_for("office").get("/children/"))
    assert page.count('class="child-name"') == 21
    assert reads(app) == [("child_list", None)]


def test_class_teacher_sees_the_own_squad_only(app: Flask, client_for: ClientFor) -> None:
    page = text_of(client_for("class_teacher").get("/children/"))
    assert set(re.findall(r"孩子\d\d[甲乙丙]", page)) == {"孩子31甲", "孩子31乙", "孩子31丙"}
    assert client_for("class_teacher").get(f"/children/{child_of(app, '孩子31甲').id}").status_code == 200
    assert client_for("class_teacher").get(f"/children/{child_of(app, '孩子32甲').id}").status_code == 404


@pytest.mark.parametrize("role", ["head_counselor", "administrator"])
def test_roles_that_see_no_child(app: Flask, client_for: ClientFor, role: str) -> None:
    client = client_for(role)
    assert client.get("/children/").status_code == 403
    assert client.get(f"/children/{child_of(app, '孩子11甲').id}").status_code == 403


def test_head_counselor_gets_counts_without_names(client_for: ClientFor) -> None:
    page = text_of(client_for("head_counselor").get("/children/counts"))
    assert not re.search(r"孩子\d", page)
    assert "三(2)班" in page


def test_other_schools_child_is_not_found(app: Flask, client_for: ClientFor) -> None:
    other = child_of(app, "孩子11甲", school=2).id
    office = client_for("office")
    assert office.get(f"/children/{other}").status_code == 404
    assert office.post(f"/children/{other}/edit", data={}).status_code == 404
    assert office.post(f"/children/{other}/leave", data={}).status_code == 404


def test_search_and_filters(client_for: ClientFor) -> None:
    office = client_for("office")
    assert text_of(office.get("/children/?q=乙&grade=3")).count('class="child-name"') == 2
    assert text_of(office.get("/children/?left=enrolment")).count('class="child-name"') == 14
    assert text_of(office.get("/children/?left=civil_affairs")).count('class="child-name"') == 7
    assert text_of(office.get("/children/?q=zzz")).count('class="child-name"') == 0
    assert office.get("/children/?left=x").status_code == 400
    assert office.get("/children/?grade=²").status_code == 400


@pytest.mark.plan("C8")
def test_child_page_masks_the_numbers_gives_reasons_and_is_audited(app: Flask, client_for: ClientFor) -> None:
    child = child_of(app, "孩子31丙")
    page = text_of(client_for("principal").get(f"/children/{child.id}"))
    assert child.id_number is not None and child.id_number not in page and child.id_number[:6] in page
    assert "父母双方外出务工。" in page
    assert reads(app) == [("child", child.id)]


def test_child_page_shows_the_last_word_of_the_guardian_for_each_purpose(app: Flask, client_for: ClientFor) -> None:
    child = child_of(app, "孩子31丙")
    assert "还没有登记监护人的同意。" in text_of(client_for("principal").get(f"/children/{child.id}"))
    with app.app_context(), school_scope(1):
        for day, state in ((date(2026, 9, 2), "given"), (date(2026, 10, 8), "withdrawn")):
            words = {"purpose": "photo", "state": state, "guardian_relation": "mother", "decided_on": day}
            db.session.add(Consent(child_id=child.id, **words))
        record(actor_id=None, action="add", entity="consent")
        db.session.commit()
    page = text_of(client_for("principal").get(f"/children/{child.id}"))
    assert "拍照" in page and "已撤回" in page and "已同意" not in page and "母亲" in page


def test_child_page_leads_to_the_contacts_for_those_who_keep_them(app: Flask, client_for: ClientFor) -> None:
    child = child_of(app, "孩子31丙")
    link = f'href="/care/children/{child.id}"'
    assert link in text_of(client_for("class_teacher").get(f"/children/{child.id}"))
    assert link not in text_of(client_for("office").get(f"/children/{child.id}"))


def test_edit_saves_and_writes_history(app: Flask, client_for: ClientFor) -> None:
    office, child = client_for("office"), child_of(app, "孩子31丙")
    form = fields_of(text_of(office.get(f"/children/{child.id}/edit")))
    saved = office.post(f"/children/{child.id}/edit", data=form | {"address": "柳树村3组", "father_situation": "home"})
    assert saved.status_code == 302
    page = text_of(office.get(f"/children/{child.id}"))
    assert "柳树村3组" in page and "父亲情况" in page
    again = child_of(app, "李子涵")
    assert (again.id_number, again.version) == (child.id_number, child.version + 1)


def test_second_editor_is_told_and_keeps_what_was_typed(app: Flask, client_for: ClientFor) -> None:
    office, child = client_for("office"), child_of(app, "孩子31丙")
    form = fields_of(text_of(office.get(f"/children/{child.id}/edit")))
    office.post(f"/children/{child.id}/edit", data=form | {"father_phone": "13800000001"})
    second = office.post(f"/children/{child.id}/edit", data=form | {"father_phone": "13800000002"})
    assert second.status_code == 409
    assert "13800000001" in text_of(second) and 'value="13800000002"' in text_of(second)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"id_number": "340524198001010011"}, "末位校验码不符"),
        ({"id_number": test_id("20180101", 2)}, "身份证号中的出生日期"),
        ({"name": "李1"}, "不像姓名"),
        ({"father_phone": "123"}, "不是电话号码"),
        ({"birth_date": "2018-02-30"}, "请填写日期"),
        ({"birth_date": "2190-01-01"}, "这个日期不对"),
        ({"name": ""}, "请填写姓名"),
        ({"name": " \u3000 "}, "请填写姓名"),
        ({"student_number": "20080203"}, "不是全国学籍号"),
    ],
)
def test_edit_refuses_with_words(app: Flask, client_for: ClientFor, typed: dict[str, str], words: str) -> None:
    office, child = client_for("office"), child_of(app, "孩子31丙")
    form = fields_of(text_of(office.get(f"/children/{child.id}/edit")))
    answer = office.post(f"/children/{child.id}/edit", data=form | typed)
    assert answer.status_code == 422 and words in text_of(answer)


def test_number_of_another_child_is_refused(app: Flask, client_for: ClientFor) -> None:
    office, number = client_for("office"), test_id("20180301", 4)
    form = fields_of(text_of(office.get("/children/new")))
    squad_id = str(child_of(app, "孩子31丙").squad_id)
    base = form | {"squad_id": squad_id, "sex": "female", "birth_date": "2018-03-01", "id_number": number}
    assert office.post("/children/new", data=base | {"name": "王芳"}).status_code == 302
    answer = office.post("/children/new", data=base | {"name": "王花"})
    assert answer.status_code == 422 and "是王芳的" in text_of(answer)
    page, other = BeautifulSoup(answer.text, "html.parser"), child_of(app, "王芳")
    assert page.select('[role=alert] a[href="#id_number"]')
    assert page.select(f'[role=alert] a[href="/children/{other.id}"]'), "a way to the child whose number it is"


def test_a_students_number_of_another_child_is_refused_at_its_own_field(app: Flask, client_for: ClientFor) -> None:
    office, number = client_for("office"), "G" + test_id("20180302", 4)
    form = fields_of(text_of(office.get("/children/new")))
    squad_id = str(child_of(app, "孩子31丙").squad_id)
    base = form | {"squad_id": squad_id, "sex": "female", "birth_date": "2018-03-02", "student_number": number}
    assert office.post("/children/new", data=base | {"name": "王芳"}).status_code == 302
    page = BeautifulSoup(office.post("/children/new", data=base | {"name": "王花"}).text, "html.parser")
    assert "是王芳的" in page.select("#student_number-error")[0].text and not page.select("#id_number-error")


def test_leave_and_return(app: Flask, client_for: ClientFor) -> None:
    office, child = client_for("office"), child_of(app, "孩子31丙")
    office.post(f"/children/{child.id}/leave", data={"left_on": "2026-09-30"})
    assert child_of(app, "孩子31丙").state == "left"
    assert "孩子31丙" in text_of(office.get("/children/?state=left"))
    office.post(f"/children/{child.id}/return")
    assert child_of(app, "孩子31丙").state == "enrolled"


def test_roster_upload_preview_confirm(app: Flask, client_for: ClientFor) -> None:
    office = client_for("office")
    sent = upload(office, template_workbook(template_row(**NEW)))
    assert sent.status_code == 302
    page = text_of(office.get(sent.location))
    assert "李明" in page and "3 名学生不在文件里" in page
    hidden = dict(re.findall(r'name="(sha256|digest)"[^>]*value="([^"]*)"', page))
    assert office.post(sent.location, data=hidden | {"record_left": ""}).status_code == 302
    assert child_of(app, "李明").squad_id == child_of(app, "孩子32甲").squad_id
    assert text_of(office.get(sent.location)).count("figure-card") == 6


def test_confirm_with_another_digest_shows_the_preview_again(app: Flask, client_for: ClientFor) -> None:
    office = client_for("office")
    sent = upload(office, template_workbook(template_row(**NEW)))
    answer = office.post(sent.location, data={"sha256": "0", "digest": "0"})
    assert answer.status_code == 409 and "预览之后名册又有变化" in text_of(answer)


def test_faults_are_shown_by_sheet_row_and_column(app: Flask, client_for: ClientFor) -> None:
    answer = upload(client_for("office"), messy_workbook(second_id=340524201801010014))
    page = text_of(answer)
    assert answer.status_code == 422
    assert (
        "三(2)班" in page
        and "<code>E7</code>" in page
        and "身份证号被表格软件变成了数字" in page
        and "“文本”格式" in page
    )
    with app.app_context(), every_school():
        assert db.session.scalars(select(RosterImport)).all() == []


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html>", b"\x00" * 100], ids=["empty", "zip", "html", "zeros"])
def test_broken_upload_is_words_not_an_error(client_for: ClientFor, data: bytes) -> None:
    assert upload(client_for("office"), data).status_code == 422


def test_discard(app: Flask, client_for: ClientFor) -> None:
    office = client_for("office")
    sent = upload(office, template_workbook(template_row(**NEW)))
    office.post(sent.location + "/discard")
    assert "已丢弃" in text_of(office.get(sent.location))


def test_confirming_a_replaced_preview_is_told_plainly_and_changes_nothing(app: Flask, client_for: ClientFor) -> None:
    office = client_for("office")
    old = upload(office, template_workbook(template_row(**NEW))).location
    hidden = dict(re.findall(r'name="(sha256|digest)"[^>]*value="([^"]*)"', text_of(office.get(old))))
    upload(office, template_workbook(template_row(**NEW | {"name": "李亮"})))

    answer = office.post(old, data=hidden)

    assert answer.status_code == 409
    assert "没有导入任何内容" in text_of(answer) and "已被更新的预览取代" in text_of(answer)
    assert "已丢弃" not in text_of(answer)
    with app.app_context(), every_school():
        assert db.session.scalar(select(Child.id).where(Child.name == "李明")) is None


def test_throwing_away_a_confirmed_import_is_refused(client_for: ClientFor) -> None:
    office = client_for("office")
    sent = upload(office, template_workbook(template_row(**NEW))).location
    hidden = dict(re.findall(r'name="(sha256|digest)"[^>]*value="([^"]*)"', text_of(office.get(sent))))
    office.post(sent, data=hidden)
    answer = office.post(sent + "/discard")
    assert answer.status_code == 409 and "这次导入已结束" in text_of(answer)
    assert text_of(office.get(sent)).count("figure-card") == 6


def test_template_download(client_for: ClientFor) -> None:
    answer = client_for("office").get("/children/roster/template")
    assert answer.data[:2] == b"PK" and "attachment" in answer.headers["Content-Disposition"]


def test_list_page_needs_few_queries(app: Flask, client_for: ClientFor) -> None:
    from sqlalchemy import event

    office, statements = client_for("office"), []
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    office.get("/children/")
    assert len(statements) < 25
