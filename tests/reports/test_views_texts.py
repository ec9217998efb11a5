"""The draft on its pages: own text, figures as fields, the proposal beside it, two editors, comments."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.clock import today
from careplan.db import db, school_scope
from careplan.indicators.catalogue import MEASURES
from careplan.reports.load import load_draft, load_frozen, load_year
from careplan.reports.models import ReportComment, ReportText
from tests.reports.frozen_school import freeze_one
from tests.world import ClientFor

AT = "/reports/draft/存在的问题"
FIELD = f"{{指标:{MEASURES['session_completion'].name}}}"
OWN = {"text": f"活动完成率{FIELD}。", "version": "0"}


def stored(app: Flask) -> list[str]:
    with app.app_context(), school_scope(1):
        return list(db.session.scalars(select(ReportText.text)))


@pytest.mark.plan("S45")
def test_own_text_is_kept_and_stands_in_the_preview(app: Flask, client_for: ClientFor) -> None:
    browser = client_for("head_counselor")
    assert "建议文字" in browser.get("/reports/draft").get_data(as_text=True)
    assert browser.post(AT, data=OWN).status_code == 302
    page = browser.get(AT).get_data(as_text=True)
    assert "<ins>" in page and "恢复建议文字" in page
    assert "自写" in browser.get("/reports/draft").get_data(as_text=True)
    preview = browser.get("/reports/preview").get_data(as_text=True)
    assert re.search(r"活动完成率<a[^>]*>[^<]+</a>", preview) or "活动完成率" in preview
    assert "{指标" not in preview


def test_figure_stays_live_until_the_report_is_frozen(app: Flask, client_for: ClientFor) -> None:
    client_for("principal").post(AT, data=OWN)
    with app.app_context(), school_scope(1):
        draft = load_draft(year=load_year(None), cut_off=today(), issued_on=today())
        assert FIELD not in str(draft.document.blocks) and "session_completion" in str(draft.document.blocks)
        db.session.rollback()
        frozen = load_frozen(freeze_one())
        assert frozen is not None and [one.text for one in frozen.texts] == [OWN["text"]]
        assert FIELD not in str(frozen.document.blocks)


def test_freezing_names_own_texts_whose_proposal_reads_otherwise_now(app: Flask, client_for: ClientFor) -> None:
    browser = client_for("principal")
    browser.post(AT, data=OWN)
    assert "可能已经过时" not in browser.get("/reports/issue").text
    with app.app_context(), school_scope(1):
        row = db.session.scalars(select(ReportText)).one()
        row.proposal = "写的时候是这样的。"
        record(actor_id=None, action="change", entity="report_text")
        db.session.commit()
    page = browser.get("/reports/issue").text
    assert "有1段自写文字" in page and f'href="{quote(AT)}"' in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("率{指标:没有这个}", "第1行：没有{指标:没有这个}这个数据"),
        ("好\n半个{括号", "第2行：花括号只用于数据字段"),
        ("", "请填写"),
        ("   ", "请填写"),
        ("长" * 8001, "8000"),
        ("\x00", "不能"),
    ],
)
def test_faults_are_told_at_the_text_and_nothing_is_lost(
    text: str, said: str, app: Flask, client_for: ClientFor
) -> None:
    answer = client_for("principal").post(AT, data={"text": text, "version": "0"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and said in page
    assert text.strip("\x00 \n")[:20] in page
    assert stored(app) == []


def test_a_child_is_not_named(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        name = db.session.scalars(select(Child.name).limit(1)).one()
    answer = client_for("principal").post(AT, data={"text": f"{name}进步很大。", "version": "0"})
    assert answer.status_code == 422 and stored(app) == []


def test_second_editor_gets_409_with_both_texts(app: Flask, client_for: ClientFor) -> None:
    one, other = client_for("principal"), client_for("head_counselor")
    one.post(AT, data=OWN | {"text": "先到的。"})
    late = other.post(AT, data=OWN | {"text": "后到的。"})
    page = late.get_data(as_text=True)
    assert late.status_code == 409 and "先到的。" in page and "后到的。" in page
    assert stored(app) == ["先到的。"]
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version is not None
    assert other.post(AT, data={"text": "后到的。", "version": version[1]}).status_code == 302
    assert one.post(AT, data={"text": "再改。", "version": "1"}).status_code == 409
    assert one.post(AT, data={"text": "再改。", "version": "²"}).status_code == 409
    assert stored(app) == ["后到的。"]


def test_proposal_is_put_back_unless_somebody_was_quicker(app: Flask, client_for: ClientFor) -> None:
    browser = client_for("principal")
    browser.post(AT, data=OWN)
    browser.post(f"{AT}/proposal", data={"version": "7"})
    assert len(stored(app)) == 1
    browser.post(f"{AT}/proposal", data={"version": "1"})
    assert stored(app) == []
    assert browser.post(f"{AT}/proposal", data={"version": "1"}).headers["Location"].endswith(quote("存在的问题"))
    assert browser.post("/reports/draft/没有/proposal", data={"version": "1"}).status_code == 404
    browser.post(AT, data=OWN)
    assert browser.post(f"{AT}/proposal", data={"version": "9" * 5000}).status_code == 302
    assert len(stored(app)) == 1, "a version that is none"


def test_text_stands_while_the_report_waits_for_its_signature(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        freeze_one()
    answer = client_for("principal").post(AT, data=OWN)
    assert answer.status_code == 422 and "撤销冻结" in answer.get_data(as_text=True)
    assert stored(app) == []


def test_unknown_sections_and_other_schools(client_for: ClientFor, app: Flask) -> None:
    browser = client_for("principal")
    assert browser.get("/reports/draft/没有").status_code == 404
    assert browser.post("/reports/draft/没有", data=OWN).status_code == 404
    browser.post(AT, data=OWN)
    assert "活动完成率{指标" not in client_for("principal", school=2).get(AT).get_data(as_text=True)


def test_comment_is_answered_settled_and_warned_about(app: Flask, client_for: ClientFor) -> None:
    head, principal = client_for("head_counselor"), client_for("principal")
    assert head.post(f"{AT}/comments", data={"comment": " "}).status_code == 422
    for _twice in range(2):
        assert head.post(f"{AT}/comments", data={"comment": "请写明原因。"}).status_code == 302
    with app.app_context(), school_scope(1):
        comment_id = db.session.scalars(select(ReportComment.id)).one()
    assert "还有1条意见没有了结" in principal.get("/reports/issue").get_data(as_text=True)
    assert principal.post(f"/reports/comments/{comment_id}/answer", data={"answer": ""}).status_code == 422
    principal.post(f"/reports/comments/{comment_id}/answer", data={"answer": "已写。"})
    principal.post(f"/reports/comments/{comment_id}/settle")
    page = head.get(AT).get_data(as_text=True)
    assert "请写明原因。" in page and "已写。" in page and "已了结" in page
    assert "没有了结" not in principal.get("/reports/issue").get_data(as_text=True)
    late = principal.post(f"/reports/comments/{comment_id}/answer", data={"answer": "迟了"})
    assert late.status_code == 422 and "已经了结" in late.get_data(as_text=True)
    stranger = client_for("principal", school=2)
    assert stranger.post(f"/reports/comments/{comment_id}/settle").status_code == 404


@pytest.mark.parametrize("role", ["counselling_teacher", "office"])
def test_others_comment_and_do_not_edit(role: str, app: Flask, client_for: ClientFor) -> None:
    browser = client_for(role)
    assert browser.post(AT, data=OWN).status_code == 403
    page = browser.get(AT).get_data(as_text=True)
    assert '<textarea class="form-control" id="text"' not in page
    assert browser.post(f"{AT}/comments", data={"comment": "看过。"}).status_code == 302
    assert client_for("class_teacher").get(AT).status_code == 403
