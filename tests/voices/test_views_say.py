"""The children's door: how a squad is asked, what a child may do, and what nobody can find out."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text, update

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.clock import fixed, now
from careplan.db import db, every_school, school_scope
from careplan.sessions.models import TeamSession
from careplan.voices.models import ClassAnswers
from tests.world import ClientFor

FACES = {"interesting": "good", "aimed": "fair", "effective": "poor"}


def ask_url(row: TeamSession) -> str:
    return f"/voices/sessions/{row.id}/squads/{row.squads[0].id}"


def open_number(client_for: ClientFor, row: TeamSession, way: str = "each") -> str:
    """The number that the class teacher's page shows."""
    teacher = client_for("class_teacher")
    answer = teacher.post(f"{ask_url(row)}/open", data={"way": way, "minutes": "20"})
    assert answer.status_code == 302, answer.text
    return re.findall(r"(\d{4}) (\d{4})</p>", teacher.get(ask_url(row)).text)[0]


def child(app: Flask) -> FlaskClient:
    """A device that nobody signed in on."""
    return app.test_client()


def token(page: str) -> str:
    return re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page)[0]


def hand_in(app: Flask, number: tuple[str, str], **changes: str) -> int:
    """A child opens the page on a device of its own and hands in; the answer's status."""
    device = child(app)
    url = f"/say/{''.join(number)}"
    page = device.get(url)
    return device.post(url, data={**FACES, "talk": "no", "csrf_token": token(page.text), **changes}).status_code


def stored(app: Flask) -> ClassAnswers:
    with app.app_context(), school_scope(1):
        found = db.session.scalars(select(ClassAnswers)).one()
        db.session.expunge(found)
        return found


@pytest.mark.plan("S17")
def test_children_answer_without_an_account_and_are_shown_beside_the_teacher(
    app: Flask, client_for: ClientFor, row: TeamSession
) -> None:
    number = open_number(client_for, row)
    for _ in range(6):
        assert hand_in(app, number) == 302
    teacher, page = client_for("class_teacher"), f"/sessions/{row.id}"
    assert "孩子们正在填写" in teacher.get(page).text and "好玩 6" not in teacher.get(page).text

    teacher.post(f"{ask_url(row)}/close")

    for role in ("class_teacher", "principal", "head_counselor", "office", "community_worker"):
        assert 'aria-label="好玩 6, 一般 0, 不好玩 0"' in client_for(role).get(page).text, role
    assert "用不上 6" in client_for("principal").get(f"/voices/sessions/{row.id}").text
    assert client_for("office").get(f"/voices/sessions/{row.id}").status_code == 403


def test_under_five_nothing_is_shown_to_anybody(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    number = open_number(client_for, row)
    for _ in range(4):
        hand_in(app, number)
    client_for("class_teacher").post(f"{ask_url(row)}/close")

    for role in ("class_teacher", "principal", "head_counselor"):
        pages = (
            client_for(role).get(f"/sessions/{row.id}").text + client_for(role).get(f"/voices/sessions/{row.id}").text
        )
        assert "填写人数不足5人" in pages and "好玩 4" not in pages and "stack-good" not in pages


def test_what_was_shown_takes_no_single_answer_more(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    number = open_number(client_for, row)
    for _ in range(5):
        hand_in(app, number)
    teacher = client_for("class_teacher")
    teacher.post(f"{ask_url(row)}/close")

    again = teacher.post(f"{ask_url(row)}/open", data={"way": "each", "minutes": "20"})

    assert again.status_code == 409 and "已经填写过了" in again.text


def test_a_device_answers_once_and_no_more_than_the_children_who_came(
    app: Flask, client_for: ClientFor, row: TeamSession
) -> None:
    number = open_number(client_for, row)
    device, url = child(app), f"/say/{''.join(number)}"
    sent = {**FACES, "talk": "no", "csrf_token": token(device.get(url).text)}
    assert device.post(url, data=sent).location == f"{url}/thanks"
    assert device.get(url).location == f"{url}/thanks"
    assert "tel:12356" in device.get(f"{url}/thanks").text
    assert device.post(url, data=sent).status_code == 302

    assert stored(app).counts["interesting"] == {"good": 1, "fair": 0, "poor": 0}
    for _ in range(11):
        assert hand_in(app, number) == 302
    assert hand_in(app, number) == 422
    assert sum(stored(app).counts["aimed"].values()) == 12


def test_a_device_that_goes_round_is_ready_for_the_next_child_and_signed_out(
    app: Flask, client_for: ClientFor, row: TeamSession
) -> None:
    teacher = client_for("class_teacher")
    answer = teacher.post(f"{ask_url(row)}/open", data={"way": "round", "minutes": "20", "here": "y"})
    assert re.fullmatch(r"/say/\d{8}", answer.location)
    assert "/accounts/sign-in" in teacher.get("/").location

    page = teacher.get(answer.location).text
    assert "我想聊一聊" not in page and "topbar" not in page
    for _ in range(2):
        sent = {**FACES, "csrf_token": token(teacher.get(answer.location).text)}
        assert "轮到我了" in teacher.post(answer.location, data=sent, follow_redirects=True).text
    assert stored(app).counts["effective"]["poor"] == 2


def test_nothing_tells_one_child_from_another(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    number = open_number(client_for, row)
    with app.app_context(), every_school():
        before = db.session.execute(text("SELECT count(*) FROM audit_event")).scalar()
    hand_in(app, number)
    hand_in(app, number, interesting="poor")

    with app.app_context(), every_school():
        assert db.session.execute(text("SELECT count(*) FROM class_answers")).scalar() == 1
        assert db.session.execute(text("SELECT count(*) FROM audit_event")).scalar() == before
    assert stored(app).counts["interesting"] == {"good": 1, "fair": 0, "poor": 1}


@pytest.mark.parametrize("missing", list(FACES))
def test_a_missing_face_is_asked_for_and_nothing_chosen_is_lost(
    app: Flask, client_for: ClientFor, row: TeamSession, missing: str
) -> None:
    url = f"/say/{''.join(open_number(client_for, row))}"
    device = child(app)
    sent = {key: value for key, value in FACES.items() if key != missing}
    answer = device.post(url, data={**sent, "csrf_token": token(device.get(url).text)})

    assert answer.status_code == 422 and "每一题都要选一个表情" in answer.text
    assert len(re.findall(r"<input checked", answer.text)) >= 2
    assert stored(app).counts["interesting"]["good"] == 0


def test_a_number_is_good_for_its_minutes_only(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    url = f"/say/{''.join(open_number(client_for, row))}"
    assert child(app).get(url).status_code == 200
    with fixed(now().replace(tzinfo=UTC) + timedelta(minutes=21)):
        assert child(app).get(url).status_code == 404
        assert hand_in_status(app, url) == 404


def hand_in_status(app: Flask, url: str) -> int:
    device = child(app)
    page = device.get("/say/")
    return device.post(url, data={**FACES, "csrf_token": token(page.text)}).status_code


def test_the_door_takes_the_number_as_it_is_read_out(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    number = open_number(client_for, row)
    device = child(app)
    sent = {"number": " ".join(number), "csrf_token": token(device.get("/say/").text)}
    assert device.post("/say/", data=sent).location == f"/say/{''.join(number)}"
    wrong = device.post("/say/", data={**sent, "number": "1234 5678"})
    assert wrong.status_code == 422 and "号码不对" in wrong.text


def test_guessing_numbers_is_held_back(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    url = f"/say/{''.join(open_number(client_for, row))}"
    device = child(app)
    statuses = [device.get(f"/say/{n:08}").status_code for n in range(61)]
    assert statuses[:60] == [404] * 60 and statuses[60] == 429
    assert device.get(url).status_code == 429


def test_only_the_sessions_own_people_ask(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    for role in ("counselling_teacher", "head_counselor"):
        assert client_for(role).get(ask_url(row)).status_code == 404
        assert client_for(role).post(f"{ask_url(row)}/open", data={"way": "each", "minutes": "20"}).status_code == 404
    for role in ("principal", "office", "community_worker", "administrator"):
        assert client_for(role).get(ask_url(row)).status_code == 403
    assert (
        client_for("class_teacher").post(f"{ask_url(row)}/open", data={"way": "x", "minutes": "20"}).status_code == 422
    )


def test_children_are_asked_from_the_sessions_day_on(client_for: ClientFor, row: TeamSession) -> None:
    with fixed(now().replace(tzinfo=UTC) - timedelta(days=1)):
        assert client_for("class_teacher").get(ask_url(row)).status_code == 404


def test_a_session_with_answers_cannot_be_taken_back(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    number = open_number(client_for, row)
    hand_in(app, number)
    answer = client_for("class_teacher").post(f"/sessions/{row.id}/reopen")
    assert answer.status_code == 409


def test_children_who_hand_in_at_the_same_moment_are_all_counted(
    app: Flask, client_for: ClientFor, row: TeamSession
) -> None:
    number = open_number(client_for, row)
    moment = now().replace(tzinfo=UTC)

    def child_at(_n: int) -> int:
        with fixed(moment):
            return hand_in(app, number)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(child_at, range(8))) == [302] * 8
    assert stored(app).counts["aimed"]["fair"] == 8


def test_who_leads_a_session_without_the_right_to_ask_is_offered_nothing_that_is_refused(
    app: Flask, client_for: ClientFor, row: TeamSession
) -> None:
    """A principal holds a post in it: everything but the children's questions is theirs."""
    with app.app_context(), school_scope(1):
        principal = db.session.scalars(select(User).where(User.username == "principal1")).one()
        leader = db.session.get_one(TeamSession, row.id).posts[0].staff_id
        db.session.execute(update(User).where(User.staff_id == leader).values(staff_id=None))
        principal.staff_id = leader
        record(actor_id=None, action="edit", entity="user")
        db.session.commit()
    browser = client_for("principal")
    assert browser.get(ask_url(row)).status_code == 403
    assert ask_url(row) not in browser.get(f"/sessions/{row.id}").text
