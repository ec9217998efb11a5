"""From the tables to a situation: the school as it stands today and the sessions of the schedule in force."""

from __future__ import annotations

from dataclasses import dataclass

from careplan.clock import today
from careplan.plans.problem import build_problem
from careplan.scheduling.solution import Session
from careplan.sessions.load import fields_of
from careplan.sessions.models import ScheduleVersion, TeamSession
from careplan.sessions.plan_load import facts_of
from careplan.sessions.schedule_files import Key, dated
from careplan.sessions.schedule_queries import (
    is_recorded,
    key_of,
    plan_in_force,
    published_schedule,
    sessions_of,
    stored_problem,
)
from careplan.sessions.taken_load import load_taken
from careplan.upsets.candidates import Situation
from careplan.upsets.standing import Fallen, Picks, School, Standing, fallen


@dataclass(frozen=True, slots=True)
class InForce:
    """The schedule in force and its sessions as they stand, the school as it is today."""

    version: ScheduleVersion
    school: School
    sessions: tuple[Standing, ...]

    def situation(self, picks: Picks) -> Situation:
        """What choosing people needs; `picks` are those chosen already."""
        problem = build_problem(self.school.facts)
        return Situation(self.school, self.sessions, picks, {one.id: one for one in problem.staff})

    @property
    def fallen(self) -> tuple[Fallen, ...]:
        return fallen(self.school, self.sessions)


def load_in_force() -> InForce | None:
    """None while no schedule is in force."""
    version = published_schedule()
    if version is None:
        return None
    facts = facts_of(version.plan_id)
    standing = tuple(_standing(row) for row in sessions_of(version) if row.state != "cancelled")
    days = [one.day for one in standing if one.open]
    taken = load_taken(min(days), max(days)) if days else ()
    return InForce(version, School(facts, taken), standing)


def _standing(row: TeamSession) -> Standing:
    return Standing(
        **fields_of(row),
        id=row.id,
        needs=tuple(str(row.activity.posts[post.position]["qualification"]) for post in row.posts),
        open=not is_recorded(row) and row.day >= today(),
    )


def planned_sessions(version: ScheduleVersion) -> dict[int, Session]:
    """Row id → the session of the scheduling file that the row came from."""
    plan = plan_in_force(version)
    by_key: dict[Key, Session] = {
        day.key: one for one, day in zip(plan, dated(stored_problem(version), plan), strict=True)
    }
    return {row.id: by_key[key_of(row)] for row in sessions_of(version) if key_of(row) in by_key}
