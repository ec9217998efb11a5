"""Single sessions that came apart from their plan: cancelled, held at another time, merged into another. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from careplan.sessions.meeting import Meeting
from careplan.sessions.schedule_files import Key
from careplan.telling.difference import Change


@dataclass(frozen=True, slots=True)
class Where:
    """When and where a session really is. joined: squads merged into it; counselors: who counsels those."""

    day: date
    period: int
    venue: str
    joined: tuple[str, ...] = ()
    counselors: frozenset[str] = frozenset()


Apart = Mapping[Key, Where | None]
"""How the plan knows a session → where it really is; None: cancelled."""


def as_they_stand(meetings: Sequence[Meeting], apart: Apart) -> tuple[Meeting, ...]:
    """The meetings of a plan with what became of single ones."""
    return tuple(_stand(meetings, apart))


def _stand(meetings: Sequence[Meeting], apart: Apart) -> Iterator[Meeting]:
    for one in meetings:
        if key_of_meeting(one) not in apart:
            yield one
        elif (where := apart[key_of_meeting(one)]) is not None:
            yield _moved(one, where)


def _moved(one: Meeting, where: Where) -> Meeting:
    concerns = one.concerns | where.counselors
    return replace(one, day=where.day, period=where.period, venue=where.venue, joined=where.joined, concerns=concerns)


def key_of_meeting(one: Meeting) -> Key:
    return one.day, one.period, one.activity, frozenset(one.squads)


def with_returns(changes: Sequence[Change], cancelled: Collection[Key]) -> tuple[Change, ...]:
    """The changes; a session that people were told was cancelled and that takes place after all comes back."""
    return tuple(replace(one, back=_is_back(one, cancelled)) for one in changes)


def _is_back(one: Change, cancelled: Collection[Key]) -> bool:
    return one.before is None and one.after is not None and key_of_meeting(one.after) in cancelled
