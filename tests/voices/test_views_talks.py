"""“I would like to talk” reaches the counselling teacher and nobody else: no page, log, count or file tells who asked."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from careplan.access.roles import ROLES
from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.casework.models import HelpGiven
from careplan.clock import now, today
from careplan.db import db, every_school, school_scope
from careplan.sessions.models import TeamSession
from careplan.voices.models import TalkWish
from careplan.voices.talk_operations import MOST_A_DAY
from tests.voices.test_views_say import ask_url, hand_in, open_number
from tests.world import ClientFor

WHO, WORDS = "金丝雀十二号", "夜里睡不着"
WISH = {"talk": "yes", "who": WHO, "words": WORDS}
OTHERS = [role for role in ROLES if role != "counselling_teacher"]


def wishes(app: Flask) -> list[TalkWish]:
    with app.app_context(), school_scope(1):
        return list(db.session.scalars(select(TalkWish)))


def test_a_child_says_so_at_the_form_and_only_the_counselling_teacher_sees_it(
    app: Flask, client_for: ClientFor, row: TeamSession
) -> None:
    assert hand_in(app, open_number(client_for, row), **WISH) == 302

    listener = client_for("counselling_teacher")
    assert "1 个孩子想聊一聊" in listener.get("/").text
    page = listener.get("/voices/talks").text
    assert WHO in page and WORDS in page and "三(1)班" in page and "孩子自己留下" in page


@pytest.mark.parametrize("role", OTHERS)
def test_no_other_role_finds_a_trace(
    app: Flask, client_for: ClientFor, row: TeamSession, role: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        hand_in(app, open_number(client_for, row), **WISH)
        client_for("counselling_teacher").get("/voices/talks")
    browser = client_for(role)

    assert browser.get("/voices/talks").status_code == 403
    assert browser.post("/voices/talks/1/answer", data={"version": "1"}).status_code == 403
    for place in (
        "/",
        f"/sessions/{row.id}",
        f"/voices/sessions/{row.id}",
        ask_url(row),
        "/care/help",
        "/audit/",
        "/indicators/",
    ):
        page = browser.get(place).text
        assert WHO not in page and WORDS not in page and "想聊一聊，" not in page and "个孩子想聊" not in page, place
    assert WHO not in caplog.text and WORDS not in caplog.text


def test_the_log_does_not_even_tell_that_somebody_asked(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    """Same entries with a wish and without: leaving, passing on, answering and deleting write none."""
    number = open_number(client_for, row)
    before = _log(app)
    hand_in(app, number, **WISH)
    client_for("class_teacher").post("/voices/talk/pass-on", data={"squad_id": row.squads[0].id, "who": WHO})
    first, second = wishes(app)
    listener = client_for("counselling_teacher")
    for wish in (first, second):
        listener.post(f"/voices/talks/{wish.id}/answer", data={"version": "1", "talk_id": "0"})
        listener.post(f"/voices/talks/{wish.id}/forget", data={"version": "2"})
    assert wishes(app) == [] and _log(app) == before

    listener.get("/voices/talks")
    assert _log(app)[len(before) :] == [("read", "help_given", None, "{}")]


def _log(app: Flask) -> list[tuple[str, str, int | None, str]]:
    with app.app_context(), every_school():
        rows = db.session.execute(text("SELECT action, entity, entity_id, detail FROM audit_event ORDER BY id"))
        return [tuple(row) for row in rows]


def test_nothing_of_it_can_be_read_in_the_files(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    hand_in(app, open_number(client_for, row), **WISH)
    client_for("class_teacher").post(
        "/voices/talk/pass-on", data={"squad_id": row.squads[0].id, "who": WHO, "words": WORDS}
    )
    assert len(wishes(app)) == 2
    data = Path(app.config["SETTINGS"].data)
    raw = b"".join(path.read_bytes() for path in data.iterdir() if path.is_file() and path.suffix != ".key")
    with app.app_context(), every_school():
        stored = db.session.execute(text("SELECT squad, passed_by, left_on FROM talk_wish")).all()
    for secret in (WHO, WORDS):
        assert all(secret.encode(coding) not in raw for coding in ("utf-8", "utf-16-le", "gbk"))
    assert all(isinstance(squad, bytes) and isinstance(by, bytes) and len(day) == 10 for squad, by, day in stored)


def test_a_wish_without_a_name_is_asked_for_one_and_the_faces_are_not_counted_twice(
    app: Flask, client_for: ClientFor, row: TeamSession
) -> None:
    number = open_number(client_for, row)
    assert hand_in(app, number, talk="yes", who=" ") == 422
    assert wishes(app) == []
    assert hand_in(app, number, talk="no", who=WHO) == 302
    assert wishes(app) == []


def test_a_wish_arrives_though_all_answers_are_in(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    number = open_number(client_for, row)
    for _ in range(12):
        hand_in(app, number)
    assert hand_in(app, number, **WISH) == 302
    assert len(wishes(app)) == 1


def test_where_nobody_could_read_it_nobody_is_asked(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    with app.app_context(), school_scope(1):
        listener = db.session.scalars(select(User).where(User.username == "counselling_teacher1")).one()
        listener.active = False
        record(actor_id=None, action="edit", entity="user")
        db.session.commit()
    number = open_number(client_for, row)
    assert "我想聊一聊" not in app.test_client().get(f"/say/{''.join(number)}").text
    assert hand_in(app, number, **WISH) == 422
    assert "还没有人能看到" in client_for("class_teacher").get("/voices/talk/pass-on").text


def test_the_class_counselor_passes_on_for_the_own_squad_and_sees_nothing_afterwards(
    app: Flask, client_for: ClientFor, row: TeamSession
) -> None:
    teacher, url = client_for("class_teacher"), "/voices/talk/pass-on"
    assert teacher.post(url, data={"squad_id": row.squads[0].id, "who": ""}).status_code == 422
    assert teacher.post(url, data={"squad_id": row.squads[0].id + 1, "who": WHO}).status_code == 422
    answer = teacher.post(url, data={"squad_id": row.squads[0].id, "who": WHO, "words": WORDS}, follow_redirects=True)

    assert "已转达" in answer.text and WHO not in answer.text and WHO not in teacher.get(url).text
    assert "class_teacher 1转达" in client_for("counselling_teacher").get("/voices/talks").text


def test_it_is_marked_answered_with_the_own_note_of_the_talk(
    app: Flask, client_for: ClientFor, row: TeamSession
) -> None:
    hand_in(app, open_number(client_for, row), **WISH)
    own, others = _note(app, "counselling_teacher1"), _note(app, "principal1")
    listener, wish = client_for("counselling_teacher"), wishes(app)[0]
    url = f"/voices/talks/{wish.id}/answer"
    assert listener.post(url, data={"version": "1", "talk_id": str(others)}).status_code == 422
    assert listener.post(url, data={"version": "7", "talk_id": str(own)}).status_code == 409

    assert listener.post(url, data={"version": "1", "talk_id": str(own)}).status_code == 302

    page = listener.get("/voices/talks").text
    assert f"/care/help/mine#talk-{own}" in page and "想聊一聊" not in re.sub(
        r"<h1.*?</h1>", "", listener.get("/").text
    )
    assert listener.post(f"/voices/talks/{wish.id}/reopen", data={"version": "2"}).status_code == 302
    assert "1 个孩子想聊一聊" in listener.get("/").text
    assert listener.post(f"/voices/talks/{wish.id}/forget", data={"version": "3"}).status_code == 409


def test_another_schools_counselling_teacher_sees_nothing(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    hand_in(app, open_number(client_for, row), **WISH)
    other = client_for("counselling_teacher", school=2)
    assert WHO not in other.get("/voices/talks").text and "个孩子想聊" not in other.get("/").text
    assert other.post(f"/voices/talks/{wishes(app)[0].id}/answer", data={"version": "1"}).status_code == 404


def _note(app: Flask, username: str) -> int:
    with app.app_context(), school_scope(1):
        person = db.session.scalars(select(User).where(User.username == username)).one()
        row = HelpGiven(day=today(), channel="room", who="pupil", came="own", subject="emotions", note="谈", recorded_at=now(), recorded_by=person.id)  # fmt: skip
        db.session.add(row)
        record(actor_id=person.id, action="add", entity="help_given")
        db.session.commit()
        return row.id


def test_nobody_floods_the_counselling_teacher(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    number = open_number(client_for, row)
    with app.app_context(), school_scope(1):
        for n in range(MOST_A_DAY):
            db.session.add(TalkWish(left_on=today(), squad="三(1)班", who=str(n), words="", passed_by=""))
        db.session.commit()
    assert hand_in(app, number, **WISH) == 422
    assert len(wishes(app)) == MOST_A_DAY
