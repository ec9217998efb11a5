"""What leaves the school goes to the services' own hosts only, and what they answer is understood."""

from __future__ import annotations

import email
import logging
from collections.abc import Iterator
from email.header import decode_header, make_header

import pytest

from careplan.telling import service_door
from careplan.telling.service_door import send_out
from careplan.telling.services import Outcome, Outlet
from tests.telling.loopback import ChatService, chat_service, mail_service

pytestmark = pytest.mark.sockets
KEY = "0123456789abcdefABCDEF0123456789"
MAIL = Outlet("mail", "authorization-code", host="127.0.0.1", account="school@qq.com", sender="第1测试小学")
KINDS = ["dingtalk", "wecom", "feishu"]


@pytest.fixture
def chat(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatService]:
    with chat_service(monkeypatch) as found:
        yield found


def out(kind: str, **words: str) -> Outcome:
    return send_out(Outlet(kind, KEY, **words), subject="x", text="活动安排有调整\n第二行")


@pytest.mark.parametrize("kind", KINDS)
def test_a_post_arrives_in_the_services_own_form(chat: ChatService, kind: str) -> None:
    assert out(kind) == Outcome()
    assert chat.texts == ["活动安排有调整\n第二行"]
    assert KEY in chat.posts[0][0]


def test_dingtalks_signature_is_sent_and_its_secret_is_not(chat: ChatService) -> None:
    assert out("dingtalk", signature="SECabc0123456789abc") == Outcome()
    assert "sign=" in chat.posts[0][0] and "SECabc" not in str(chat.posts)


@pytest.mark.parametrize(
    ("kind", "body", "answer"),
    [
        ("dingtalk", '{"errcode": 310000, "errmsg": "关键词不匹配"}', "310000 关键词不匹配"),
        ("wecom", '{"errcode": 93000, "errmsg": "invalid webhook url"}', "93000 invalid webhook url"),
        ("feishu", '{"code": 19024, "msg": "Key Words Not Found"}', "19024 Key Words Not Found"),
        ("wecom", "<html>", "HTTP 200"),
        ("wecom", "[]", "None"),
    ],
)
def test_a_refusal_that_looks_like_success_is_heard(chat: ChatService, kind: str, body: str, answer: str) -> None:
    chat.body = body
    assert out(kind) == Outcome("refused", answer)


def test_an_answer_that_repeats_the_key_is_shown_without_it(chat: ChatService) -> None:
    chat.body = f'{{"errcode": 1, "errmsg": "token {KEY} is not known"}}'
    assert out("dingtalk") == Outcome("refused", "1 token … is not known")


def test_a_service_that_fails_or_is_not_there(chat: ChatService, monkeypatch: pytest.MonkeyPatch) -> None:
    chat.status = 503
    assert out("wecom") == Outcome("refused", "HTTP 503")
    gone = "http://127.0.0.1:9"
    monkeypatch.setitem(service_door.ORIGINS, "wecom", frozenset({gone}))
    monkeypatch.setattr(service_door.PLUGINS["wecom"], "notify_url", gone + "/?key={key}")
    assert out("wecom") == Outcome("unreachable")


@pytest.mark.parametrize("kind", KINDS)
def test_no_other_host_is_called_whatever_the_library_would_do(
    chat: ChatService, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setitem(service_door.ORIGINS, kind, frozenset({"https://oapi.dingtalk.com"}))

    assert out(kind) == Outcome("forbidden")
    assert chat.posts == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_redirect_is_not_followed(chat: ChatService, kind: str) -> None:
    chat.status, chat.headers = 302, {"Location": f"{chat.origin}/inside"}

    assert out(kind) == Outcome("refused", "HTTP 302")
    assert chat.gets == [] and len(chat.posts) == 1


def test_the_doors_hosts_are_those_of_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, plugin in service_door.PLUGINS.items():
        assert any(plugin.notify_url.startswith(f"{origin}/") for origin in service_door.ORIGINS[kind])
        assert all(origin.startswith("https://") for origin in service_door.ORIGINS[kind])


def test_a_mail_reaches_one_person_and_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_service(monkeypatch) as mails:
        assert send_out(MAIL, subject="活动安排通知", text="王红老师，您好", to="wang@163.com") == Outcome()

    found = email.message_from_string(mails[0])
    assert str(make_header(decode_header(found["Subject"]))) == "活动安排通知"
    assert found["To"] == "wang@163.com" and "Cc" not in found
    assert "第1测试小学" in str(make_header(decode_header(found["From"])))
    body = found.get_payload(decode=True) or b""
    assert "王红老师，您好" in body.decode()


def test_a_wrong_password_for_programs_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_service(monkeypatch, lets_in=False) as mails:
        assert send_out(MAIL, subject="x", text="x", to="wang@163.com") == Outcome("login", "SMTP 535")
    assert mails == []


def test_a_mail_server_of_ones_own_choice_is_refused() -> None:
    assert send_out(MAIL, subject="x", text="x", to="wang@163.com") == Outcome("forbidden")


def test_no_key_reaches_a_log(
    chat: ChatService, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        for name in ("apprise", "urllib3", "urllib3.connectionpool"):
            caplog.set_level(logging.DEBUG, logger=name)
        for kind in KINDS:
            out(kind, signature="SECabc0123456789abc" if kind == "dingtalk" else "")
        chat.status = 500
        out("feishu")
        with mail_service(monkeypatch, lets_in=False):
            send_out(MAIL, subject="x", text="x", to="wang@163.com")

    assert not any(secret in caplog.text for secret in (KEY, "SECabc", "authorization-code", "wang@163.com"))


def test_a_fault_of_the_library_is_an_outcome_too() -> None:
    assert send_out(Outlet("wecom", "no key at all!"), subject="x", text="x") == Outcome("broken")
