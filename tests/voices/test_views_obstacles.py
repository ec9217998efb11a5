"""What is in the way: raised, answered with the time it took, seen by who raised it; the kept lessons taken away counted."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.clock import fixed, now, today
from careplan.db import db, school_scope
from careplan.sessions.models import TeamSession
from careplan.voices.models import Obstacle
from tests.world import ClientFor

TAKEN = {"kind": "lesson-taken", "words": "这节课上了数学", "leader": "principal"}


def raised(client_for: ClientFor, session_id: int | None = None, **changes: str) -> None:
    url = "/voices/obstacles/new" + (f"?session={session_id}" if session_id else "")
    answer = client_for("class_teacher").post(url, data=TAKEN | changes)
    assert answer.status_code == 302, answer.text


def only(app: Flask) -> Obstacle:
    with app.app_context(), school_scope(1):
        found = db.session.scalars(select(Obstacle)).one()
        db.session.expunge(found)
        return found


def test_a_form_sent_twice_tells_it_once_and_other_words_tell_another(app: Flask, client_for: ClientFor) -> None:
    raised(client_for)
    raised(client_for)
    assert only(app).words == TAKEN["words"]
    raised(client_for, words="又被占了一次")
    with app.app_context(), school_scope(1):
        assert len(db.session.scalars(select(Obstacle)).all()) == 2


def later(days: int):  # type: ignore[no-untyped-def]
    return fixed(now().replace(tzinfo=UTC) + timedelta(days=days))


@pytest.mark.plan("S38", "S44")
def test_an_obstacle_goes_to_the_leader_and_its_answer_comes_back(
    app: Flask, client_for: ClientFor, row: TeamSession
) -> None:
    raised(client_for, row.id)
    one = only(app)
    assert "遇到的困难" in client_for("class_teacher").get(f"/sessions/{row.id}").text
    with later(3):
        principal = client_for("principal")
        assert "1 件困难等您答复" in principal.get("/").text and "最久的已等 3 天" in principal.get("/").text
        page = principal.get("/voices/obstacles").text
        assert "活动课被其他学科占用" in page and "次，本学年反映的" in page and "最久的已等 3 天" in page
        sent = {
            "answer": "已和教务说好",
            "outcome": "promised",
            "due_on": (today() + timedelta(days=7)).isoformat(),
            "version": "1",
        }
        assert principal.post(f"/voices/obstacles/{one.id}/answer", data=sent).status_code == 302
        assert "件困难等您答复" not in principal.get("/").text

        teacher = client_for("class_teacher")
        assert "有答复：活动课被其他学科占用" in teacher.get("/").text
        answer = teacher.get(f"/voices/obstacles/{one.id}").text
        assert "已和教务说好" in answer and "3 天后答复" in answer
        teacher.post(f"/voices/obstacles/{one.id}/seen")
        assert "有答复" not in teacher.get("/").text
    with later(5):
        client_for("principal").post(f"/voices/obstacles/{one.id}/solve")
        assert only(app).solved_on == today()
        assert "有答复" in client_for("class_teacher").get("/").text
        assert "3 天后答复" in client_for("class_teacher").get(f"/voices/obstacles/{one.id}").text


def test_the_oldest_stands_on_top_and_breaches_are_counted(client_for: ClientFor, row: TeamSession) -> None:
    raised(client_for, kind="room", words="没有教室")
    with later(2):
        raised(client_for)
        page = client_for("principal").get("/voices/obstacles?show=open").text
        assert page.index("没有场地") < page.index("这节课上了数学")
        breaches = client_for("principal").get("/voices/obstacles?show=breaches").text
        assert "这节课上了数学" in breaches and "没有教室" not in breaches


def test_each_leader_answers_the_own_ones_and_who_asked_sees_only_theirs(
    app: Flask, client_for: ClientFor, row: TeamSession
) -> None:
    raised(client_for)
    url = f"/voices/obstacles/{only(app).id}"
    answer = {"answer": "好", "outcome": "solved", "version": "1"}
    assert client_for("head_counselor").get(url).status_code == 404
    assert client_for("head_counselor").post(f"{url}/answer", data=answer).status_code == 404
    assert client_for("counselling_teacher").get(url).status_code == 404
    assert client_for("class_teacher").post(f"{url}/answer", data=answer).status_code == 403
    for role in ("office", "community_worker", "administrator"):
        assert client_for(role).get("/voices/obstacles").status_code == 403
    assert client_for("principal", school=2).get(url).status_code == 404
    assert "没有反映的困难" in client_for("counselling_teacher").get("/voices/obstacles").text


def test_the_principal_reads_what_is_addressed_to_the_head_counselor_but_does_not_answer_for_her(
    app: Flask, client_for: ClientFor, row: TeamSession
) -> None:
    raised(client_for, leader="head_counselor")
    url = f"/voices/obstacles/{only(app).id}"
    assert client_for("principal").get(url).status_code == 200
    assert client_for("principal").post(f"{url}/answer", data={"version": "1"}).status_code == 403
    assert "1 件困难等您答复" in client_for("head_counselor").get("/").text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"answer": "", "outcome": "solved"}, "请填写"),
        ({"answer": "好"}, "请选择"),
        ({"answer": "好", "outcome": "promised"}, "在哪一天前解决"),
        ({"answer": "好", "outcome": "promised", "due_on": "2020-01-01"}, "在哪一天前解决"),
    ],
)
def test_an_answer_that_is_not_whole_is_said_at_its_place(
    app: Flask, client_for: ClientFor, row: TeamSession, given: dict[str, str], words: str
) -> None:
    raised(client_for)
    answer = client_for("principal").post(f"/voices/obstacles/{only(app).id}/answer", data=given | {"version": "1"})
    assert answer.status_code == 422 and words in answer.text and only(app).answered_at is None


def test_a_second_leader_is_told_and_loses_nothing(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    raised(client_for)
    url = f"/voices/obstacles/{only(app).id}/answer"
    principal = client_for("principal")
    principal.post(url, data={"answer": "先", "outcome": "solved", "version": "1"})
    late = principal.post(url, data={"answer": "后", "outcome": "declined", "version": "1"})
    assert late.status_code == 409 and "先" in late.text and "后" in late.text and only(app).answer == "先"


def test_an_obstacle_without_words_or_of_anothers_session_is_not_sent(
    app: Flask, client_for: ClientFor, row: TeamSession
) -> None:
    teacher = client_for("class_teacher")
    assert teacher.post("/voices/obstacles/new", data=TAKEN | {"words": ""}).status_code == 422
    assert teacher.get("/voices/obstacles/new?session=999999").status_code == 404
    assert client_for("counselling_teacher").get(f"/voices/obstacles/new?session={row.id}").status_code == 404
    with app.app_context(), school_scope(1):
        assert db.session.scalars(select(Obstacle)).all() == []
