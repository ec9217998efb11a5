"""Make a schedule for the year plan and keep it as a draft."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _
from sqlalchemy import func, select

from careplan.activities.models import Activity
from careplan.audit.operations import record
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.plans.load import load_problem, squad_code
from careplan.plans.models import YearPlan
from careplan.scheduling.judge import judge
from careplan.scheduling.problem import Problem
from careplan.scheduling.problem_json import problem_json
from careplan.scheduling.solution import Repair, Solution
from careplan.scheduling.solution_file import solution_json
from careplan.scheduling.solver import solve
from careplan.school.models import Squad, StaffMember, Venue
from careplan.sessions.models import ScheduleVersion, SessionPost, TeamSession
from careplan.sessions.schedule_files import DatedSession, dated, pack
from careplan.sessions.schedule_keep import keeping, standing
from careplan.sessions.schedule_queries import (
    key_of,
    plan_in_force,
    published_schedule,
    sessions_of,
    stays,
    stored_problem,
)

OnProgress = Callable[[int | None, int | None, float], None]
WORKERS = 2


class NoSchedule(Refused):
    """There is no legal plan, or none was found in time.

    `conflict`: rule references that cannot all hold; `repairs`: ways out of it, each tried.
    """

    def __init__(
        self, words: str, problem: Problem, conflict: tuple[str, ...] = (), repairs: tuple[Repair, ...] = ()
    ) -> None:
        super().__init__(words)
        self.problem = problem
        self.conflict = conflict
        self.repairs = repairs


def make_schedule(
    *,
    actor_id: int | None,
    plan: YearPlan,
    seconds: float,
    seed: int = 1,
    on_progress: OnProgress | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> ScheduleVersion:
    """Solve the plan's problem and store the result as a draft; commits.

    The solver works on a snapshot outside any transaction, and its plan is judged by our own checker before it is
    stored. Raises NoSchedule with words when there is no plan.
    """
    own = load_problem(plan)
    problem = _problem_now(own)
    plan_id = plan.id
    db.session.rollback()  # nothing is held while the solver works
    solution = solve(
        problem,
        seconds=seconds,
        workers=WORKERS,
        seed=seed,
        standing=standing(own, problem),
        on_progress=on_progress,
        should_stop=should_stop,
    )
    _check(problem, solution)
    version = _store(plan_id, problem, solution, actor_id)
    record(
        actor_id=actor_id,
        action="make",
        entity="schedule_version",
        entity_id=version.id,
        detail={"status": solution.status, "objective": solution.objective, "bound": solution.bound},
    )
    db.session.commit()
    return version


def _problem_now(problem: Problem) -> Problem:
    """The plan's problem as things stand today; with a schedule in force, as a change of it."""
    in_force = published_schedule()
    if in_force is None:
        return problem
    before = plan_in_force(in_force)
    rows = sessions_of(in_force)
    staying = {key_of(one) for one in rows if stays(one, today())}
    called_off = {key_of(one) for one in rows if one.state == "cancelled"}
    pairs = list(zip(before, dated(stored_problem(in_force), before), strict=True))
    kept = tuple(one for one, day in pairs if day.key in staying)
    cancelled = tuple(one for one, day in pairs if day.key in called_off)
    return keeping(problem, kept, before, today(), cancelled)


def _check(problem: Problem, solution: Solution) -> None:
    if solution.status == "infeasible":
        words = _("The plan's rules cannot all be met together.")
        raise NoSchedule(words, problem, solution.conflict, solution.repairs)
    if solution.status == "unknown":
        raise NoSchedule(_("No schedule was found in the time given. Try again with more time."), problem)
    faults = judge(problem, solution.sessions).faults
    if faults:
        raise NoSchedule(_("The schedule found breaks %(n)s rules and is not kept.", n=len(faults)), problem)


def _store(plan_id: int, problem: Problem, solution: Solution, actor_id: int | None) -> ScheduleVersion:
    number = (db.session.scalar(select(func.max(ScheduleVersion.number))) or 0) + 1
    version = ScheduleVersion(
        plan_id=plan_id,
        number=number,
        status=solution.status,
        objective=solution.objective,
        bound=solution.bound,
        seconds=solution.seconds,
        problem=pack(problem_json(problem)),
        solution=pack(solution_json(solution)),
        made_at=now(),
        made_by=actor_id,
    )
    version.sessions = _rows(dated(problem, solution.sessions))
    db.session.add(version)
    db.session.flush()
    return version


def _rows(sessions: tuple[DatedSession, ...]) -> list[TeamSession]:
    squads = {squad_code(squad): squad for squad in db.session.scalars(select(Squad))}
    staff = {person.number: person for person in db.session.scalars(select(StaffMember))}
    venues = {venue.name: venue for venue in db.session.scalars(select(Venue))}
    activities = {activity.slug: activity for activity in db.session.scalars(select(Activity))}
    return [
        TeamSession(
            activity=activities[one.activity],
            venue=venues[one.venue],
            day=one.day,
            period=one.period,
            lessons=one.lessons,
            week=one.week,
            term=one.term,
            squads=[squads[code] for code in one.squads],
            posts=[
                SessionPost(
                    staff=staff[person], position=position, role=activities[one.activity].posts[position]["role"]
                )
                for position, person in enumerate(one.staff)
            ],
        )
        for one in sessions
    ]
