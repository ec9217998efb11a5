"""What became of a session, also where a draft shows it: records belong to the schedule in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from careplan.db import db
from careplan.plans.load import squad_code
from careplan.sessions.models import ScheduleVersion, TeamSession
from careplan.sessions.schedule_files import Key
from careplan.sessions.schedule_queries import published_schedule
from careplan.sessions.stood_queries import stood_in

NOT_IN_FORCE = ("draft", "proposal")


@dataclass(frozen=True, slots=True)
class HowItWent:
    """States of the sessions in force by what makes them the same; None where each row knows its own."""

    states: Mapping[Key, str] | None

    def of(self, row: TeamSession) -> str:
        """planned · held · cancelled."""
        return row.state if self.states is None else self.states.get(_key(row), row.state)

    def is_known(self, row: TeamSession) -> bool:
        """Whether something can be recorded of it: what only a draft has was never held."""
        return self.states is None or _key(row) in self.states


def how_it_went(version_id: int) -> HowItWent:
    """For the rows of a version."""
    version, in_force = db.session.get(ScheduleVersion, version_id), published_schedule()
    if version is None or in_force is None or version.state not in NOT_IN_FORCE:
        return HowItWent(None)
    return HowItWent({one.key: one.state for one in stood_in(in_force)})


def _key(row: TeamSession) -> Key:
    return row.day, row.period, row.activity.slug, frozenset(squad_code(squad) for squad in row.squads)
