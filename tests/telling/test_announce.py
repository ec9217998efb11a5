"""Every publication yields its messages exactly once."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from careplan.clock import fixed
from careplan.db import db
from careplan.errors import Refused
from careplan.sessions.models import ScheduleVersion, SessionPost
from careplan.sessions.publish_operations import publish_schedule
from careplan.sessions.schedule_queries import published_schedule
from careplan.telling.announce_operations import announce
from careplan.telling.message_operations import edit_message, send_messages
from careplan.telling.models import Announcement, Message
from careplan.telling.queries import announcements, waiting_messages
from tests.sessions.schedule import BEFORE_TERM, at_noon
from tests.telling.outbox import (
    drafted,
    in_another_place,
    message_to,
    moved_to_the_playground,
    newest,
    republish,
    sent,
    sessions_in_force,
)

pytestmark = pytest.mark.usefixtures("in_school_1")


def test_the_first_schedule_tells_each_person_of_their_own_sessions() -> None:
    said = newest()
    leaders = select(SessionPost.staff_id).distinct()

    assert {one.staff_id for one in said.messages} >= set(db.session.scalars(leaders))
    assert "活动安排已发布（第1版）" in message_to("T3").text and "教师31老师，您好" in message_to("T3").text
    assert message_to("T3").counts == {"added": message_to("T3").counts["added"]}
    assert waiting_messages() == (len(said.messages), said.id)


def test_each_reads_their_own_language() -> None:
    assert message_to("T4").text.startswith("Dear 教师41,")
    assert "“收到”" in message_to("T3").text and "收到" not in message_to("T5").text


def test_a_new_version_tells_only_those_concerned_and_only_the_difference() -> None:
    sent()
    leader, _ = moved_to_the_playground()

    said = newest()

    assert message_to(leader).counts == {"changed": 1}
    assert "改为操场" in message_to(leader).text or "instead of" in message_to(leader).text
    assert len(said.messages) <= 2  # the leader and the squad's counselor


def test_a_version_that_changes_nothing_has_nothing_to_tell() -> None:
    sent()
    republish(sessions_in_force())

    assert (newest().state, newest().messages) == ("nothing", [])
    assert waiting_messages() == (0, None)


def test_what_was_never_sent_is_told_with_the_next_version() -> None:
    sent()
    leader, place = moved_to_the_playground()
    unsent = newest()
    again = sessions_in_force()
    other = next(n for n, one in enumerate(again) if one.venue != "操场" and n != place and one.staff[0] == leader)
    republish((*again[:other], in_another_place(again[other]), *again[other + 1 :]))

    assert unsent.state == "replaced"
    assert message_to(leader).counts == {"changed": 2}
    with pytest.raises(Refused):
        send_messages(actor_id=None, announcement=unsent, channel_ids=[])
    with pytest.raises(Refused):
        edit_message(actor_id=None, message=message_to(leader, unsent), text="x")


def test_what_is_taken_back_before_it_was_sent_is_told_to_nobody() -> None:
    sent()
    before = sessions_in_force()
    moved_to_the_playground()

    republish(before)

    assert newest().state == "nothing"


def test_one_publication_has_one_announcement() -> None:
    version = db.session.scalars(select(ScheduleVersion)).one()

    with pytest.raises(IntegrityError):
        announce(version, None, None)


def test_a_publication_taken_back_leaves_no_message() -> None:
    sessions = sessions_in_force()
    version = drafted((in_another_place(sessions[0]), *sessions[1:]))
    with fixed(BEFORE_TERM):
        publish_schedule(actor_id=None, version=version)
    db.session.rollback()

    assert len(announcements()) == 1
    assert db.session.scalar(select(func.count(Message.id))) == len(newest().messages)


def test_a_publication_that_is_refused_says_nothing() -> None:
    version = db.session.scalars(select(ScheduleVersion)).one()

    with pytest.raises(Refused):
        publish_schedule(actor_id=None, version=version)

    assert db.session.scalar(select(func.count(Announcement.id))) == 1


def test_what_is_over_is_told_to_nobody() -> None:
    sent()
    sessions = sessions_in_force()
    version = drafted((in_another_place(sessions[0]), *sessions[1:]))

    with fixed(at_noon(date(2027, 7, 31))):
        announce(version, published_schedule(), None)

    assert newest().state == "nothing"
