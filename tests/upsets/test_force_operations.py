"""A substitution in force at once: a version with just that change, refused in words where it cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.clock import fixed
from careplan.db import db
from careplan.errors import Refused
from careplan.school.models import StaffMember, Venue
from careplan.school.stretch import Stretch
from careplan.sessions.draft_operations import change_draft, open_draft
from careplan.sessions.draft_queries import open_version
from careplan.sessions.models import TeamSession
from careplan.sessions.record_operations import cancel_session, mark_held
from careplan.sessions.schedule_queries import key_of, plan_in_force, published_schedule, sessions_of
from careplan.upsets.candidates import candidates
from careplan.upsets.force_operations import substitute
from careplan.upsets.load import InForce, load_in_force, planned_sessions
from careplan.upsets.mark_operations import close_places, lose_day, mark_away
from tests.sessions.schedule import BEFORE_TERM, at_noon, session_of

pytestmark = pytest.mark.usefixtures("in_school_1")


def head() -> int:
    return db.session.scalars(select(User).where(User.username == "head_counselor1")).one().id


def person(number: str) -> StaffMember:
    return db.session.scalars(select(StaffMember).where(StaffMember.number == number)).one()


def now_in_force() -> InForce:
    found = load_in_force()
    assert found
    return found


def staff_in_force() -> dict[object, tuple[str, ...]]:
    version = published_schedule()
    assert version
    return {key_of(row): tuple(post.staff.number for post in row.posts) for row in sessions_of(version)}


def falls_ill(row: TeamSession) -> tuple[int, str]:
    """The session's leader is away that day; the row and the best candidate."""
    mark_away(actor_id=head(), staff=row.posts[0].staff, stretch=Stretch(row.day, row.day), reason="leave")
    now = now_in_force()
    one = next(one for one in now.fallen if one.session.id == row.id)
    best = candidates(now.situation({}), one.session, 0)[0]
    assert best.can and not one.moves
    return row.id, best.person


def test_a_substitute_is_in_force_and_nothing_else_changes() -> None:
    with fixed(BEFORE_TERM):
        row, before = session_of("2024-1"), staff_in_force()
        key = key_of(row)
        number, best = falls_ill(row)
        effective = substitute(actor_id=head(), picks={(number, 0): best}, words="换人")
        db.session.commit()
        assert published_schedule() == effective.version
        after = staff_in_force()
        assert after[key] == (best,)
        assert {one: staff for one, staff in after.items() if staff != before[one]} == {key: (best,)}
        assert now_in_force().fallen == ()


def test_what_else_has_fallen_does_not_keep_a_substitute_from_going_out() -> None:
    """The playground is flooded the same day: whom one is told first does not wait for the other."""
    with fixed(BEFORE_TERM):
        row = session_of("2024-1")
        other = next(one for one in sessions_of(row.schedule) if one.day != row.day)
        close_places(actor_id=head(), venues=[other.venue], stretch=Stretch(other.day, other.day), reason="weather")
        number, best = falls_ill(row)
        substitute(actor_id=head(), picks={(number, 0): best}, words="换人")
        assert [one.session.day for one in now_in_force().fallen] == [other.day]


def test_an_open_draft_is_not_published_along_and_takes_the_change_in() -> None:
    with fixed(BEFORE_TERM):
        row = session_of("2024-1")
        key = key_of(row)
        number, best = falls_ill(row)
        draft = open_draft(actor_id=head())
        other = next(one for one in plan_in_force(draft) if one.group != "2024-1")
        change_draft(actor_id=head(), version=draft, out=(other,), into=(), words="取消一次")
        count = len(staff_in_force())

        effective = substitute(actor_id=head(), picks={(number, 0): best}, words="换人")

        assert effective.behind is None and open_version() == draft
        assert len(staff_in_force()) == count  # what the draft drops is still in force
        drafted = {key_of(one): one.posts[0].staff.number for one in sessions_of(draft)}
        assert drafted[key] == best and len(drafted) == count - 1


def test_a_draft_that_changed_the_session_itself_is_named() -> None:
    with fixed(BEFORE_TERM):
        row = session_of("2024-1")
        number, best = falls_ill(row)
        draft = open_draft(actor_id=head())
        one = planned_sessions(row.schedule)[number]
        change_draft(actor_id=head(), version=draft, out=(one,), into=(), words="取消一次")
        effective = substitute(actor_id=head(), picks={(number, 0): best}, words="换人")
        assert effective.behind == draft and effective.version == published_schedule()


def test_a_squad_that_a_cancelled_session_leaves_short_does_not_wait_for_a_substitute_elsewhere() -> None:
    """The shortage was there before: it is made up by a new schedule."""
    with fixed(BEFORE_TERM):
        row = session_of("2024-1")
        for other in [one for one in sessions_of(row.schedule) if one.id != row.id and one.squads != row.squads]:
            cancel_session(actor_id=head(), team_session=other, reason="停课")
        number, best = falls_ill(row)
        substitute(actor_id=head(), picks={(number, 0): best}, words="换人")
        assert now_in_force().fallen == ()


def test_who_cannot_lead_is_refused_by_the_rules() -> None:
    with fixed(BEFORE_TERM):
        number, _best = falls_ill(session_of("2024-1"))
        with pytest.raises(Refused):
            substitute(actor_id=head(), picks={(number, 0): "T5"}, words="换人")  # T5 has no certificate


def test_a_session_that_was_held_meanwhile_is_refused() -> None:
    row = session_of("2024-1")
    with fixed(at_noon(row.day)):
        number, best = falls_ill(row)
        mark_held(actor_id=head(), team_session=row)
        for picks in ({(number, 0): best}, {(999_999, 0): best}, {}):
            with pytest.raises(Refused):
                substitute(actor_id=head(), picks=picks, words="换人")


def test_sessions_on_a_lost_day_do_not_silently_vanish() -> None:
    with fixed(BEFORE_TERM):
        row = session_of("2024-1")
        other = next(one for one in sessions_of(row.schedule) if one.day > row.day)
        number, best = falls_ill(row)
        lose_day(actor_id=head(), first=other.day, last=None, label="停课")
        with pytest.raises(Refused):
            substitute(actor_id=head(), picks={(number, 0): best}, words="换人")


def test_people_and_places_are_open_again_when_the_mark_is_taken_away() -> None:
    with fixed(BEFORE_TERM):
        row = session_of("2024-1")
        ground = db.session.scalars(select(Venue).where(Venue.id == row.venue_id)).one()
        closure = close_places(actor_id=head(), venues=[ground], stretch=Stretch(row.day, row.day), reason="weather")
        assert row.id in {one.session.id for one in now_in_force().fallen}
        db.session.delete(closure)
        db.session.flush()
        assert now_in_force().fallen == ()


def test_marks_that_make_no_sense_are_refused() -> None:
    day = date(2026, 9, 4)
    with fixed(BEFORE_TERM):
        whole, wrong = Stretch(day, day), Stretch(day, date(2026, 9, 3))
        mark_away(actor_id=head(), staff=person("T1"), stretch=whole, reason="leave")
        for stretch, reason in (
            (whole, "leave"),
            (replace(whole, first_period=3), "leave"),
            (replace(whole, first_period=5, last_period=3), "leave"),
            (wrong, "leave"),
            (Stretch(day, date(2027, 8, 1)), "leave"),
            (Stretch(date(2025, 9, 1), date(2025, 9, 2)), "leave"),
            (Stretch(date(2026, 9, 7), date(2026, 9, 7)), "flu"),
        ):
            with pytest.raises(Refused):
                mark_away(actor_id=head(), staff=person("T1"), stretch=stretch, reason=reason)
        with pytest.raises(Refused):
            close_places(actor_id=head(), venues=[], stretch=whole, reason="weather")


def test_the_same_places_are_closed_once_however_often_the_form_is_sent() -> None:
    with fixed(BEFORE_TERM):
        row = session_of("2024-1")
        told = {"venues": [row.venue], "stretch": Stretch(row.day, row.day), "reason": "weather"}
        close_places(actor_id=head(), **told)
        with pytest.raises(Refused):
            close_places(actor_id=head(), **told)
        close_places(actor_id=head(), **{**told, "stretch": Stretch(row.day, row.day, 3, 4)})
