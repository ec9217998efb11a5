"""The form of each kind of contact (DOMAIN 4.7)."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.casework.test_views import a_child, told_at, words
from tests.world import ClientFor


def test_a_promise_needs_its_day(app: Flask, client_for: ClientFor) -> None:
    page = client_for("class_teacher").post(f"/care/children/{a_child(app)}/new", data=words(promise="带孩子看牙"))
    assert page.status_code == 422 and "期限" in told_at(page.text, "promise_by")


def test_photographs_of_a_visit_need_a_guardians_consent(app: Flask, client_for: ClientFor) -> None:
    page = client_for("class_teacher").post(f"/care/children/{a_child(app)}/new", data=words(photo="yes"))
    assert page.status_code == 422 and "没有监护人同意" in told_at(page.text, "photo")


@pytest.mark.plan("C32")
@pytest.mark.parametrize(
    ("kind", "more", "shown"),
    [
        ("visit", {"living": "住两间瓦房", "visitors": "李老师"}, ("住两间瓦房", "同行人员")),
        ("call", {"channel": "video", "minutes": "12"}, ("视频", "12 分钟")),
        ("parent-call", {"who": "mother", "state": "笑了一下午"}, ("笑了一下午", "母亲")),
        ("talk", {"topic": "mood", "step": "下周再聊"}, ("情绪", "下周再聊")),
        ("letter", {"way": "sent", "who": "father"}, ("孩子寄出",)),
        ("teacher", {"asked": "数学王老师", "study": "口算快了"}, ("数学王老师", "口算快了")),
    ],
)  # fmt: skip
def test_each_kind_of_contact_has_its_own_form(
    app: Flask, client_for: ClientFor, kind: str, more: dict[str, str], shown: tuple[str, ...]
) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    assert teacher.post(f"/care/children/{child_id}/new", data=words(kind=kind) | more).status_code == 302
    page = teacher.get(f"/care/children/{child_id}").text
    assert all(one in page for one in shown)
    assert "第 1 号" in page
