"""What was held or cancelled since a draft was opened, and what the draft has to take over of it."""

from __future__ import annotations

from dataclasses import dataclass

from careplan.scheduling.judge import Judge
from careplan.scheduling.solution import Session
from careplan.sessions.desk import Desk, session_key
from careplan.sessions.draft_load import load_desk
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.schedule_queries import plan_in_force, published_schedule, stored_problem
from careplan.sessions.stood_queries import stood_in


@dataclass(frozen=True, slots=True)
class Late:
    """Sessions that the draft has to lose, and those that it has to take over as they were held."""

    out: tuple[Session, ...]
    into: tuple[Session, ...]

    @property
    def none(self) -> bool:
        return not self.out and not self.into


def load_late(version: ScheduleVersion) -> Late:
    """A session that was cancelled leaves the draft; one that was held stands in it as it was held."""
    in_force = published_schedule()
    if in_force is None or in_force.id == version.id:
        return Late((), ())
    desk, old = load_desk(version), Judge(stored_problem(in_force))
    standing = {session_key(desk.judge, one) for one in desk.sessions}
    rows = stood_in(in_force)
    cancelled = {row.key for row in rows if row.state == "cancelled"}
    late = {row.key for row in rows if _is_late(row.state, row.recorded_at, version)} - standing
    index = desk.judge.index
    into = tuple(
        one
        for one in plan_in_force(in_force)
        if session_key(old, one) in late
        and one.start in index.slots
        and one.group in index.groups
        and one.activity in index.activities
    )
    out = [one for one in desk.sessions if session_key(desk.judge, one) in cancelled]
    out += [twin for one in into if (twin := _twin(desk, one, out)) is not None]
    return Late(tuple(out), into)


def _is_late(state: str, recorded_at: object, version: ScheduleVersion) -> bool:
    return state == "held" and recorded_at is not None and recorded_at >= version.made_at  # type: ignore[operator]


def _twin(desk: Desk, held: Session, gone: list[Session]) -> Session | None:
    """Where the draft has moved what was held in the meantime."""
    same = (one for one in desk.sessions if (one.activity, one.group) == (held.activity, held.group))
    return next((one for one in same if one not in gone), None)
