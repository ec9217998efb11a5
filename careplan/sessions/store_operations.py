"""Keep a schedule as a version: its files and a row for each session."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from secrets import token_hex

from sqlalchemy import func, select

from careplan.activities.models import Activity
from careplan.clock import now
from careplan.db import db
from careplan.plans.load import squad_code
from careplan.scheduling.problem import Problem
from careplan.scheduling.problem_json import problem_json
from careplan.scheduling.solution import Solution
from careplan.scheduling.solution_file import solution_json
from careplan.school.models import Squad, StaffMember, Venue
from careplan.sessions.models import ScheduleVersion, SessionPost, TeamSession
from careplan.sessions.schedule_files import DatedSession, dated, pack


def store_version(
    *,
    actor_id: int | None,
    plan_id: int,
    problem: Problem,
    solution: Solution,
    state: str = "draft",
    based_on: int | None = None,
) -> ScheduleVersion:
    """Keep a solution as the next version, with a row for each of its sessions."""
    number = (db.session.scalar(select(func.max(ScheduleVersion.number))) or 0) + 1
    version = ScheduleVersion(
        plan_id=plan_id,
        number=number,
        state=state,
        based_on=based_on,
        stamp=token_hex(8),
        status=solution.status,
        objective=solution.objective,
        bound=solution.bound,
        seconds=solution.seconds,
        problem=pack(problem_json(problem)),
        solution=pack(solution_json(solution)),
        made_at=now(),
        made_by=actor_id,
    )
    known = Known.now()
    version.sessions = [known.fill(TeamSession(), one) for one in dated(problem, solution.sessions)]
    db.session.add(version)
    db.session.flush()
    return version


@dataclass(frozen=True, slots=True)
class Known:
    """The school's squads, people, places and activities by their ids in a scheduling file."""

    squads: dict[str, Squad]
    staff: dict[str, StaffMember]
    venues: dict[str, Venue]
    activities: dict[str, Activity]

    @staticmethod
    def now() -> Known:
        return Known(
            {squad_code(squad): squad for squad in db.session.scalars(select(Squad))},
            {person.number: person for person in db.session.scalars(select(StaffMember))},
            {venue.name: venue for venue in db.session.scalars(select(Venue))},
            {activity.slug: activity for activity in db.session.scalars(select(Activity))},
        )

    @staticmethod
    def of(sessions: Iterable[DatedSession]) -> Known:
        """Only those that these sessions name."""
        every = list(sessions)
        numbers = {one for session in every for one in session.staff}
        squads = db.session.scalars(select(Squad))
        people = db.session.scalars(select(StaffMember).where(StaffMember.number.in_(numbers)))
        venues = db.session.scalars(select(Venue).where(Venue.name.in_({one.venue for one in every})))
        slugs = {one.activity for one in every}
        activities = db.session.scalars(select(Activity).where(Activity.slug.in_(slugs)))
        return Known(
            {squad_code(squad): squad for squad in squads},
            {person.number: person for person in people},
            {venue.name: venue for venue in venues},
            {activity.slug: activity for activity in activities},
        )

    def fill(self, row: TeamSession, one: DatedSession) -> TeamSession:
        """Give a row everything of a session; its posts are kept where the people stay."""
        row.activity, row.venue = self.activities[one.activity], self.venues[one.venue]
        row.day, row.period, row.lessons, row.week, row.term = one.day, one.period, one.lessons, one.week, one.term
        row.squads = [self.squads[code] for code in one.squads]
        self._fill_posts(row, one)
        return row

    def _fill_posts(self, row: TeamSession, one: DatedSession) -> None:
        roles = [post["role"] for post in self.activities[one.activity].posts]
        held = list(row.posts)
        for position, person in enumerate(one.staff):
            if position == len(held):
                held.append(SessionPost(position=position))
            held[position].staff, held[position].role = self.staff[person], roles[position]
        row.posts = held[: len(one.staff)]
