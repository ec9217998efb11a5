"""A post on its way belongs to whoever claimed it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.db import db
from careplan.telling.delivery_operations import claim
from careplan.telling.models import Channel, Delivery
from tests.telling.outbox import sent


@pytest.mark.usefixtures("in_school_1")
def test_a_post_is_claimed_once() -> None:
    channel = Channel(kind="feishu", name="工作群", key="0123456789abcdef")
    db.session.add(channel)
    record(actor_id=None, action="add", entity="message_channel")
    db.session.commit()
    sent((channel.id,))
    delivery_id = db.session.scalars(select(Delivery.id)).first()
    db.session.rollback()

    assert delivery_id
    assert [claim(delivery_id) for _ in range(3)] == [True, False, False]
