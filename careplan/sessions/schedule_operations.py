"""Make a schedule for the year plan, publish it, discard it."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _
from sqlalchemy import func, select

from careplan.activities.models import Activity
from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused
from careplan.plans.load import load_problem, squad_code
from careplan.plans.models import YearPlan
from careplan.scheduling import solve
from careplan.scheduling.json_place import Place
from careplan.scheduling.judge import judge
from careplan.scheduling.problem import Problem
from careplan.scheduling.problem_file import read_problem
from careplan.scheduling.problem_json import problem_json
from careplan.scheduling.solution import Session, Solution
from careplan.scheduling.solution_file import read_solution, solution_json
from careplan.school.models import Squad, StaffMember, Venue
from careplan.sessions.models import ScheduleVersion, SessionPost, TeamSession
from careplan.sessions.schedule_files import DatedSession, dated, keeping, pack, unpack
from careplan.sessions.schedule_queries import is_recorded, published_schedule, sessions_of

OnProgress = Callable[[int | None, int | None, float], None]
WORKERS = 2


class NoSchedule(Refused):
    """There is no legal plan, or none was found in time. `conflict`: rule references that cannot all hold."""

    def __init__(self, words: str, conflict: tuple[str, ...] = ()) -> None:
        super().__init__(words)
        self.conflict = conflict


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
    problem = _problem_now(plan)
    plan_id = plan.id
    db.session.rollback()  # nothing is held while the solver works
    solution = solve(
        problem, seconds=seconds, workers=WORKERS, seed=seed, on_progress=on_progress, should_stop=should_stop
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


def _problem_now(plan: YearPlan) -> Problem:
    problem = load_problem(plan)
    in_force = published_schedule()
    if in_force is None:
        return problem
    before = plan_in_force(in_force)
    done = {_key(one) for one in sessions_of(in_force) if is_recorded(one)}
    recorded = tuple(
        session
        for session, day in zip(before, dated(stored_problem(in_force), before), strict=True)
        if _dated_key(day) in done
    )
    return keeping(problem, recorded, before)


def stored_problem(version: ScheduleVersion) -> Problem:
    """The problem that a schedule was made from."""
    return read_problem(Place("", unpack(version.problem)))


def stored_solution(version: ScheduleVersion) -> Solution:
    """The solution as the solver gave it."""
    return read_solution(Place("", unpack(version.solution)))


def plan_in_force(version: ScheduleVersion) -> tuple[Session, ...]:
    """The sessions of a stored schedule in order of time."""
    problem, sessions = stored_problem(version), stored_solution(version).sessions
    days = {slot.id: (slot.date, slot.period) for slot in problem.slots}
    groups = {group.id: group.squads for group in problem.groups}
    return tuple(sorted(sessions, key=lambda one: (*days[one.start], groups[one.group])))


def _key(row: TeamSession) -> tuple[object, ...]:
    return row.day, row.period, row.activity.slug, frozenset(squad_code(squad) for squad in row.squads)


def _dated_key(one: DatedSession) -> tuple[object, ...]:
    return one.day, one.period, one.activity, frozenset(one.squads)


def _check(problem: Problem, solution: Solution) -> None:
    if solution.status == "infeasible":
        raise NoSchedule(_("The plan's rules cannot all be met together."), solution.conflict)
    if solution.status == "unknown":
        raise NoSchedule(_("No schedule was found in the time given. Try again with more time."))
    faults = judge(problem, solution.sessions).faults
    if faults:
        raise NoSchedule(_("The schedule found breaks %(n)s rules and is not kept.", n=len(faults)))


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


def publish_schedule(*, actor_id: int | None, version: ScheduleVersion) -> None:
    """Put a draft into force. What was already held moves over untouched.

    Refused when it is no draft, when the plan is not approved, or when the draft breaks a rule as things stand today.
    """
    plan = db.session.get_one(YearPlan, version.plan_id)
    if version.state != "draft":
        raise Refused(_("Only a draft can be published."))
    if plan.state != "approved":
        raise Refused(_("The year plan must be approved by the principal before its schedule is published."))
    _check_again(plan, version)
    former = published_schedule()
    if former is not None:
        _move_recorded(former, version)
        former.state = "superseded"
    version.state, version.published_at, version.published_by = "published", now(), actor_id
    db.session.flush()
    record(actor_id=actor_id, action="publish", entity="schedule_version", entity_id=version.id)


def _check_again(plan: YearPlan, version: ScheduleVersion) -> None:
    """Judge the draft as things stand today; what was already held is beyond judging."""
    sessions = plan_in_force(version)
    former = published_schedule()
    done = {_key(one) for one in sessions_of(former) if is_recorded(one)} if former else set()
    days = dated(stored_problem(version), sessions)
    over = {place for place, day in enumerate(days) if _dated_key(day) in done}
    faults = [
        fault
        for fault in judge(load_problem(plan), sessions).faults
        if not fault.sessions or not set(fault.sessions) <= over
    ]
    if faults:
        raise Refused(
            _(
                "Since this draft was made, things changed and it now breaks %(n)s rules. Please make it anew.",
                n=len(faults),
            )
        )


def _move_recorded(former: ScheduleVersion, version: ScheduleVersion) -> None:
    drafted = {_key(one): one for one in sessions_of(version)}
    for row in sessions_of(former):
        if is_recorded(row):
            twin = drafted.get(_key(row))
            if twin is not None:
                db.session.delete(twin)
            row.schedule_id = version.id


def discard_schedule(*, actor_id: int | None, version: ScheduleVersion) -> None:
    """Put a draft aside; it stays in the list of versions."""
    if version.state != "draft":
        raise Refused(_("Only a draft can be discarded."))
    version.state = "discarded"
    record(actor_id=actor_id, action="discard", entity="schedule_version", entity_id=version.id)
