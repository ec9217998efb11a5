"""What a publication, or a single session, has to say: one message for each person concerned, in the outbox once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.clock import now, today
from careplan.db import db
from careplan.school.models import StaffMember
from careplan.sessions.models import ScheduleVersion, TeamSession
from careplan.telling.apart import as_they_stand, with_returns
from careplan.telling.apart_load import Said, concerns_today, read_said, said_now
from careplan.telling.difference import Change, changes_by_person
from careplan.telling.load import Speeches, meetings_of
from careplan.telling.models import Announcement, Message
from careplan.telling.queries import announcement_of, version_by_id
from careplan.telling.wording import message


def announce(version: ScheduleVersion, former: ScheduleVersion | None, actor_id: int | None) -> None:
    """Put the publication's messages into the outbox, in the transaction that publishes.

    What was to say before and was never sent is taken along: each person is told the difference to what they were told
    last, and the former messages cannot be sent any more.
    """
    known = _known(former)
    _put_out(version, known, 0, actor_id)


def announce_session(row: TeamSession, actor_id: int | None) -> int:
    """A session was cancelled, held otherwise, or this was taken back: tell those concerned, if it is not over.

    How many people have something else to be told now than before. Said of a session once: the next publication says
    it again to nobody.
    """
    version = row.schedule
    if version.state != "published" or not concerns_today(row):
        return 0
    last = announcement_of(version)
    known = _known(version)
    before = _changes(version, known, last.said) if last is not None and last.state == "replaced" else {}
    after = _changes(version, known, said_now(version))
    if after or before:
        _put_out(version, known, last.change + 1 if last else 1, actor_id, last, before)
    return sum(before.get(person) != after.get(person) for person in before.keys() | after.keys())


@dataclass(frozen=True, slots=True)
class _Known:
    """What people know: a version, None before the first, and what they were told of single sessions of it."""

    version: ScheduleVersion | None
    said: Said


def _known(former: ScheduleVersion | None) -> _Known:
    """What people know while `former` is in force; messages of it that still wait are put aside."""
    last = announcement_of(former) if former else None
    if last is None:
        return _Known(former, {})
    if last.state != "waiting":
        return _Known(former, last.said)
    last.state = "replaced"
    return _Known(version_by_id(last.base_id), last.base_said)


Changes = Mapping[str, tuple[Change, ...]]


def _changes(version: ScheduleVersion, known: _Known, said: Said) -> Changes:
    """Person → what they do not know yet."""
    apart = read_said(known.said)
    before = as_they_stand(meetings_of(known.version), apart)
    after = as_they_stand(meetings_of(version), read_said(said))
    cancelled = [key for key, where in apart.items() if where is None]
    found = changes_by_person(before, after, today())
    return {person: with_returns(own, cancelled) for person, own in found.items()}


def _put_out(
    version: ScheduleVersion,
    known: _Known,
    number: int,
    actor_id: int | None,
    last: Announcement | None = None,
    before: Changes | None = None,
) -> None:
    """Into the outbox. last, before: what waited until now; mended words stay where nothing new is to be said."""
    said = said_now(version)
    changes = _changes(version, known, said)
    base = known.version
    row = Announcement(
        version_id=version.id, base_id=base.id if base else None, change=number, base_said=known.said, said=said
    )
    row.made_at = now()
    sudden = base is not None and base.id == version.id
    row.messages = _messages(version, changes, first=base is None, sudden=sudden)
    if last is not None:
        same = {person for person, own in changes.items() if before and before.get(person) == own}
        _keep_words(last.messages, row.messages, same)
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


def _keep_words(old: list[Message], new: list[Message], same: Collection[str]) -> None:
    """What somebody has written for a person to whom nothing new is to be said."""
    mended = {one.staff_id: one for one in old if one.edited_at and one.staff.number in same}
    for one in new:
        if one.staff.id in mended:
            one.text, one.edited_at = mended[one.staff.id].text, mended[one.staff.id].edited_at


@dataclass(frozen=True, slots=True)
class _Reader:
    language: str
    has_account: bool


def _messages(version: ScheduleVersion, changes: Changes, *, first: bool, sudden: bool) -> list[Message]:
    speeches, readers = Speeches(version), _readers()
    people = {one.number: one for one in db.session.scalars(select(StaffMember).where(StaffMember.active))}
    found: list[Message] = []
    for number, own in changes.items():
        if number not in people:
            continue
        reader = readers.get(people[number].id, _Reader("zh", False))
        speech, known = speeches.of(reader.language), reader.has_account
        text = message(speech, number, own, first=first, has_account=known, sudden=sudden)
        counts = dict(Counter(one.kind for one in own))
        found.append(
            Message(staff=people[number], position=len(found), language=reader.language, counts=counts, text=text)
        )
    return found


def _readers() -> dict[int, _Reader]:
    query = select(User.staff_id, User.language).where(User.active, User.staff_id.is_not(None))
    rows = db.session.execute(query).all()
    return {row[0]: _Reader("en" if row[1] == "en" else "zh", True) for row in rows if row[0]}
