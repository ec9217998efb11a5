"""What a publication has to say: a message for each person concerned, put into the outbox once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.clock import now, today
from careplan.db import db
from careplan.school.models import StaffMember
from careplan.sessions.models import ScheduleVersion
from careplan.telling.difference import Change, changes_by_person
from careplan.telling.load import Speeches, meetings_of
from careplan.telling.models import Announcement, Message
from careplan.telling.queries import announcement_of, version_by_id
from careplan.telling.wording import message


def announce(version: ScheduleVersion, former: ScheduleVersion | None, actor_id: int | None) -> None:
    """Put the publication's messages into the outbox, in the transaction that publishes.

    What the former version had to say and was never sent is taken along: each person is told the difference to what
    they were told last, and the former messages cannot be sent any more.
    """
    base = _told_before(former)
    changes = changes_by_person(meetings_of(base), meetings_of(version), today())
    row = Announcement(version_id=version.id, base_id=base.id if base else None, made_at=now())
    row.messages = _messages(version, changes, first=base is None)
    row.state = "waiting" if row.messages else "nothing"
    db.session.add(row)
    db.session.flush()
    record(
        actor_id=actor_id,
        action="announce",
        entity="announcement",
        entity_id=row.id,
        detail={"people": len(row.messages)},
    )


def _told_before(former: ScheduleVersion | None) -> ScheduleVersion | None:
    """The version that people know; a former one whose messages still wait is put aside for the one before it."""
    said = announcement_of(former) if former else None
    if said is None or said.state != "waiting":
        return former
    said.state = "replaced"
    return version_by_id(said.base_id)


@dataclass(frozen=True, slots=True)
class _Reader:
    language: str
    has_account: bool


def _messages(version: ScheduleVersion, changes: Mapping[str, tuple[Change, ...]], *, first: bool) -> list[Message]:
    speeches, readers = Speeches(version), _readers()
    people = {one.number: one for one in db.session.scalars(select(StaffMember).where(StaffMember.active))}
    found: list[Message] = []
    for number, own in changes.items():
        if number not in people:
            continue
        reader = readers.get(people[number].id, _Reader("zh", False))
        text = message(speeches.of(reader.language), number, own, first=first, has_account=reader.has_account)
        counts = dict(Counter(one.kind for one in own))
        found.append(
            Message(staff=people[number], position=len(found), language=reader.language, counts=counts, text=text)
        )
    return found


def _readers() -> dict[int, _Reader]:
    query = select(User.staff_id, User.language).where(User.active, User.staff_id.is_not(None))
    rows = db.session.execute(query).all()
    return {row[0]: _Reader("en" if row[1] == "en" else "zh", True) for row in rows if row[0]}
