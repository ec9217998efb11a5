"""A session that is cancelled, or held otherwise, is told to those concerned once: not again by the next publication."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from careplan.clock import fixed
from careplan.db import db
from careplan.scheduling.solution import Session
from careplan.school.models import Venue
from careplan.sessions.departure_operations import When, record_merged, record_moved, take_back
from careplan.sessions.models import TeamSession
from careplan.sessions.record_operations import cancel_session, reopen_session
from careplan.sessions.schedule_queries import published_schedule, sessions_of
from careplan.telling.message_operations import edit_message
from careplan.telling.models import Announcement
from careplan.telling.queries import announcements, waiting_messages
from tests.sessions.schedule import BEFORE_TERM, at_noon, session_of
from tests.telling.outbox import in_another_place, message_to, newest, republish, sent, sessions_in_force

pytestmark = pytest.mark.usefixtures("in_school_1")


def cancel(row: TeamSession) -> int:
    with fixed(BEFORE_TERM):
        people = cancel_session(actor_id=None, team_session=row, reason="停电")
        db.session.commit()
    return people


def concerned(row: TeamSession) -> set[str]:
    own = {one.counselor.number for one in row.squads if one.counselor}
    return own | {post.staff.number for post in row.posts}


def told(said: Announcement) -> dict[str, dict[str, int]]:
    return {one.staff.number: one.counts for one in said.messages}


def without(row: TeamSession) -> tuple[Session, ...]:
    """The plan in force without the one session."""
    start = f"{row.day.isoformat()}p{row.period}"
    return tuple(one for one in sessions_in_force() if (one.activity, one.start) != (row.activity.slug, start))


def test_a_cancellation_tells_those_concerned_and_nobody_else() -> None:
    sent()
    row = session_of("2024-1")

    people = cancel(row)

    said = newest()
    assert people == len(said.messages) and set(told(said)) == concerned(row)
    assert all(counts == {"dropped": 1} for counts in told(said).values())
    assert said.change == 1 and waiting_messages() == (people, said.id)
    for one in said.messages:
        words = "Dropped" if one.language == "en" else "【取消】"
        assert words in one.text and "停电" not in one.text


def test_it_is_not_told_again_by_the_next_publication() -> None:
    sent()
    row = session_of("2024-1")
    cancel(row)
    sent()

    republish(without(row))

    assert (newest().state, newest().messages) == ("nothing", [])
    assert waiting_messages() == (0, None)


def test_what_the_next_publication_changes_besides_is_told_alone() -> None:
    sent()
    row = session_of("2024-1")
    cancel(row)
    sent()
    rest = without(row)
    place = next(n for n, one in enumerate(rest) if one.venue != "操场" and one.group != "2024-1")

    republish((*rest[:place], in_another_place(rest[place]), *rest[place + 1 :]))

    assert all(counts == {"changed": 1} for counts in told(newest()).values()) and newest().messages


def test_a_cancellation_that_waits_is_told_by_the_next_publication_alone() -> None:
    sent()
    row = session_of("2024-1")
    cancel(row)
    waiting = newest()

    republish(without(row))

    assert waiting.state == "replaced" and newest().change == 0
    assert told(newest()) == told(waiting)


def test_several_changes_wait_together_and_mended_words_stay() -> None:
    sent()
    first = session_of("2024-1")
    version = published_schedule()
    assert version
    second = next(row for row in sessions_of(version) if not concerned(row) & concerned(first))
    cancel(first)
    mended = newest().messages[0]
    edit_message(actor_id=None, message=mended, text="电话说过了。")
    db.session.commit()

    assert cancel(second) == len(concerned(second))

    assert [one.state for one in announcements()][:2] == ["waiting", "replaced"]
    assert set(told(newest())) == concerned(first) | concerned(second)
    assert message_to(mended.staff.number).text == "电话说过了。" and message_to(mended.staff.number).edited_at


def test_taken_back_before_it_was_sent_there_is_nothing_to_tell() -> None:
    sent()
    row = session_of("2024-1")
    people = cancel(row)
    with fixed(BEFORE_TERM):
        assert reopen_session(actor_id=None, team_session=row) == people
    assert newest().state == "nothing" and waiting_messages() == (0, None)


def test_taken_back_after_it_was_sent_they_hear_that_it_takes_place() -> None:
    sent()
    row = session_of("2024-1")
    cancel(row)
    sent()
    with fixed(BEFORE_TERM):
        reopen_session(actor_id=None, team_session=row)
    assert set(told(newest())) == concerned(row)
    assert all("【恢复】" in one.text or "after all" in one.text for one in newest().messages)


def test_a_cancellation_before_the_first_schedule_was_told_leaves_the_session_out() -> None:
    row = session_of("2024-1")
    first = newest()
    before = {one.staff.number: one.counts["added"] for one in first.messages}
    cancel(row)
    after = {one.staff.number: one.counts["added"] for one in newest().messages}
    assert first.state == "replaced"
    assert {person for person in before if before[person] != after.get(person)} == concerned(row)


def test_what_is_over_is_told_to_nobody() -> None:
    sent()
    row = session_of("2024-1")
    with fixed(at_noon(row.day + timedelta(days=1))):
        assert cancel_session(actor_id=None, team_session=row, reason="停电") == 0
    assert len(announcements()) == 1


def test_a_session_held_before_its_day_is_not_awaited_on_it() -> None:
    sent()
    row = session_of("2024-1")
    planned, venue = row.day, db.session.scalars(select(Venue).where(Venue.name == "操场")).one()
    with fixed(at_noon(planned - timedelta(days=2))):
        when = When(planned - timedelta(days=2), 3, venue)
        record_moved(actor_id=None, team_session=row, when=when, reason="提前")
        db.session.commit()
        assert set(told(newest())) == concerned(row)
        assert all(counts == {"moved": 1} for counts in told(newest()).values())
        take_back(actor_id=None, team_session=row)
        assert newest().state == "nothing"


def in_the_morning(day: date) -> datetime:
    return at_noon(day) - timedelta(hours=5)


def two_to_merge() -> tuple[TeamSession, TeamSession, str]:
    """One that is over, a later one that is not its counselor's in any way, and that counselor."""
    one, version = session_of("2024-1"), published_schedule()
    squad = one.squads[0].counselor
    assert version and squad
    later = (row for row in sessions_of(version) if row.day > one.day and squad.number not in concerned(row))
    return one, next(later), squad.number


def test_merged_into_another_both_sides_hear_of_it_and_of_its_end() -> None:
    sent()
    one, into, counselor = two_to_merge()
    others = concerned(into)
    with fixed(in_the_morning(into.day)):
        record_merged(actor_id=None, team_session=one, into=into, reason="老师生病")
        db.session.commit()
        merged = newest()
        assert told(merged) == {counselor: {"joined": 1}} | {other: {"changed": 1} for other in others}
        assert not any("生病" in said.text for said in merged.messages)
        sent()
        take_back(actor_id=None, team_session=one)
        assert told(newest()) == {counselor: {"parted": 1}} | {other: {"changed": 1} for other in others}


def test_merged_when_all_is_over_is_told_to_nobody() -> None:
    sent()
    one, into, _ = two_to_merge()
    with fixed(in_the_morning(into.day + timedelta(days=1))):
        record_merged(actor_id=None, team_session=one, into=into, reason="老师生病")
    assert len(announcements()) == 1
