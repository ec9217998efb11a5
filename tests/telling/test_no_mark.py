"""No word of any child goes out in a message: every field of every child-linked table holds a mark while messages are made."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.clock import fixed
from careplan.db import db
from careplan.errors import Refused
from careplan.sessions.record_operations import cancel_session
from careplan.telling.message_operations import edit_message, remind, send_messages
from careplan.telling.models import Announcement, Channel, Delivery, Message
from tests.passing.marks import mark_everything, mark_of
from tests.sessions.schedule import BEFORE_TERM, session_of
from tests.telling.outbox import moved_to_the_playground, newest, sent

pytestmark = [pytest.mark.usefixtures("in_school_1"), pytest.mark.plan("C37")]


def channels() -> tuple[int, ...]:
    """A chat group and mail: messages go out through both."""
    rows = [Channel(kind="wecom", name="辅导员工作群", key="0123456789abcdef"), Channel(kind="mail", name="邮件")]
    db.session.add_all(rows)
    record(actor_id=None, action="add", entity="message_channel")
    db.session.commit()
    return tuple(one.id for one in rows)


def words() -> list[str]:
    """Everything that is kept or sent of messages: their text, what is posted, what was said, a service's answer."""
    said = [f"{one.said} {one.base_said}" for one in db.session.scalars(select(Announcement))]
    own = list(db.session.scalars(select(Message.text)))
    posts = [f"{one.text} {one.answer} {one.reason}" for one in db.session.scalars(select(Delivery))]
    return [*said, *own, *posts]


def test_no_mark_of_a_child_goes_out_in_any_message() -> None:
    """A change of the plan, a session cancelled, both sent through a group and by mail, and reminded of."""
    through = channels()
    sent()
    marks = mark_everything()
    moved_to_the_playground()
    moved = sent(through)
    with fixed(BEFORE_TERM):
        cancel_session(actor_id=None, team_session=session_of("2024-1"), reason="停电")
        db.session.commit()
        cancelled = sent(through)
        remind(actor_id=None, announcement=cancelled, round_seen=cancelled.rounds, channel_ids=through)
    db.session.commit()

    found = words()

    assert moved.messages and cancelled.messages and cancelled.id != moved.id
    assert len(found) > 10 and db.session.scalar(select(Delivery.id).limit(1))
    assert [name for name, mark in marks.items() if any(mark in one for one in found)] == []


def test_a_mark_in_a_message_is_found_and_one_with_a_name_does_not_go() -> None:
    """The walk above can fail; a name is stopped where it is written, and again where it is sent."""
    mark_everything()
    said, name = newest(), mark_of("child.name")
    edit_message(actor_id=None, message=said.messages[0], text=f"请去{mark_of('child.address')}")
    assert any(mark_of("child.address") in one for one in words())
    with pytest.raises(Refused):
        edit_message(actor_id=None, message=said.messages[0], text=f"请照看{name}")
    said.messages[0].text = f"请照看{name}"
    with pytest.raises(Refused):
        send_messages(actor_id=None, announcement=said, channel_ids=())
