"""Facts about the school's work: plan, schedule, sessions, attendance, reports."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from sqlalchemy import DateTime, column, or_, select, table

from careplan.activities.models import Activity
from careplan.clock import local
from careplan.db import current_school_id, db
from careplan.indicators import facts
from careplan.indicators.span import Span
from careplan.plans.models import PlanGoal, YearPlan
from careplan.school.calendar import YearCalendar
from careplan.school.models import Band, Goal, SquadLesson, Venue
from careplan.seeds.load import shipped_vocabulary
from careplan.sessions.models import Attendance, ScheduleVersion, SessionPost, SessionSquad, TeamSession

# the reports stand downstream, so their table is known by its name only; it has no scope of its own here
REPORTS = table("report", column("id"), column("school_id"), column("year_id"), column("signed_at", DateTime))


def plan(span: Span) -> facts.YearPlan | None:
    """The year's plan with its goals; None when nobody has begun one."""
    row = db.session.scalars(select(YearPlan).where(YearPlan.year_id == span.year_id).order_by(YearPlan.id)).first()
    if row is None:
        return None
    query = (
        select(Band.code, Goal.code, PlanGoal.minimum, PlanGoal.target)
        .join(Goal, Goal.id == PlanGoal.goal_id)
        .join(Band, Band.id == Goal.band_id)
        .where(PlanGoal.plan_id == row.id)
        .order_by(Goal.position, Goal.id)
    )
    decided = local(row.decided_at).date() if row.decided_at and row.state == "approved" else None
    return facts.YearPlan(
        id=str(row.id),
        state=row.state,
        submitted_on=local(row.submitted_at).date() if row.submitted_at else None,
        approved_on=decided,
        goal_targets=tuple(facts.GoalTarget(*target) for target in db.session.execute(query)),
        budget_fen=row.budget_fen,
        psych_lessons_per_term=row.term_minimum,
    )


def reserved_lessons() -> tuple[facts.ReservedLesson, ...]:
    """The weekly lessons kept for the squads."""
    query = select(SquadLesson.squad_id, SquadLesson.weekday, SquadLesson.period).order_by(SquadLesson.id)
    return tuple(facts.ReservedLesson(str(s), weekday, period) for s, weekday, period in db.session.execute(query))


def schedule_versions(span: Span) -> tuple[facts.ScheduleVersion, ...]:
    """Versions of the year's schedule that were published by the day."""
    query = select(ScheduleVersion.id, ScheduleVersion.edition, ScheduleVersion.published_at).where(
        ScheduleVersion.plan_id.in_(_plans(span)), ScheduleVersion.published_at.is_not(None)
    )
    rows = db.session.execute(query.order_by(ScheduleVersion.id))
    made = (facts.ScheduleVersion(str(i), edition or 0, local(at).date()) for i, edition, at in rows if at)
    return tuple(version for version in made if version.published_on <= span.as_of)


def _plans(span: Span) -> Any:
    return select(YearPlan.id).where(YearPlan.year_id == span.year_id)


def counting(span: Span) -> Any:
    """The sessions that count: all of the schedule in force, and what an older one has already held."""
    in_force = ScheduleVersion.state == "published"
    held_before = (ScheduleVersion.state == "superseded") & (TeamSession.state == "held")
    return (TeamSession.schedule_id == ScheduleVersion.id) & (
        ScheduleVersion.plan_id.in_(_plans(span)) & or_(in_force, held_before)
    )


def sessions(
    span: Span,
    calendar: YearCalendar,
    reserved: tuple[facts.ReservedLesson, ...],
    led: Mapping[str, int],
) -> tuple[facts.TeamSession, ...]:
    """Every session of the year with its activity's marks; `led`: children who led, by session with a list."""
    query = (
        select(
            *(TeamSession.id, TeamSession.day, TeamSession.period, TeamSession.term, TeamSession.week),
            *(TeamSession.lessons, TeamSession.state, TeamSession.planned, TeamSession.reason),
            *(TeamSession.parents_came, Venue.kind, Venue.off_campus, Activity.slug, Activity.goals),
            *(Activity.method, Activity.strand, Activity.channel, Activity.tier, Activity.domains),
            *(Activity.abilities, Activity.principles, Activity.audiences, Activity.posts),
        )
        .select_from(TeamSession)
        .join(ScheduleVersion, counting(span))
        .join(Activity, Activity.id == TeamSession.activity_id)
        .join(Venue, Venue.id == TeamSession.venue_id)
        .order_by(TeamSession.day, TeamSession.id)
    )  # fmt: skip
    squads, posts, serving = _squads_of_sessions(), _posts(), _serving()
    kept = {(r.squad_id, r.weekday, r.lesson) for r in reserved}
    rows = db.session.execute(query).all()
    weekdays = {day: calendar.lessons_of(day) for day in {row.day for row in rows}}
    return tuple(
        _session(row, squads[row.id], posts[row.id], serving, _in_kept(row, squads[row.id], weekdays, kept), led)
        for row in rows
    )


def _session(
    row: Any,
    squads: tuple[str, ...],
    posts: list[tuple[int, str, int]],
    serving: Mapping[str, tuple[str, ...]],
    in_kept: bool | None,
    led: Mapping[str, int],
) -> facts.TeamSession:
    method = shipped_vocabulary().methods.get(row.method)
    return facts.TeamSession(
        id=str(row.id),
        on=row.day,
        term=row.term,
        week=row.week,
        squad_ids=squads,
        activity_id=row.slug,
        goals=tuple(dict.fromkeys(goal for code in row.goals for goal in serving.get(code, (code,)))),
        method=row.method,
        strand=row.strand,
        channel=row.channel,
        tier=row.tier,
        lessons=row.lessons,
        venue_kind=row.kind,
        state=row.state,
        off_campus=row.off_campus,
        interactive=method is not None and method.interactive,
        experiential=method is not None and method.experiential,
        audiences=frozenset(row.audiences),
        principles=frozenset(row.principles),
        domains=frozenset(row.domains),
        abilities=frozenset(row.abilities),
        posts=tuple(facts.Post(role, str(staff), _asked(row.posts, position)) for position, role, staff in posts),
        cancel_reason=row.reason,
        excused=row.state == "cancelled" and bool(row.reason.strip()),
        extra=not row.planned,
        in_reserved_lesson=in_kept,
        parents_count=row.parents_came,
        child_led_count=led.get(str(row.id)),
    )


def _asked(posts: list[dict[str, str]], position: int) -> str:
    """The qualification that the activity asks for a post; "" where the activity has no such post any more."""
    return posts[position].get("qualification", "") if 0 <= position < len(posts) else ""


def _in_kept(
    row: Any, squads: tuple[str, ...], weekdays: Mapping[date, int | None], kept: set[tuple[str, int, int]]
) -> bool | None:
    """Whether a session lies in a kept lesson of all its squads; None when one of them has none."""
    if not squads or not {squad for squad, _, _ in kept} >= set(squads):
        return None
    weekday = weekdays[row.day]
    return weekday is not None and all((squad, weekday, row.period) in kept for squad in squads)


def _squads_of_sessions() -> defaultdict[int, tuple[str, ...]]:
    query = (
        select(SessionSquad.team_session_id, SessionSquad.squad_id)
        .join(TeamSession, TeamSession.id == SessionSquad.team_session_id)
        .order_by(SessionSquad.squad_id)
    )
    found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    for session_id, squad_id in db.session.execute(query):
        found[session_id] += (str(squad_id),)
    return found


def _posts() -> defaultdict[int, list[tuple[int, str, int]]]:
    query = select(SessionPost.team_session_id, SessionPost.position, SessionPost.role, SessionPost.staff_id)
    found: defaultdict[int, list[tuple[int, str, int]]] = defaultdict(list)
    for session_id, position, role, staff_id in db.session.execute(query.order_by(SessionPost.position)):
        found[session_id].append((position, role, staff_id))
    return found


def _serving() -> dict[str, tuple[str, ...]]:
    """The school's goals that each goal code of the library serves."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for code, serves in db.session.execute(select(Goal.code, Goal.serves).order_by(Goal.id)):
        for served in dict.fromkeys([code, *serves]):
            found[served].append(code)
    return {code: tuple(goals) for code, goals in found.items()}


def attendance(span: Span) -> tuple[tuple[facts.Attendance, ...], dict[str, int]]:
    """The attendance of the year's sessions, and how many children led, by session."""
    query = (
        select(Attendance.team_session_id, Attendance.child_id, Attendance.state, Attendance.led)
        .join(TeamSession, TeamSession.id == Attendance.team_session_id)
        .join(ScheduleVersion, counting(span))
        .where(TeamSession.day <= span.last)
        .order_by(Attendance.team_session_id, Attendance.child_id)
    )
    rows, led = [], Counter[str]()
    for session_id, child_id, state, leads in db.session.execute(query):
        rows.append(facts.Attendance(str(session_id), str(child_id), cast(facts.AttendanceState, state)))
        led[str(session_id)] += int(leads)
    return tuple(rows), led


def reports(span: Span) -> tuple[facts.Report, ...]:
    """The annual reports signed for the year by the day; one that is only frozen is not issued yet."""
    query = select(REPORTS.c.id, REPORTS.c.signed_at).where(
        REPORTS.c.school_id == current_school_id(), REPORTS.c.year_id == span.year_id, REPORTS.c.signed_at.is_not(None)
    )
    made = (facts.Report(str(i), "annual", local(at).date()) for i, at in db.session.execute(query))
    return tuple(report for report in made if report.issued_on <= span.as_of)
