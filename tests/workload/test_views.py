"""The pages of workload, from the rules to the lock, with what is refused and where it is said."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.workload.forms import post_field, rate_field
from careplan.workload.models import WorkPeriod, WorkRules, WorkStatement
from careplan.workload.queries import periods, rule_versions
from careplan.workload.work import POSTS, WORK
from tests.workload.done import AFTER, LATER, computed, led_together, person, statement
from tests.world import ClientFor

TERM = {"stretch": "term-1", "first": "", "last": "", "name": ""}


@pytest.fixture(autouse=True)
def after_the_term() -> Iterator[None]:
    with fixed(AFTER):
        yield


def only(app: Flask, model: type[WorkPeriod] | type[WorkStatement]) -> tuple[int, str]:
    """Id and version of the period, or of the class teacher's statement."""
    with app.app_context(), school_scope(1):
        row = periods()[0] if model is WorkPeriod else statement()
        return row.id, str(row.version)


def compute(app: Flask) -> tuple[int, int]:
    """A computed period: its id, and that of the class teacher's statement."""
    with app.app_context(), school_scope(1):
        return computed().id, statement().id


def step(client_for: ClientFor, app: Flask, role: str, name: str, **typed: str) -> int:
    period_id, version = only(app, WorkPeriod)
    return (
        client_for(role).post(f"/workload/periods/{period_id}/{name}", data={"version": version, **typed}).status_code
    )


def typed_rules(**changes: str) -> dict[str, str]:
    fields = {rate_field(*code): "1" for code in WORK} | {post_field(post): "2" for post in POSTS}
    return {
        **fields, "name": "本校办法", "valid_from": "2026-09-01", "change": "教代会", "note": "", "co_leaders": "split", "cap_week": "8",
        "cap_month": "", "cap_period": "", "fen_per_unit": "", **changes,
    }  # fmt: skip


@pytest.mark.plan("S50", "S51", "S52")
def test_from_the_opening_to_the_lock(app: Flask, client_for: ClientFor) -> None:
    office, teacher, principal = client_for("office"), client_for("class_teacher"), client_for("principal")
    assert office.post("/workload/periods/new", data=TERM).status_code == 302
    assert step(client_for, app, "office", "compute", check_until="") == 302
    period_id, _version = only(app, WorkPeriod)
    statement_id, _version = only(app, WorkStatement)
    mine = f"/workload/statements/{statement_id}"

    assert "请核对您的工作量：2026—2027学年第一学期" in teacher.get("/").text
    page = teacher.get(mine).text
    assert "1 课时 × 1.2" in page and "核对无误" in page
    assert teacher.post(f"{mine}/object", data={"words": "十月替四(1)班带过一次"}).status_code == 302
    assert "1 条工作量异议待答复" in office.get("/").text
    assert "还没答复的异议：1。" in principal.get(f"/workload/periods/{period_id}").text
    assert step(client_for, app, "principal", "sign") == 302, "told, and nothing is signed"

    assert office.post(f"{mine}/correct", data={"milli": "1.2", "reason": "四(1)班代课"}).status_code == 302
    with app.app_context(), school_scope(1):
        objection = statement().objections[0].id
    assert office.post(f"/workload/objections/{objection}/answer", data={"words": "已补"}).status_code == 302
    page = teacher.get(mine).text
    assert "四(1)班代课" in page and "+1.2" in page and "已补" in page
    assert teacher.post(f"{mine}/confirm").status_code == 302
    assert "待签字的工作量" in principal.get("/").text
    assert step(client_for, app, "principal", "sign") == 302
    assert "刚才重新计算：与签字时完全一致" in teacher.get(mine).text
    assert "工作量已签字" in office.get("/").text
    assert step(client_for, app, "office", "lock") == 302
    with app.app_context(), school_scope(1):
        assert [one.state for one in periods()] == ["locked"]


@pytest.mark.plan("S52")
def test_the_workbook_is_there_once_it_is_signed(app: Flask, client_for: ClientFor) -> None:
    period_id, _statement = compute(app)
    office = client_for("office")
    assert office.get(f"/workload/periods/{period_id}/xlsx").status_code == 404
    with fixed(LATER):
        assert step(client_for, app, "principal", "sign") == 302
    answer = office.get(f"/workload/periods/{period_id}/xlsx")
    assert (answer.status_code, answer.headers["Content-Disposition"].split(";")[0]) == (200, "attachment")
    book = load_workbook(BytesIO(answer.data))
    assert book.sheetnames == ["汇总 Summary", "明细 Lines"]


def test_a_page_that_is_behind_the_times_takes_no_step(app: Flask, client_for: ClientFor) -> None:
    period_id, _statement = compute(app)
    with fixed(LATER):
        answer = client_for("principal").post(f"/workload/periods/{period_id}/sign", data={"version": "1"})
    assert answer.status_code == 409
    with app.app_context(), school_scope(1):
        assert periods()[0].state == "computed"


@pytest.mark.parametrize(
    "wrong",
    [
        {"stretch": "term-9"}, {"stretch": "days"}, {"stretch": "days", "first": "x", "last": "2026-09-30", "name": "a"},
        {"stretch": "days", "first": "2026-09-30", "last": "2026-09-01", "name": "a"},
        {"stretch": "days", "first": "2026-09-01", "last": "2026-09-30", "name": ""},
    ],
)  # fmt: skip
def test_a_period_that_cannot_be_is_said_at_its_place(app: Flask, client_for: ClientFor, wrong: dict[str, str]) -> None:
    answer = client_for("office").post("/workload/periods/new", data={**TERM, **wrong})
    assert (answer.status_code, "field-error" in answer.text) == (422, True)
    with app.app_context(), school_scope(1):
        assert list(periods()) == []


def test_only_stretches_without_a_period_are_offered(app: Flask, client_for: ClientFor) -> None:
    page = client_for("office").get("/workload/periods/new").text
    assert "2026年10月" in page and "第一学期" in page
    compute(app)
    page = client_for("office").get("/workload/periods/new").text
    assert "2026年10月" not in page and "第一学期" not in page and "2027年3月" in page


@pytest.mark.plan("S51")
def test_a_change_of_the_rules_is_a_new_version(app: Flask, client_for: ClientFor) -> None:
    office = client_for("office")
    assert "本校办法" not in office.get("/workload/rules").text
    assert office.post("/workload/rules/new", data=typed_rules()).status_code == 302
    page = office.get("/workload/rules").text
    assert "本校办法" in page and "第2版" in page and "家访: 1.5 → 1" in page
    with app.app_context(), school_scope(1):
        rows: list[WorkRules] = list(rule_versions())
        assert [(row.number, row.content["name"]) for row in rows] == [(2, "本校办法"), (1, "办法")]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({rate_field("visit", ""): "很多"}, "请填数字，如 1.5"),
        ({rate_field("visit", ""): "1.2345"}, "请填数字，如 1.5"),
        ({rate_field("visit", ""): "21"}, "请填 0 到 20"),
        ({rate_field("visit", ""): "-1"}, "请填 0 到 20"),
        ({"fen_per_unit": "2.505"}, "请填金额"),
        ({"fen_per_unit": "0"}, "金额要大于 0"),
        ({"cap_week": "8", "cap_month": "7"}, "封顶不能更低"),
        ({"cap_week": "0"}, "请填 0.001 到"),
        ({"change": ""}, "请写明原因"),
        ({"valid_from": "31.2."}, "2026-09-01"),
        ({"co_leaders": "fight"}, "field-error"),
        ({rate_field(*code): "" for code in WORK} | {post_field(post): "0" for post in POSTS}, "请至少填一个系数"),
    ],
)
def test_what_cannot_be_a_rule_is_said_at_its_field(
    app: Flask, client_for: ClientFor, wrong: dict[str, str], words: str
) -> None:
    answer = client_for("office").post("/workload/rules/new", data=typed_rules(**wrong))
    assert answer.status_code == 422
    assert words in answer.text and "本校办法" in answer.text, "nothing typed is lost"
    with app.app_context(), school_scope(1):
        assert len(rule_versions()) == 1


def test_the_example_is_marked_and_counts_nothing(client_for: ClientFor) -> None:
    page = client_for("class_teacher").get("/workload/rules/example").text
    assert "示例" in page and "不用来计算" in page and "只计工作量，不计金额" in page
    copy = client_for("office").get("/workload/rules/new?from=example").text
    assert "您在改示例的副本" in copy and 'value="工作量计算办法"' in copy


def test_a_school_without_rules_is_shown_the_way(client_for: ClientFor) -> None:
    office = client_for("office", school=2)
    assert "还没有工作量办法" in office.get("/workload/periods").text
    assert "示例" in office.get("/workload/rules").text
    assert "还没有算出的核算期" in office.get("/workload/sums").text
    assert office.post("/workload/periods/new", data=TERM).status_code == 422


@pytest.mark.parametrize(
    "wrong", [{"milli": "0"}, {"milli": ""}, {"milli": "x"}, {"milli": "201"}, {"milli": "-190"}, {"reason": ""}]
)
def test_a_correction_that_cannot_be_is_said_at_its_field(
    app: Flask, client_for: ClientFor, wrong: dict[str, str]
) -> None:
    _period, statement_id = compute(app)
    url = f"/workload/statements/{statement_id}/correct"
    answer = client_for("office").post(url, data={"milli": "1", "reason": "补", **wrong})
    assert (answer.status_code, "field-error" in answer.text) == (422, True)


def test_an_empty_objection_and_an_empty_answer_are_said_at_their_field(app: Flask, client_for: ClientFor) -> None:
    _period, statement_id = compute(app)
    url = f"/workload/statements/{statement_id}/object"
    assert client_for("class_teacher").post(url, data={"words": " "}).status_code == 422
    client_for("class_teacher").post(url, data={"words": "少"})
    with app.app_context(), school_scope(1):
        objection = statement().objections[0].id
    answer = client_for("office").post(f"/workload/objections/{objection}/answer", data={"words": ""})
    assert (answer.status_code, "field-error" in answer.text) == (422, True)


@pytest.mark.plan("S51")
def test_work_by_hand_is_entered_and_counter_signed_by_another(app: Flask, client_for: ClientFor) -> None:
    teacher, office = client_for("class_teacher"), client_for("office")
    sent = {"staff_id": str(_own(app)), "day": "2026-10-13", "hours": "16：30—17：10", "title": "暴雨天送学生回家"}
    assert teacher.post("/workload/entries/new", data={**sent, "hours": "晚上"}).status_code == 422
    assert teacher.post("/workload/entries/new", data={**sent, "day": "2027-06-01"}).status_code == 422
    assert teacher.post("/workload/entries/new", data={**sent, "staff_id": "1"}).status_code == 422
    assert teacher.post("/workload/entries/new", data=sent).status_code == 302
    assert "1 项临时工作待复核" in office.get("/").text
    assert teacher.post("/workload/entries/1/countersign").status_code == 403
    assert office.post("/workload/entries/1/refuse", data={"reason": ""}).status_code == 422
    assert office.post("/workload/entries/1/countersign").status_code == 302
    assert "已复核" in teacher.get("/workload/entries/1").text
    assert office.post("/workload/entries/1/countersign").status_code == 409


def _own(app: Flask) -> int:
    with app.app_context(), school_scope(1):
        return person("T3")


def test_shares_are_entered_for_sessions_led_together(app: Flask, client_for: ClientFor) -> None:
    head = client_for("head_counselor")
    assert "没有几个人合作带领的活动" in head.get("/workload/shares").text
    with app.app_context(), school_scope(1):
        row = led_together()
        url, first, second = f"/workload/shares/{row.id}", person("T3"), person("T6")
    assert "教师31" in head.get("/workload/shares").text
    assert head.post(url, data={f"weight-{first}": "x", f"weight-{second}": "1"}).status_code == 422
    assert head.post(url, data={f"weight-{first}": "0", f"weight-{second}": "0"}).status_code == 422
    assert head.post(url, data={f"weight-{first}": "3", f"weight-{second}": "1"}).status_code == 302
    assert "教师31 3 : 教师61 1" in head.get("/workload/shares").text
    assert head.get("/workload/shares/999").status_code == 404


@pytest.mark.plan("S44", "S50")
def test_protected_time_shows_limits_and_what_was_not_kept(app: Flask, client_for: ClientFor) -> None:
    from careplan.audit.operations import record
    from careplan.school.calendar import LessonTime
    from careplan.school.models import StaffMember
    from careplan.school.operations import save_staff
    from tests.sessions.schedule import session_of

    with app.app_context(), school_scope(1):
        one = db.session.get_one(StaffMember, person("T3"))
        row = session_of("2024-1")
        slot = LessonTime(row.day.isoweekday(), row.period)
        save_staff(actor_id=None, person=one, number="T3", name=one.name, max_per_week=1, max_per_term=30, kept=[slot])
        record(actor_id=None, action="x", entity="x")
        db.session.commit()
        link = f"/sessions/{row.id}"
    page = client_for("head_counselor").get("/workload/protected?term=1").text
    assert "保护时间" in page and link in page and "接近上限" in page
    own = client_for("class_teacher").get("/workload/").text
    assert link in own or "我的负担" in own
    marked = client_for("principal").get("/workload/protected?term=1&shown=marked").text
    assert "教师31" in marked and "教师11" not in marked
    assert client_for("principal").get("/workload/protected?term=3").status_code == 400
    assert client_for("principal").get("/workload/protected?shown=x").status_code == 400


def test_the_staff_form_keeps_lessons_and_kept_time_apart(app: Flask, client_for: ClientFor) -> None:
    office = client_for("office")
    url = f"/school/staff/{_own(app)}"
    sent = {"number": "T3", "name": "教师31", "kind": "teacher", "title": "", "active": "y", "version": "1"}
    assert office.post(url, data={**sent, "busy": ["1-1", "2-2"], "kept": ["2-2", "3-3"]}).status_code == 302
    with app.app_context(), school_scope(1):
        from careplan.school.models import StaffMember

        rows = db.session.get_one(StaffMember, person("T3")).busy
        assert sorted((row.weekday, row.period, row.kept) for row in rows) == [
            (1, 1, False),
            (2, 2, True),
            (3, 3, True),
        ]


def test_pages_speak_english(app: Flask, client_for: ClientFor) -> None:
    period_id, statement_id = compute(app)
    office = client_for("office")
    with office.session_transaction() as session:
        session["language"] = "en"
    for url, words in (
        (f"/workload/statements/{statement_id}", "1 lesson × 1.2"), (f"/workload/periods/{period_id}", "Workload Term 1"),
        ("/workload/rules", "Leading a session"), ("/workload/sums", "Sums without names"), ("/workload/protected", "Protected time"),
    ):  # fmt: skip
        assert words in office.get(url).text
