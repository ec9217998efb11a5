"""Read, edit, send once, acknowledge, remind: the head counselor's and each person's pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from careplan.audit.models import AuditEvent
from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.jobs.models import Job
from careplan.telling.models import Announcement, Channel, Delivery, Message
from careplan.telling.queries import announcements
from tests.sessions.schedule import BEFORE_TERM
from tests.telling.loopback import ChatService, chat_service
from tests.telling.outbox import message_to, moved_to_the_playground, newest, sent
from tests.world import ClientFor

KEY = "0123456789abcdefABCDEF0123456789"


@pytest.fixture
def announcement_id(app: Flask) -> int:
    with app.app_context(), school_scope(1):
        return newest().id


@pytest.fixture
def chat(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatService]:
    monkeypatch.setattr("careplan.telling.jobs.PAUSE_SECONDS", 0)
    with chat_service(monkeypatch) as found:
        yield found


@pytest.fixture
def channel_id(app: Flask) -> int:
    with app.app_context(), school_scope(1):
        row = Channel(kind="wecom", name="辅导员工作群", key=KEY)
        db.session.add(row)
        record(actor_id=None, action="add", entity="message_channel")
        db.session.commit()
        return row.id


def state_of(app: Flask, announcement_id: int) -> Announcement:
    with app.app_context(), school_scope(1):
        return next(one for one in announcements() if one.id == announcement_id)


def id_of_message(app: Flask, number: str) -> int:
    with app.app_context(), school_scope(1):
        return message_to(number).id


def test_the_first_page_says_how_many_wait_and_leads_there(client_for: ClientFor, announcement_id: int) -> None:
    head = client_for("head_counselor")

    assert re.search(r"有 \d+ 条消息待发送", head.get("/").text)
    assert f'href="/telling/{announcement_id}"' in head.get("/").text
    assert "待发送" not in client_for("class_teacher").get("/").text


def test_messages_are_read_edited_and_sent(app: Flask, client_for: ClientFor, announcement_id: int) -> None:
    head, own = client_for("head_counselor"), id_of_message(app, "T3")
    assert "教师31老师，您好：" in head.get("/telling/").text
    page = head.get(f"/telling/messages/{own}/edit").text
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert version

    head.post(f"/telling/messages/{own}/edit", data={"version": version[1], "text": "请带好材料"})
    answer = head.post(f"/telling/{announcement_id}/send", follow_redirects=True)

    assert "已发送给" in answer.text and "请带好材料" in answer.text
    assert state_of(app, announcement_id).state == "sent"
    assert "待发送" not in head.get("/").text


def test_a_second_editor_loses_nothing(app: Flask, client_for: ClientFor) -> None:
    head, own = client_for("head_counselor"), id_of_message(app, "T3")
    head.post(f"/telling/messages/{own}/edit", data={"version": "1", "text": "第一个人写的"})

    answer = head.post(f"/telling/messages/{own}/edit", data={"version": "1", "text": "第二个人写的"})

    assert answer.status_code == 409
    assert "第一个人写的" in answer.text and "第二个人写的" in answer.text


def test_two_clicks_send_once(app: Flask, client_for: ClientFor, announcement_id: int) -> None:
    first = client_for("head_counselor").post(f"/telling/{announcement_id}/send", follow_redirects=True)
    at = state_of(app, announcement_id).sent_at
    second = client_for("head_counselor").post(f"/telling/{announcement_id}/send", follow_redirects=True)

    assert "已发送给" in first.text and "没有重复发送" in second.text
    assert state_of(app, announcement_id).sent_at == at


@pytest.mark.sockets
def test_two_tabs_at_the_same_moment_post_into_the_group_once(
    app: Flask, client_for: ClientFor, chat: ChatService, announcement_id: int, channel_id: int
) -> None:
    browsers = [client_for("head_counselor") for _ in range(4)]

    def press(browser):
        return browser.post(f"/telling/{announcement_id}/send", data={"channel": channel_id}, follow_redirects=True)

    with ThreadPoolExecutor(4) as pool:
        pages = [answer.text for answer in pool.map(press, browsers)]

    assert sum("已发送给" in page for page in pages) == 1
    with app.app_context(), school_scope(1):
        assert len(chat.posts) == db.session.scalar(select(func.count(Delivery.id)))
        assert set(db.session.scalars(select(Delivery.tries))) == {1}
    assert len(set(chat.texts)) == len(chat.texts)


@pytest.mark.sockets
def test_a_group_gets_every_message_and_the_page_says_it_arrived(
    client_for: ClientFor, chat: ChatService, announcement_id: int, channel_id: int
) -> None:
    head = client_for("head_counselor")

    page = head.post(f"/telling/{announcement_id}/send", data={"channel": channel_id}, follow_redirects=True).text

    assert "已送达" in page
    assert all(text.startswith("活动安排通知（第1版）") and len(text.encode()) <= 2048 for text in chat.texts)
    assert "教师31老师" in "".join(chat.texts) and "Dear 教师41" in "".join(chat.texts)


@pytest.mark.sockets
def test_what_failed_is_tried_again_by_hand_and_what_arrived_is_not(
    app: Flask, client_for: ClientFor, chat: ChatService, announcement_id: int, channel_id: int
) -> None:
    head = client_for("head_counselor")
    chat.body = '{"errcode": 45009, "errmsg": "api freq out of limit"}'
    page = head.post(f"/telling/{announcement_id}/send", data={"channel": channel_id}, follow_redirects=True).text
    assert "45009 api freq out of limit" in page and "重新发送" in page
    failed = len(chat.posts)

    chat.body = '{"errcode": 0}'
    page = head.post(f"/telling/{announcement_id}/retry/{channel_id}", follow_redirects=True).text
    head.post(f"/telling/{announcement_id}/retry/{channel_id}")

    assert "已送达" in page and len(chat.posts) == 2 * failed


@pytest.mark.sockets
def test_a_job_that_runs_twice_sends_once(
    app: Flask, client_for: ClientFor, chat: ChatService, announcement_id: int, channel_id: int
) -> None:
    from careplan.jobs.operations import run_job

    client_for("head_counselor").post(f"/telling/{announcement_id}/send", data={"channel": channel_id})
    before = len(chat.posts)
    with app.app_context(), school_scope(1):
        job_id = db.session.scalars(select(Job.id)).one()
    with app.app_context():
        run_job(job_id)

    assert len(chat.posts) == before > 0


def test_what_was_cut_off_is_said_and_not_sent_by_itself(
    app: Flask, client_for: ClientFor, announcement_id: int, channel_id: int
) -> None:
    with app.app_context(), school_scope(1), fixed(BEFORE_TERM):
        sent((channel_id,))
        for row in db.session.scalars(select(Delivery)):
            row.state = "sending"
        record(actor_id=None, action="edit", entity="world")
        db.session.commit()

    page = client_for("head_counselor").get(f"/telling/{announcement_id}").text

    assert "不能确定是否送达" in page and "重新发送" in page


@pytest.mark.parametrize("written", ["孩子31甲", "孩子 31 甲"])
def test_no_childs_name_goes_out(app: Flask, client_for: ClientFor, announcement_id: int, written: str) -> None:
    head, own = client_for("head_counselor"), id_of_message(app, "T3")
    edited = head.post(f"/telling/messages/{own}/edit", data={"version": "1", "text": f"请通知{written}"})
    assert edited.status_code == 422 and "学生的姓名" in edited.text and written in edited.text

    with app.app_context(), school_scope(1):  # however it got in
        message_to("T3").text += written
        record(actor_id=None, action="edit", entity="world")
        db.session.commit()
    answer = head.post(f"/telling/{announcement_id}/send")

    assert answer.status_code == 409 and "教师31" in answer.text
    assert state_of(app, announcement_id).state == "waiting"


def test_the_words_of_a_publication_name_no_child(app: Flask) -> None:
    with app.app_context(), school_scope(1):
        sent()
        moved_to_the_playground()
        children = list(db.session.scalars(select(Child.name)))
        texts = list(db.session.scalars(select(Message.text)))

    assert children and texts
    assert not [name for name in children for text in texts if name in text]


def test_a_person_sees_the_change_on_the_first_page_and_says_so(
    app: Flask, client_for: ClientFor, announcement_id: int
) -> None:
    head, teacher, own = client_for("head_counselor"), client_for("class_teacher"), id_of_message(app, "T3")
    assert "与您有关的变动" not in teacher.get("/").text
    head.post(f"/telling/{announcement_id}/send")
    page = teacher.get("/").text
    assert "与您有关的变动" in page and "教师31老师，您好" in page
    assert f'action="/telling/messages/{own}/acknowledge"' in page

    for _ in range(2):
        assert "谢谢" in teacher.post(f"/telling/messages/{own}/acknowledge", follow_redirects=True).text

    assert "与您有关的变动" not in teacher.get("/").text
    assert "已收到" in head.get("/telling/").text and "教师31老师，您好" in teacher.get("/telling/mine").text
    with app.app_context(), school_scope(1):
        query = select(func.count(AuditEvent.id)).where(AuditEvent.action == "acknowledge")
        assert db.session.scalar(query) == 1


def test_a_message_is_acknowledged_by_its_own_person_only(
    app: Flask, client_for: ClientFor, announcement_id: int
) -> None:
    client_for("head_counselor").post(f"/telling/{announcement_id}/send")

    others = id_of_message(app, "T1")
    assert client_for("class_teacher").post(f"/telling/messages/{others}/acknowledge").status_code == 409
    assert client_for("class_teacher", school=2).post(f"/telling/messages/{others}/acknowledge").status_code == 404
    with app.app_context(), school_scope(1):
        assert message_to("T1").acknowledged_at is None


def test_those_who_are_silent_are_reminded_and_reminders_are_counted(
    app: Flask, client_for: ClientFor, announcement_id: int
) -> None:
    head, own = client_for("head_counselor"), id_of_message(app, "T3")
    head.post(f"/telling/{announcement_id}/send")
    client_for("class_teacher").post(f"/telling/messages/{own}/acknowledge")

    assert "已提醒" in head.post(f"/telling/{announcement_id}/remind", data={"round": "0"}, follow_redirects=True).text
    twice = head.post(f"/telling/{announcement_id}/remind", data={"round": "0"}, follow_redirects=True).text

    assert "没有发送提醒" in twice
    with app.app_context(), school_scope(1):
        assert {one.staff.number: one.reminders for one in newest().messages}["T3"] == 0
        assert {one.reminders for one in newest().messages if one.staff.number != "T3"} == {1}


def test_who_was_told_by_word_of_mouth_is_noted(app: Flask, client_for: ClientFor, announcement_id: int) -> None:
    head, own = client_for("head_counselor"), id_of_message(app, "T5")
    assert head.post(f"/telling/messages/{own}/told").status_code == 409  # nothing was sent yet
    head.post(f"/telling/{announcement_id}/send")

    assert "已当面告知" in head.post(f"/telling/messages/{own}/told", follow_redirects=True).text


def test_reading_the_outbox_is_not_sending(client_for: ClientFor, announcement_id: int) -> None:
    page = client_for("principal").get(f"/telling/{announcement_id}").text

    assert "教师31老师" in page and "/send" not in page
    assert client_for("principal").post(f"/telling/{announcement_id}/send").status_code == 403


def test_a_school_without_publications_is_told_what_will_come(client_for: ClientFor) -> None:
    assert "还没有要发的消息" in client_for("head_counselor", school=2).get("/telling/").text


def test_another_schools_messages_do_not_exist(app: Flask, client_for: ClientFor, announcement_id: int) -> None:
    head = client_for("head_counselor", school=2)

    assert head.get(f"/telling/{announcement_id}").status_code == 404
    assert head.post(f"/telling/{announcement_id}/send").status_code == 404
