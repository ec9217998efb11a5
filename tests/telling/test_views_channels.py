"""The school sets up its channels; keys are encrypted, never shown, and a test message tells whether it works."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.audit.models import AuditEvent
from careplan.audit.operations import record
from careplan.db import db, school_scope
from careplan.telling.models import Channel
from tests.telling.loopback import ChatService, chat_service, mail_service
from tests.world import ClientFor

KEY = "0123456789abcdefABCDEF0123456789"
ADDRESS = f"https://oapi.dingtalk.com/robot/send?access_token={KEY}"
SECRET = "SEC0123456789abcdef0123"
ROBOT = {"name": "辅导员工作群", "address": ADDRESS, "signature": SECRET, "active": "y"}
MAIL = {
    "name": "学校邮箱",
    "host": "smtp.qq.com",
    "account": "school@qq.com",
    "password": "code-of-16-signs",
    "active": "y",
}


@pytest.fixture
def chat(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatService]:
    with chat_service(monkeypatch) as found:
        yield found


def stored(app: Flask) -> Channel:
    with app.app_context(), school_scope(1):
        return db.session.scalars(select(Channel)).one()


@pytest.mark.parametrize("role", ["head_counselor", "administrator"])
def test_a_robot_is_set_up_and_its_key_shown_nowhere(app: Flask, client_for: ClientFor, role: str) -> None:
    browser = client_for(role)

    page = browser.post("/telling/channels/new/dingtalk", data=ROBOT, follow_redirects=True).text
    form = browser.get(f"/telling/channels/{stored(app).id}").text

    assert "辅导员工作群" in page and "尚未测试" in page
    assert (stored(app).key, stored(app).signature) == (KEY, SECRET)
    assert KEY not in page + form and SECRET not in page + form


def test_keys_are_encrypted_where_they_lie_and_stand_in_no_audit_entry(app: Flask, client_for: ClientFor) -> None:
    client_for("administrator").post("/telling/channels/new/dingtalk", data=ROBOT)

    with app.app_context(), school_scope(1):
        entries = [str(row.detail) for row in db.session.scalars(select(AuditEvent))]
    with closing(sqlite3.connect(app.config["SETTINGS"].data / "careplan.sqlite3")) as connection:
        key, signature = connection.execute("SELECT key, signature FROM message_channel").fetchone()
    assert len(key) > len(KEY) and KEY.encode() not in key and SECRET.encode() not in signature
    assert not any(KEY in entry or SECRET in entry for entry in entries)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("address", "https://127.0.0.1/robot/send?access_token=" + KEY, "不是该平台的机器人地址"),
        ("address", f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}", "不是该平台的机器人地址"),
        ("address", "", "不是该平台的机器人地址"),
        ("signature", "not one", "SEC"),
        ("name", "", "填写"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(
    app: Flask, client_for: ClientFor, field: str, value: str, words: str
) -> None:
    answer = client_for("head_counselor").post("/telling/channels/new/dingtalk", data={**ROBOT, field: value})

    assert answer.status_code == 422 and words in answer.text
    assert field == "name" or "辅导员工作群" in answer.text
    assert KEY not in answer.text  # what was typed into a secret field does not come back either
    with app.app_context(), school_scope(1):
        assert db.session.scalars(select(Channel)).all() == []


def test_an_edit_keeps_the_key_that_is_not_typed_again(app: Flask, client_for: ClientFor) -> None:
    browser = client_for("head_counselor")
    browser.post("/telling/channels/new/dingtalk", data=ROBOT)
    edit = f"/telling/channels/{stored(app).id}"

    browser.post(edit, data={"version": "1", "name": "新名字", "address": "", "signature": "", "active": "y"})
    stale = browser.post(edit, data={"version": "1", "name": "别的名字", "active": "y"})

    assert (stored(app).name, stored(app).key, stored(app).signature) == ("新名字", KEY, SECRET)
    assert stale.status_code == 409 and "别的名字" in stale.text and "新名字" in stale.text


def test_a_mail_account_goes_through_the_services_offered(app: Flask, client_for: ClientFor) -> None:
    browser = client_for("head_counselor")

    assert browser.post("/telling/channels/new/mail", data={**MAIL, "host": "127.0.0.1"}).status_code == 422
    assert browser.post("/telling/channels/new/mail", data={**MAIL, "password": ""}).status_code == 422
    assert browser.post("/telling/channels/new/mail", data={**MAIL, "account": "school"}).status_code == 422
    assert browser.post("/telling/channels/new/mail", data=MAIL).status_code == 302
    assert "code-of-16-signs" not in browser.get(f"/telling/channels/{stored(app).id}").text


def test_a_stored_password_is_not_sent_to_another_server(app: Flask, client_for: ClientFor) -> None:
    browser = client_for("head_counselor")
    browser.post("/telling/channels/new/mail", data=MAIL)
    edit = f"/telling/channels/{stored(app).id}"

    changed = {**MAIL, "version": "1", "host": "smtp.163.com", "password": ""}
    assert browser.post(edit, data=changed).status_code == 422
    assert stored(app).host == "smtp.qq.com"


@pytest.mark.sockets
def test_a_test_message_says_whether_it_works(app: Flask, client_for: ClientFor, chat: ChatService) -> None:
    browser = client_for("administrator")
    browser.post("/telling/channels/new/dingtalk", data=ROBOT)
    test = f"/telling/channels/{stored(app).id}/test"

    assert "可用" in browser.post(test, follow_redirects=True).text
    chat.body = '{"errcode": 310000, "errmsg": "sign not match"}'
    page = browser.post(test, follow_redirects=True).text

    assert "测试失败" in page and "310000 sign not match" in page
    assert "活动安排" in chat.texts[0]  # DingTalk's key word


@pytest.mark.sockets
def test_a_mail_account_is_tested_with_a_mail_to_itself(
    app: Flask, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = client_for("administrator")
    with mail_service(monkeypatch) as mails:
        browser.post("/telling/channels/new/mail", data=MAIL)
        with app.app_context(), school_scope(1):
            db.session.scalars(select(Channel)).one().host = "127.0.0.1"
            record(actor_id=None, action="edit", entity="message_channel")
            db.session.commit()
        page = browser.post(f"/telling/channels/{stored(app).id}/test", follow_redirects=True).text

    assert "可用" in page and "To: school@qq.com" in mails[0]


def test_a_channel_taken_away_forgets_its_key(app: Flask, client_for: ClientFor) -> None:
    browser = client_for("administrator")
    browser.post("/telling/channels/new/dingtalk", data=ROBOT)
    own = stored(app).id

    assert "还没有发送渠道" in browser.post(f"/telling/channels/{own}/remove", follow_redirects=True).text
    assert (stored(app).key, stored(app).signature) == (None, None)
    assert browser.get(f"/telling/channels/{own}").status_code == 404


def test_channels_are_the_head_counselors_and_the_administrators(client_for: ClientFor) -> None:
    for role in ("principal", "class_teacher", "office", "community_worker"):
        assert client_for(role).get("/telling/channels").status_code == 403
    assert client_for("head_counselor").get("/telling/channels/new/sms").status_code == 404
