"""Appointments: from free times, nobody twice at once, moved, cancelled, held or missed; the squad sees no reason."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from careplan.audit.operations import record
from careplan.casework.models import HelpGiven, HelpHours
from careplan.clock import fixed
from careplan.counselling.models import Appointment, TakenTime
from careplan.counselling.slots import Duty, cells, clock_text, free_slots
from careplan.db import db, school_scope
from careplan.school.models import CalendarDay, Venue
from careplan.school.models_upsets import Away, Closure
from careplan.voices.models import TalkWish
from tests.counselling.conftest import AFTER, MORNING, OTHER_CHILD, OWN_CHILD, TODAY
from tests.counselling.played import booking, hold, only
from tests.world import ClientFor

NEW = "/counselling/appointments/new"
DAY = date(2026, 11, 20)


def test_free_times_leave_out_what_is_taken_closed_or_over() -> None:
    duty = Duty(DAY, 740, 800, 1, "李", "203")
    closed = Duty(DAY, 900, 960, 1, "李", "203", "away")

    free = free_slots([duty, closed], {(1, DAY, 152)}, 20, 20, (DAY, 0))

    assert [clock_text(one.begins) for one in free] == ["12:20", "13:00"]
    assert free_slots([duty], set(), 20, 20, (DAY, 740))[0].begins == 760
    assert list(cells(743, 20)) == [148, 149, 150, 151, 152]


@pytest.mark.plan("S35")
def test_a_time_is_booked_once_by_whoever_comes_first(client_for: ClientFor, room: str) -> None:
    teacher = client_for("counselling_teacher")
    assert teacher.post(NEW, data=booking(room)).status_code == 302

    again = teacher.post(NEW, data=booking(room, OTHER_CHILD))

    assert again.status_code == 422 and "2026" in again.text


@pytest.mark.parametrize("whose", ["staff_id", "child_id"])
def test_the_database_itself_refuses_a_second_booking(app: Flask, client_for: ClientFor, room: str, whose: str) -> None:
    client_for("counselling_teacher").post(NEW, data=booking(room))
    with app.app_context(), school_scope(1):
        row = db.session.scalars(select(TakenTime).where(getattr(TakenTime, whose).is_not(None))).first()
        assert row
        db.session.add(TakenTime(appointment_id=row.appointment_id, staff_id=row.staff_id, child_id=row.child_id, day=row.day, cell=row.cell))  # fmt: skip
        with pytest.raises(IntegrityError):
            db.session.flush()


def test_a_child_is_not_in_two_places_at_once(client_for: ClientFor, room: str) -> None:
    teacher = client_for("counselling_teacher")
    teacher.post(NEW, data=booking(room))
    spot = {"children": [OWN_CHILD], "comes": "pupil", "day": TODAY, "at": "12:30", "minutes": "20"}
    assert teacher.post("/counselling/appointments/spot", data=spot).status_code == 422


def test_a_closed_day_and_an_absence_leave_no_time(app: Flask, client_for: ClientFor, room: str) -> None:
    with app.app_context(), school_scope(1):
        db.session.add(CalendarDay(day=date(2026, 11, 23), kind="closed", label="停课"))
        staff_id = int(room.rsplit(".", 1)[1])
        db.session.add(Away(staff_id=staff_id, first=date(2026, 11, 24), last=date(2026, 11, 24), reason="course", marked_at=AFTER.replace(tzinfo=None)))  # fmt: skip
        record(actor_id=None, action="make", entity="world")
        db.session.commit()

    page = client_for("counselling_teacher").get(NEW).text

    assert "2026-11-20.740" in page and "2026-11-25.740" in page
    assert "2026-11-23.740" not in page and "2026-11-24.740" not in page


@pytest.mark.plan("S35")
@pytest.mark.parametrize(
    ("cause", "said"),
    [("holiday", "已无开放时间"), ("away", "老师不在"), ("closure", "场所停用"), ("hours", "已无开放时间")],
)
def test_hours_that_fall_away_flag_what_was_booked_in_them(
    app: Flask, client_for: ClientFor, room: str, cause: str, said: str
) -> None:
    """On the room's page, on the appointment's own, and in what waits; nothing is flagged while they stand."""
    teacher = client_for("counselling_teacher")
    code = room.replace(TODAY, "2026-11-23")
    assert teacher.post(NEW, data=booking(code)).status_code == 302
    row = only(app, Appointment)
    pages = ("/", "/counselling/", f"/counselling/appointments/{row.id}")
    words = ("有 1 个预约无法按时进行", "无法按预约进行", "无法按预约进行")
    assert not any(word in teacher.get(page).text for page, word in zip(pages, words, strict=True))
    assert "孩子31甲" in client_for("class_teacher").get("/counselling/away").text
    with app.app_context(), school_scope(1):
        _fall_away(cause, date(2026, 11, 23), row.staff_id)
        record(actor_id=None, action="make", entity="world")
        db.session.commit()
    found = [teacher.get(page).text for page in pages]
    assert [word in text for word, text in zip(words, found, strict=True)] == [True, True, True]
    assert said in found[1] and said in found[2] and code not in teacher.get(NEW).text
    assert "孩子31甲" not in client_for("class_teacher").get("/counselling/away").text, "nobody waits at a closed door"
    moved = {"version": str(row.version), "slot": room}
    assert teacher.post(f"/counselling/appointments/{row.id}/move", data=moved).status_code == 302
    assert words[0] not in teacher.get("/").text


def _fall_away(cause: str, day: date, staff_id: int) -> None:
    marked = AFTER.replace(tzinfo=None)
    if cause == "holiday":
        db.session.add(CalendarDay(day=day, kind="closed", label="停课"))
    elif cause == "away":
        db.session.add(Away(staff_id=staff_id, first=day, last=day, reason="course", marked_at=marked))
    elif cause == "closure":
        venue = Venue(name="203", kind="counselling", capacity=5)
        db.session.add(Closure(first=day, last=day, reason="repair", marked_at=marked, venues=[venue]))
    else:
        db.session.execute(delete(HelpHours).where(HelpHours.weekday == day.isoweekday()))


@pytest.mark.slow
@pytest.mark.plan("S35")
def test_of_fifty_who_ask_for_the_same_time_at_once_one_gets_it(app: Flask, client_for: ClientFor, room: str) -> None:
    """Threads against the real database file: one appointment, the others are told; nobody meets an error (G34)."""
    browsers = [client_for("counselling_teacher") for _number in range(50)]

    def ask(browser: FlaskClient) -> int:
        with fixed(MORNING):
            return browser.post(NEW, data=booking(room)).status_code

    with ThreadPoolExecutor(max_workers=50) as pool:
        answers = Counter(pool.map(ask, browsers))

    assert answers == {302: 1, 422: 49}
    with app.app_context(), school_scope(1):
        assert db.session.scalar(select(func.count(Appointment.id))) == 1
        assert db.session.scalar(select(func.count(TakenTime.id))) == 8, "four cells of the teacher and of the child"


def test_moving_and_cancelling_free_the_time(app: Flask, client_for: ClientFor, room: str) -> None:
    teacher = client_for("counselling_teacher")
    teacher.post(NEW, data=booking(room))
    row = only(app, Appointment)
    url, later = f"/counselling/appointments/{row.id}", room.replace("740", "760")
    assert teacher.post(f"{url}/move", data={"version": "9", "slot": later}).status_code == 409
    assert teacher.post(f"{url}/move", data={"version": "1", "slot": "x"}).status_code == 422
    assert teacher.post(f"{url}/move", data={"version": "1", "slot": later}).status_code == 302
    assert teacher.post(NEW, data=booking(room, OTHER_CHILD)).status_code == 302

    version = only(app, Appointment).version
    other = only(app, Appointment)
    assert teacher.post(f"/counselling/appointments/{other.id}/cancel", data={"version": version}).status_code == 422
    gone = teacher.post(f"/counselling/appointments/{other.id}/cancel", data={"version": version, "reason": "ill"})
    assert gone.status_code == 302 and only(app, Appointment).state == "cancelled"
    assert room in teacher.get(NEW).text


@pytest.mark.plan("S35")
def test_a_childs_wish_becomes_an_appointment_and_is_answered_when_it_was_held(
    app: Flask, client_for: ClientFor, room: str
) -> None:
    with app.app_context(), school_scope(1):
        db.session.add(TalkWish(left_on=DAY, squad="三(1)班", who="孩子31甲", words="夜里怕", passed_by=""))
        db.session.commit()
    teacher = client_for("counselling_teacher")
    page = teacher.get(f"{NEW}?wish=1").text
    assert "夜里怕" in page and f'selected value="{OWN_CHILD}"' in page
    assert teacher.post(f"{NEW}?wish=1", data=booking(room)).status_code == 302

    row = only(app, Appointment)
    early = teacher.post(f"/counselling/appointments/{row.id}/held", data={"version": 1, "subject": "emotions"})
    assert early.status_code == 409, "it has not begun"
    with fixed(AFTER):
        hold(client_for("counselling_teacher"), row)

    talk, wish = only(app, HelpGiven), only(app, TalkWish)
    assert (talk.channel, talk.came, talk.minutes, talk.note) == ("room", "appointment", 20, "")
    assert (wish.answered_on, wish.help_given_id) == (DAY, talk.id)


def test_the_class_counselor_books_for_own_children_and_sees_only_when_they_are_out(
    client_for: ClientFor, room: str
) -> None:
    counselor = client_for("class_teacher")
    assert counselor.post(NEW, data=booking(room, OTHER_CHILD)).status_code == 422
    assert counselor.post(NEW, data=booking(room)).status_code == 302
    assert "今天有 1 名学生要离开教室一会儿" in counselor.get("/").text

    page = counselor.get("/counselling/away").text

    assert "孩子31甲" in page and "12:20" in page
    rest = page.split("<main", 1)[1].split("<tbody", 1)[1].split("</tbody", 1)[0]
    assert "辅导" not in rest and "203" not in rest and "心理老师" not in rest
    assert counselor.get("/counselling/").status_code == 403


def test_a_group_is_out_child_by_child(client_for: ClientFor, room: str) -> None:
    data = booking(room, children=[OWN_CHILD, OWN_CHILD + 1, OTHER_CHILD])
    assert client_for("counselling_teacher").post(NEW, data=data).status_code == 302
    page = client_for("class_teacher").get("/counselling/away").text
    assert "孩子31甲" in page and "孩子31乙" in page and "孩子41甲" not in page
    other = booking(room.replace("740", "760"), children=[OWN_CHILD, OTHER_CHILD], comes="parent")
    assert client_for("counselling_teacher").post(NEW, data=other).status_code == 422


def test_who_did_not_come_is_noted_and_not_counted(app: Flask, client_for: ClientFor, room: str) -> None:
    teacher = client_for("counselling_teacher")
    teacher.post(NEW, data=booking(room))
    row = only(app, Appointment)
    with fixed(AFTER):
        teacher = client_for("counselling_teacher")
        assert "1 个预约时间已过" in teacher.get("/").text
        assert teacher.post(f"/counselling/appointments/{row.id}/missed", data={"version": 1}).status_code == 302
    assert only(app, Appointment).state == "missed" and only(app, HelpGiven) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"slot": ""},
        {"slot": "2026-02-31.740.1"},
        {"children": []},
        {"children": ["x"]},
        {"comes": "x"},
        {"minutes": "²"},
    ],
)
def test_a_wrong_booking_is_told(app: Flask, client_for: ClientFor, room: str, changes: dict[str, object]) -> None:
    assert client_for("counselling_teacher").post(NEW, data=booking(room, **changes)).status_code == 422
    assert only(app, Appointment) is None


@pytest.mark.parametrize("changes", [{"day": "0001-01-01"}, {"day": "2026-11-21"}, {"day": "2026-02-31"}, {"at": "25:00"}, {"minutes": "0"}, {"children": []}])  # fmt: skip
def test_a_wrong_talk_without_appointment_is_told(client_for: ClientFor, room: str, changes: dict[str, object]) -> None:
    data = {"children": [OWN_CHILD], "comes": "pupil", "day": TODAY, "at": "07：30", "minutes": "20"}
    teacher = client_for("counselling_teacher")
    assert teacher.post("/counselling/appointments/spot", data={**data, **changes}).status_code == 422
    assert teacher.post("/counselling/appointments/spot", data=data).status_code == 302


def test_another_schools_appointment_does_not_exist(app: Flask, client_for: ClientFor, room: str) -> None:
    client_for("counselling_teacher").post(NEW, data=booking(room))
    row, other = only(app, Appointment), client_for("counselling_teacher", school=2)
    assert other.get(f"/counselling/appointments/{row.id}").status_code == 404
    assert other.post(f"/counselling/appointments/{row.id}/missed", data={"version": 1}).status_code == 404
