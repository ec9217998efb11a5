"""What the records say that somebody did: held, moved, merged, led together, beside the sessions, by hand."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from careplan.audit.operations import record
from careplan.clock import SCHOOL_ZONE, fixed
from careplan.db import db
from careplan.programme.models import EventJoin, SchoolEvent
from careplan.school.models import Venue
from careplan.school.queries import require_year
from careplan.sessions.departure_operations import When, record_merged, record_moved
from careplan.sessions.record_operations import mark_held
from careplan.workload.entry_operations import EntryWords, decide_entry, enter_work, share_session
from careplan.workload.load import load_facts, teaching_weeks
from tests.sessions.schedule import session_of
from tests.workload.done import FIRST, LAST, VISITED, account, led_together, person

pytestmark = pytest.mark.usefixtures("in_school_1")


def facts(number: str, first: date = FIRST, last: date = LAST) -> list[tuple[str, str, int]]:
    return [(one.kind, one.role, one.minutes) for one in load_facts(first, last).get(person(number), ())]


def evening(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 18, tzinfo=SCHOOL_ZONE)


@pytest.mark.plan("S51")
def test_sessions_visits_and_hours_of_one_person() -> None:
    assert sorted(facts("T3")) == [
        ("hotline", "", 40),
        ("post", "squad-counselor", 0),
        ("session", "leader", 40),
        ("visit", "", 0),
    ]
    assert all("孩子" not in one.title for found in load_facts(FIRST, LAST).values() for one in found)


def test_only_these_days_count() -> None:
    assert ("visit", "", 0) in facts("T3", VISITED, VISITED)
    assert ("visit", "", 0) not in facts("T3", VISITED + timedelta(days=1), LAST)


def test_what_is_planned_only_does_not_count() -> None:
    assert [one for one in facts("T2") if one[0] == "session"] == []


def test_a_session_that_was_held_without_a_roll_is_known_as_such() -> None:
    row = session_of("2025-1")
    with fixed(evening(row.day)):
        mark_held(actor_id=None, team_session=row)
    found = [one for one in load_facts(FIRST, LAST)[person("T2")] if one.kind == "session"]
    assert [one.called for one in found] == [False]


def test_a_moved_session_counts_on_the_day_it_was_held() -> None:
    row = session_of("2025-1")
    day = row.day + timedelta(days=1)
    venue = db.session.get_one(Venue, row.venue_id)
    with fixed(evening(day)):
        record_moved(actor_id=None, team_session=row, when=When(day, 2, venue), reason="运动会")
    assert [one.day for one in load_facts(FIRST, LAST)[person("T2")] if one.kind == "session"] == [day]


def test_whose_squad_joined_another_session_brought_it() -> None:
    own, into = session_of("2025-1"), session_of("2023-1")
    leaders = {post.staff_id for post in own.posts}
    with fixed(evening(max(own.day, into.day))):
        record_merged(actor_id=None, team_session=own, into=into, reason="合并")
    found = [one for who in leaders for one in load_facts(FIRST, LAST)[who] if one.role == "joined"]
    assert [(one.day, one.source_id) for one in found] == [(into.day, own.id)]


def test_a_substitute_counts_and_who_was_substituted_does_not() -> None:
    row = session_of("2024-1")
    row.posts[0].staff_id = person("T6")
    record(actor_id=None, action="edit", entity="team_session")
    db.session.flush()
    assert ("session", "leader", 40) in facts("T6")
    assert ("session", "leader", 40) not in facts("T3")


def test_leaders_of_one_session_know_each_others_shares() -> None:
    row = led_together()
    share_session(actor=account("head_counselor1"), team_session=row, weights={person("T3"): 2, person("T6"): 1})
    found = load_facts(FIRST, LAST)
    shares = {
        tuple(sorted(one.shares)) for who in ("T3", "T6") for one in found[person(who)] if one.source == "session"
    }
    assert shares == {((person("T3"), 2), (person("T6"), 1))}


def test_work_by_hand_counts_once_it_is_counter_signed() -> None:
    teacher, office = account("class_teacher1"), account("office1")
    with fixed(evening(VISITED)):
        row = enter_work(actor=teacher, staff_id=person("T3"), words=EntryWords(VISITED, time(16), time(17), "送学生"))
        assert ("other", "", 60) not in facts("T3")
        decide_entry(actor=office, row=row, accept=True)
    assert ("other", "", 60) in facts("T3")


def test_each_teaching_week_counts_in_one_month_only() -> None:
    year = require_year()
    months = [(date(2026, 9, 1), date(2026, 9, 30)), (date(2026, 10, 1), date(2026, 10, 31)), (date(2026, 11, 1), LAST)]
    assert sum(teaching_weeks(year, *month) for month in months) == teaching_weeks(year, FIRST, LAST)
    assert teaching_weeks(year, date(2027, 2, 1), date(2027, 2, 20)) == 0


def test_another_schools_work_is_not_seen() -> None:
    from careplan.db import school_scope

    with school_scope(2):
        assert [one for found in load_facts(FIRST, LAST).values() for one in found if one.kind != "post"] == []


@pytest.mark.plan("S20")
def test_a_session_that_is_joined_with_the_schools_event_knows_it() -> None:
    row = session_of("2024-1")
    event = SchoolEvent(day=row.day, last_day=row.day, title="运动会")
    db.session.add(event)
    db.session.flush()
    db.session.add(EventJoin(event_id=event.id, session_id=row.id, stood={}, joined_at=datetime(2026, 9, 9, 9)))
    record(actor_id=None, action="x", entity="x")
    db.session.flush()
    found = {one.source: one.event for one in load_facts(FIRST, LAST)[person("T3")]}
    assert (found["session"], found["contact"]) == (event.id, 0)
