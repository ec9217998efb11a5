"""What happens while a draft is open is taken over into it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careplan.clock import fixed
from careplan.db import db
from careplan.errors import Refused
from careplan.sessions.catch_up_load import load_late
from careplan.sessions.catch_up_operations import catch_up
from careplan.sessions.draft_load import load_desk
from careplan.sessions.draft_operations import change_draft, open_draft
from careplan.sessions.publish_operations import publish_schedule
from careplan.sessions.record_operations import cancel_session, mark_held
from careplan.sessions.schedule_queries import key_of, sessions_of
from tests.sessions.schedule import BEFORE_TERM, at_noon, session_of
from tests.sessions.test_draft_operations import free_start, keys

pytestmark = pytest.mark.usefixtures("in_school_1")


def test_a_session_held_where_the_draft_had_moved_it_stands_as_it_was_held() -> None:
    with fixed(BEFORE_TERM):
        version = open_draft(actor_id=None)
        row = session_of("2024-1")
        twin = next(one for one in sessions_of(version) if key_of(one) == key_of(row))
        session = load_desk(version).session_of(twin.id)
        assert session
        moved = replace(session, start=free_start(version, session))
        change_draft(actor_id=None, version=version, out=(session,), into=(moved,), words="改时间")
    with fixed(at_noon(row.day)):
        mark_held(actor_id=None, team_session=row)
        db.session.commit()
        with pytest.raises(Refused, match="草稿打开之后"):
            publish_schedule(actor_id=None, version=version)

        catch_up(actor_id=None, version=version)

        assert key_of(row) in keys(version) and load_late(version).none
        assert moved not in load_desk(version).sessions
        assert None not in load_desk(version).rows
        with pytest.raises(Refused):
            catch_up(actor_id=None, version=version)


def test_a_cancelled_session_leaves_the_draft() -> None:
    with fixed(BEFORE_TERM):
        version = open_draft(actor_id=None)
        row = session_of("2024-1")
        cancel_session(actor_id=None, team_session=row, reason="大风")
        assert len(load_late(version).out) == 1

        catch_up(actor_id=None, version=version)

    assert key_of(row) not in keys(version) and load_late(version).none
