"""Aid on its pages: who sees whose, what is typed wrong, a second editor, the workbook, what stays secret."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import event, func, select

from careplan.aid.models import AidCase, AidEntry, DutyRecord
from careplan.audit.models import AuditEvent
from careplan.casework.models import CareAssignment
from careplan.children.models import Child
from careplan.clock import today
from careplan.db import db, school_scope
from tests.aid.helped import child_of, give_staff, grant, mid_month, staff
from tests.sessions.test_picture import photograph
from tests.world import ClientFor

SECRET = "夜里想妈妈会哭"


def entry(**changes: object) -> dict[str, object]:
    return {"day": today().isoformat(), "amount": "100", "purpose": "debt", "what": "", "key": "", **changes}


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("principal", 200), ("counselling_teacher", 200), ("office", 200), ("class_teacher", 200),
        ("community_worker", 404), ("head_counselor", 403), ("administrator", 403),
    ],
)  # fmt: skip
def test_a_childs_aid_is_seen_by_its_responsible_person_and_three_roles(
    helped: tuple[int, int], client_for: ClientFor, role: str, status: int
) -> None:
    browser = client_for(role)
    for path in (f"/aid/children/{helped[0]}", f"/aid/cases/{helped[1]}", f"/aid/children/{helped[0]}/ledger"):
        assert browser.get(path).status_code == status


def test_a_class_teacher_who_is_not_responsible_does_not_see_it(
    app: Flask, helped: tuple[int, int], client_for: ClientFor
) -> None:
    with app.app_context(), school_scope(1):
        other = give_staff("counselling_teacher", "T5")
        db.session.scalars(select(CareAssignment)).one().staff_id = other
        db.session.commit()
    browser = client_for("class_teacher")
    assert browser.get(f"/aid/children/{helped[0]}").status_code == 404
    assert browser.post(f"/aid/cases/{helped[1]}/entry?kind=spent", data=entry()).status_code == 404
    assert "孩子31丙" not in browser.get("/aid/").text
    assert "/aid/children/" not in browser.get(f"/children/{helped[0]}").text


@pytest.mark.parametrize(
    "path",
    ["/aid/children/{child}", "/aid/cases/{case}", "/aid/cases/{case}/split", "/aid/children/{child}/ledger.xlsx"],
)
def test_the_aid_of_another_school_does_not_exist(helped: tuple[int, int], client_for: ClientFor, path: str) -> None:
    address = path.format(child=helped[0], case=helped[1])
    assert client_for("office", school=2).get(address).status_code == 404


@pytest.mark.plan("C26", "C27")
def test_a_grant_is_entered_split_and_spent_on_the_pages(
    app: Flask, helped: tuple[int, int], client_for: ClientFor
) -> None:
    browser, case = client_for("class_teacher"), f"/aid/cases/{helped[1]}"
    split = {"day": today().isoformat(), "for_debt": "3,000", "for_prepayment": "1000"}
    assert browser.post(f"{case}/split", data=split).status_code == 302
    assert browser.post(f"{case}/entry?kind=spent", data=entry(amount="3000")).status_code == 302
    page = browser.get(case).text
    assert "结清欠费" in page and "¥3,000" in page
    refused = browser.post(f"{case}/entry?kind=spent", data=entry(amount="1000.01", purpose="prepayment"))
    assert refused.status_code == 422
    assert "余额不够" in refused.text
    assert "孩子31丙" in refused.text and "三(1)班" in refused.text


def test_money_that_arrives_needs_no_purpose_and_a_photograph_is_kept_with_it(
    app: Flask, client_for: ClientFor
) -> None:
    with app.app_context(), school_scope(1):
        case_id = grant(child_of(), paid=None).id
        db.session.commit()
    browser, receipt = client_for("office"), {"receipt": (io.BytesIO(photograph()), "r.jpg")}
    words = {"day": today().isoformat(), "amount": "4000", "what": "", "key": ""}
    assert browser.post(f"/aid/cases/{case_id}/entry?kind=paid", data=words | receipt).status_code == 302
    bad = {"receipt": (io.BytesIO(b"no picture"), "r.jpg"), "amount": "1"}
    assert browser.post(f"/aid/cases/{case_id}/entry?kind=paid", data=words | bad).status_code == 422
    page = browser.get(f"/aid/cases/{case_id}").text
    assert "¥4,000" in page and "收据" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"amount": "-5"}, "例如 4000"), ({"amount": "1e3"}, "例如 4000"), ({"amount": "0"}, "大于零"),
        ({"amount": "99999999"}, "一千万"), ({"amount": ""}, "例如 4000"), ({"purpose": ""}, "请选择用途"),
        ({"day": (today() + timedelta(days=2)).isoformat()}, "还没到"), ({"day": "2026-02-30"}, "日期"),
        ({"day": "1990-01-01"}, "还没有出生"), ({"amount": "5000"}, "余额不够"), ({"what": "x\x00"}, "字符"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_told_and_nothing_is_stored(
    app: Flask, helped: tuple[int, int], client_for: ClientFor, changes: dict[str, str], said: str
) -> None:
    answer = client_for("class_teacher").post(f"/aid/cases/{helped[1]}/entry?kind=spent", data=entry(**changes))
    assert answer.status_code == 422
    assert said in answer.text
    with app.app_context(), school_scope(1):
        assert db.session.scalar(select(func.count(AidEntry.id))) == 1


def test_a_form_sent_twice_counts_once(app: Flask, helped: tuple[int, int], client_for: ClientFor) -> None:
    browser, address = client_for("class_teacher"), f"/aid/cases/{helped[1]}/entry?kind=spent"
    key = re.search(r'name="key"[^>]*value="(\w+)"', browser.get(address).text)
    assert key
    for _ in range(2):
        assert browser.post(address, data=entry(key=key[1])).status_code == 302
    with app.app_context(), school_scope(1):
        assert db.session.scalar(select(func.count(AidEntry.id)).where(AidEntry.kind == "spent")) == 1


def test_a_second_editor_is_told_and_loses_nothing(helped: tuple[int, int], client_for: ClientFor) -> None:
    browser, address = client_for("office"), f"/aid/cases/{helped[1]}/edit"
    version = re.search(r'name="version" value="(\d+)"', browser.get(address).text)
    assert version
    first = {"version": version[1], "agency": "街道一", "for_costs": "y"}
    assert browser.post(address, data=first).status_code == 302
    second = browser.post(address, data={**first, "agency": "街道二"})
    assert second.status_code == 409
    assert "街道一" in second.text and 'value="街道二"' in second.text


@pytest.mark.plan("C29")
def test_children_in_a_trough_stand_first(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        for child in db.session.scalars(select(Child)):
            child.joined_on = today() - timedelta(days=300)
        grant(child_of(3, "甲"))
        grant(child_of(5, "乙"), paid=None)
        db.session.commit()
    for sort in ("name", "class", "ends", "quiet"):
        page = client_for("office").get(f"/aid/?sort={sort}").text
        assert page.index("孩子51乙") < page.index("孩子31甲")


def queries(app: Flask, browser: FlaskClient, path: str) -> int:
    """How many questions a page asks the database."""
    asked: list[str] = []

    def count(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
        asked.append(sql)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", count)
    browser.get(path)
    event.remove(engine, "before_cursor_execute", count)
    return len(asked)


@pytest.mark.parametrize("path", ["/aid/", "/aid/duties", "/aid/duties?show=all", "/aid/overview", "/aid/ledger.xlsx"])
def test_a_list_asks_no_more_for_more_children(
    app: Flask, helped: tuple[int, int], client_for: ClientFor, path: str
) -> None:
    browser = client_for("office")
    with app.app_context(), school_scope(1):
        for number in ("甲", "乙"):
            mid_month(child_of(3, number), today() - timedelta(days=70), staff())
        db.session.commit()
    browser.get(path)
    few = queries(app, browser, path)
    with app.app_context(), school_scope(1):
        for grade in (1, 2, 4, 5, 6):
            grant(child_of(grade))
        for number in ("甲", "乙", "丙"):
            mid_month(child_of(3, number), today() - timedelta(days=70), staff())
        db.session.commit()
    assert queries(app, browser, path) == few


def test_the_list_is_searched_filtered_and_empty(helped: tuple[int, int], client_for: ClientFor) -> None:
    browser = client_for("office")
    assert "孩子31丙" in browser.get("/aid/?q=31丙").text
    assert "没有符合的学生" in browser.get("/aid/?q=王").text or "没有" in browser.get("/aid/?q=王").text
    assert browser.get("/aid/?show=nonsense").status_code == 400
    assert "没有可查看的救助" in client_for("community_worker").get("/aid/").text


def test_the_ledger_as_a_workbook_is_exact_and_computes_nothing(
    app: Flask, helped: tuple[int, int], client_for: ClientFor
) -> None:
    browser = client_for("office")
    data = entry(amount="0.30", what="=1+1", purpose="other")
    assert browser.post(f"/aid/cases/{helped[1]}/entry?kind=spent", data=data).status_code == 302
    for path in (f"/aid/children/{helped[0]}/ledger.xlsx", "/aid/ledger.xlsx"):
        sheet = load_workbook(io.BytesIO(browser.get(path).data)).active
        assert (sheet.page_setup.paperSize, sheet.print_title_rows) == (int(sheet.PAPERSIZE_A4), "$1:$1")
        rows = list(sheet.iter_rows(min_row=2, values_only=True))
        assert sum(Decimal(str(row[9])) for row in rows if row[9]) == Decimal("4000.30")
        cell = next(row[8] for row in sheet.iter_rows(min_row=2) if row[8].value)
        assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize(("role", "status"), [("class_teacher", 403), ("counselling_teacher", 403), ("principal", 200)])
def test_the_ledger_of_the_school_leaves_it_with_two_roles_only(client_for: ClientFor, role: str, status: int) -> None:
    assert client_for(role).get("/aid/ledger.xlsx").status_code == status


def test_what_was_said_of_the_child_is_not_readable_in_the_file_nor_in_the_audit(
    app: Flask, helped: tuple[int, int], client_for: ClientFor
) -> None:
    with app.app_context(), school_scope(1):
        duty = mid_month(child_of(), today().replace(day=1), staff(), db.session.get(AidCase, helped[1]))
        duty.first_day, duty.last_day, duty.title = 1, 31, SECRET
        db.session.commit()
    words = {"done_on": today().isoformat(), "how_child": SECRET, "asked": SECRET, "purpose": "other", "goods": SECRET}
    assert client_for("class_teacher").post("/aid/duties/1/record", data=words).status_code == 302
    client_for("class_teacher").post("/aid/entries/1/take-back", data={"reason": SECRET})
    with app.app_context(), school_scope(1):
        assert db.session.scalars(select(DutyRecord.how_child)).one() == SECRET
        entries = db.session.scalars(select(AuditEvent).where(AuditEvent.entity.startswith("aid"))).all()
        said = " ".join(str(one.detail) for one in entries)
    assert entries and "孩子" not in said and SECRET not in said
    files = list(app.config["SETTINGS"].data.glob("careplan.sqlite3*"))
    assert files and not any(SECRET.encode() in file.read_bytes() for file in files)


@pytest.mark.parametrize("language", ["zh_Hans", "en"])
def test_every_page_of_aid_opens_in_both_languages(
    app: Flask, helped: tuple[int, int], client_for: ClientFor, language: str
) -> None:
    with app.app_context(), school_scope(1):
        mid_month(child_of(), today() - timedelta(days=70), staff(), db.session.get(AidCase, helped[1]))
        grant(child_of(), paid=24500, kind="subsistence", monthly=True, fen=24500)
        db.session.commit()
    browser = client_for("office")
    with browser.session_transaction() as session:
        session["language"] = language
    child, case = f"/aid/children/{helped[0]}", f"/aid/cases/{helped[1]}"
    paths = [
        "/aid/", "/aid/duties", "/aid/duties?show=all", "/aid/duties?show=coming", "/aid/duties/new", "/aid/overview",
        "/aid/starting", child, f"{child}/ledger", f"{child}/cases/new", f"{child}/costs/new", case, f"{case}/step",
        f"{child}/duties/new?preset=monthly-delivery", f"{case}/edit", f"{case}/split", f"{case}/entry?kind=goods",
        f"{case}/entry", "/aid/cases/2", "/aid/cases/2/rate", "/aid/duties/1", "/aid/duties/1/record",
        "/aid/duties/1/excuse", "/aid/duties/1/hand-over", "/aid/duties/1/end", "/aid/entries/1/take-back",
        "/aid/steps/1/take-back", "/aid/rates/1/take-back",
    ]  # fmt: skip
    for path in paths:
        answer = browser.get(path)
        assert answer.status_code == 200, path
        own = helped[0] if "/aid/children/" in path or "cases" in path or "duties/1" in path else None
        assert own is None or "孩子31丙" in answer.text, path
