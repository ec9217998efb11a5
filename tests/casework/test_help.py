"""Where to find help: hours and numbers for everybody, talks as counts, notes for their writer alone."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from careplan.accounts.models import User
from careplan.audit.models import AuditEvent
from careplan.casework.help_words import Talk, clean_hours, protected, usage
from careplan.casework.models import HelpGiven, HelpHours
from careplan.clock import today
from careplan.db import db, school_scope
from tests.casework.test_views import told_at
from tests.world import ClientFor

SECRET = "想念外出的妈妈，夜里哭"


def talk(**changes: object) -> dict[str, object]:
    return {
        "channel": "room", "day": today().isoformat(), "who": "pupil", "came": "own", "subject": "emotions",
        "note": SECRET, "follow_up_on": "", **changes,
    }  # fmt: skip


def hours(**changes: object) -> dict[str, object]:
    return {
        "channel": "hotline",
        "weekday": "3",
        "hours": "12：20–13:00",
        "place": "6120456",
        "staff_id": "0",
        **changes,
    }


@pytest.mark.plan("S9", "S32", "S35")
@pytest.mark.parametrize("role", ["class_teacher", "community_worker", "administrator"])
def test_everybody_sees_when_and_where_help_is(client_for: ClientFor, role: str) -> None:
    counsellor = client_for("counselling_teacher")
    assert counsellor.post("/care/help/hours/new", data=hours()).status_code == 302
    assert counsellor.post("/care/help/hours/new", data=hours(channel="room", place="综合楼203")).status_code == 302

    shown = client_for(role).get("/care/help").text

    assert all(words in shown for words in ("12356", "6120456", "综合楼203", "周三", "12:20-13:00"))


@pytest.mark.plan("S32", "S35")
def test_others_see_counts_and_never_what_was_said(client_for: ClientFor) -> None:
    counsellor = client_for("counselling_teacher")
    for number in range(6):
        channel = "hotline" if number else "room"
        assert counsellor.post("/care/help/new", data=talk(channel=channel)).status_code == 302
    for _ in range(5):
        assert counsellor.post("/care/help/new", data=talk(subject="self")).status_code == 302
    assert counsellor.post("/care/help/new", data=talk(subject="learning")).status_code == 302

    shown = client_for("principal").get("/care/help").text

    assert "共12次" in shown
    assert "情绪调适" in shown and "其他内容合计" in shown
    assert "学会学习" not in shown, "one talk about a subject is not told"
    assert SECRET not in shown
    assert client_for("principal").get("/care/help/mine").status_code == 403


@pytest.mark.plan("S35")
def test_a_note_is_read_by_its_writer_alone_and_the_reading_is_written_down(app: Flask, client_for: ClientFor) -> None:
    client_for("counselling_teacher").post("/care/help/new", data=talk())
    assert SECRET in client_for("counselling_teacher").get("/care/help/mine").text

    with app.app_context(), school_scope(1):
        assert db.session.scalars(select(AuditEvent.entity).where(AuditEvent.action == "read")).all() == ["help_given"]
        talk_id = db.session.scalars(select(HelpGiven.id)).one()
        somebody_else = db.session.scalars(select(User.id).where(User.username == "principal1")).one()
        db.session.rollback()
        with db.engine.begin() as connection:
            connection.execute(update(HelpGiven).values(recorded_by=somebody_else))

    assert SECRET not in client_for("counselling_teacher").get("/care/help/mine").text
    assert client_for("counselling_teacher").post(f"/care/help/{talk_id}/followed").status_code == 404


def test_a_note_is_not_readable_in_the_database_file(app: Flask, client_for: ClientFor) -> None:
    client_for("counselling_teacher").post("/care/help/new", data=talk())

    files = list(app.config["SETTINGS"].data.glob("careplan.sqlite3*"))

    assert files and not any(SECRET.encode() in file.read_bytes() for file in files)


@pytest.mark.plan("S32")
def test_a_follow_up_that_is_due_waits_on_the_first_page_until_it_is_done(app: Flask, client_for: ClientFor) -> None:
    counsellor = client_for("counselling_teacher")
    past = (today() - timedelta(days=7)).isoformat()
    counsellor.post("/care/help/new", data=talk(day=past, follow_up_on=today().isoformat(), referred="y"))
    assert "1 次辅导等待再次了解" in counsellor.get("/").text

    with app.app_context(), school_scope(1):
        talk_id = db.session.scalars(select(HelpGiven.id)).one()
    assert counsellor.post(f"/care/help/{talk_id}/followed").status_code == 302

    assert "等待再次了解" not in counsellor.get("/").text


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "gossip"}, {"channel": ""}, {"day": ""}, {"follow_up_on": "2020-01-01"}, {"note": "x\x00"},
        {"day": (date.today() + timedelta(days=2)).isoformat()},
        {"follow_up_on": (date.today() + timedelta(days=400)).isoformat()},
        {"day": (date.today() - timedelta(days=400)).isoformat()},
    ],
)  # fmt: skip
def test_a_wrong_talk_is_told_and_not_stored(app: Flask, client_for: ClientFor, changes: dict[str, str]) -> None:
    assert client_for("counselling_teacher").post("/care/help/new", data=talk(**changes)).status_code == 422

    with app.app_context(), school_scope(1):
        assert db.session.scalar(select(func.count()).select_from(HelpGiven)) == 0


def test_a_talk_of_long_ago_is_told_at_its_day(client_for: ClientFor) -> None:
    page = client_for("counselling_teacher").post("/care/help/new", data=talk(day="2019-11-20")).text

    assert "一年以上" in told_at(page, "day") and not told_at(page, "follow_up_on")


def test_a_room_of_blanks_is_none(client_for: ClientFor) -> None:
    assert client_for("counselling_teacher").post("/care/help/hours/new", data=hours(place="  ")).status_code == 422


def test_hours_that_are_none_are_told_and_hours_can_be_removed(app: Flask, client_for: ClientFor) -> None:
    counsellor = client_for("counselling_teacher")
    assert counsellor.post("/care/help/hours/new", data=hours(hours="中午")).status_code == 422
    assert counsellor.post("/care/help/hours/new", data=hours()).status_code == 302
    with app.app_context(), school_scope(1):
        row_id = db.session.scalars(select(HelpHours.id)).one()

    assert client_for("counselling_teacher", school=2).post(f"/care/help/hours/{row_id}/remove").status_code == 404
    assert counsellor.post(f"/care/help/hours/{row_id}/remove").status_code == 302

    assert "6120456" not in counsellor.get("/care/help").text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("12:20-13:00", "12:20-13:00"), ("7：50 — 8：10", "07:50-08:10"), ("9:00至9:40", "09:00-09:40"), ("13:00-12:00", None), ("25:00-26:00", None), ("", None)],
)  # fmt: skip
def test_hours_are_kept_in_one_way(typed: str, kept: str | None) -> None:
    assert clean_hours(typed) == kept


def test_usage_names_only_subjects_with_enough_talks() -> None:
    talks = [Talk(date(2026, 9, day), "room", "emotions") for day in range(1, 6)] + [
        Talk(date(2026, 10, 9), "hotline", "self")
    ]

    found = usage(talks)

    assert (found.total, found.few) == (6, False)
    assert found.months == (("2026-09", {"room": None, "hotline": 0}), ("2026-10", {"room": 0, "hotline": None}))
    assert (found.subjects, found.other) == ((), 6), "5 of 6 would tell the one"


def test_a_few_talks_are_not_counted_at_all() -> None:
    found = usage([Talk(date(2026, 9, 1), "room", "emotions")] * 4)
    assert (found.total, found.few, found.subjects, found.other) == (0, True, (), 4)


@pytest.mark.plan("S35")
def test_no_small_count_follows_from_what_is_told() -> None:
    """Whatever the counts: none of one to four is told, and the total minus what is told is none either (G10)."""
    rng = Random(7)
    for _ in range(500):
        cells = {key: rng.choice((0, 1, 2, 4, 5, 9, 30)) for key in range(rng.randrange(1, 6))}
        told, rest = protected(cells)
        assert all(count >= 5 for count in told.values())
        assert rest == sum(cells.values()) - sum(told.values())
        assert rest == 0 or rest >= 5 or not told


def test_a_call_is_noted_with_its_minutes_and_a_name_only_where_one_was_given(
    app: Flask, client_for: ClientFor
) -> None:
    counsellor = client_for("counselling_teacher")
    assert counsellor.post("/care/help/new", data=talk(channel="hotline", who="other", minutes="0")).status_code == 422
    data = talk(channel="hotline", who="other", minutes="15", caller="金丝雀奶奶")
    assert counsellor.post("/care/help/new", data=data).status_code == 302
    page = counsellor.get("/care/help/mine").text
    assert "金丝雀奶奶" in page and "15 分钟" in page and "没有说明" in page
    files = list(app.config["SETTINGS"].data.glob("careplan.sqlite3*"))
    assert not any("金丝雀奶奶".encode() in file.read_bytes() for file in files)
