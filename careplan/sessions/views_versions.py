"""Pages of the schedule's versions: make, read, publish, discard."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from careplan.accounts.models import User
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.jobs.models import Job
from careplan.jobs.operations import ask_for_job
from careplan.plans.queries import current_year, plan_of
from careplan.scheduling.judge import judge
from careplan.scheduling.problem import Problem
from careplan.scheduling.rules import WISHES
from careplan.scheduling.sentences import sentence
from careplan.school.models import Goal
from careplan.sessions.compare_load import load_comparison
from careplan.sessions.draft_forms import NameForm
from careplan.sessions.draft_queries import open_version
from careplan.sessions.forms import MakeForm
from careplan.sessions.impossible_load import findings_in_words
from careplan.sessions.jobs import GENERATE, MAKE
from careplan.sessions.load import dated_sessions, names_of
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.publish_load import exceptions_of, signers
from careplan.sessions.publish_operations import discard_schedule, publish_schedule
from careplan.sessions.schedule_queries import published_schedule, schedule_versions, stored_problem, stored_solution
from careplan.sessions.session_queries import Wanted, choices_of, find_sessions
from careplan.sessions.version_figures import Quality, SquadYear, loads, squad_years
from careplan.sessions.views_rights import UNPUBLISHED, blueprint, check_seen, may_see_version, version_or_404
from careplan.web.filters import in_english, may
from careplan.web.guard import roles, user
from careplan.web.query import query_int


@blueprint.get("/versions")
def versions() -> str:
    """All versions that this person may see, and the form that makes a new one."""
    return _versions_page(MakeForm())


def _versions_page(form: MakeForm) -> str:
    year = current_year()
    plan = plan_of(year) if year else None
    running = _running()
    return render_template(
        "sessions/versions.html",
        versions=[(one, _quality(one)) for one in schedule_versions() if may_see_version(one)],
        makers=_makers(),
        plan=plan,
        year=year,
        form=form,
        draft=open_version(),
        running=running,
        findings=findings_in_words(plan) if plan and not running and may("sessions.make", "POST") else [],
    )


def _makers() -> dict[int, str]:
    """The names of those who make and publish, by account."""
    return {row.id: row.display_name for row in db.session.scalars(select(User))}


def _quality(version: ScheduleVersion) -> Quality | None:
    if version.objective is None or version.bound is None:
        return None
    return Quality(version.objective, version.bound)


def _running() -> Job | None:
    """A schedule being made just now."""
    query = select(Job).where(Job.kind == MAKE, Job.state.in_(["queued", "running"]))
    return db.session.scalars(query.order_by(Job.id.desc())).first()


@blueprint.post("/versions/make")
def make() -> Any:
    year = current_year() or abort(404)
    plan = plan_of(year) or abort(404)
    form = MakeForm()
    if not form.validate_beside(open_version() is not None):
        return _versions_page(form), 422
    running = _running()
    if running is None:
        arguments = {"plan": plan.id, "seconds": form.seconds.data, "replace": form.replace.data}
        running = ask_for_job(kind=MAKE, arguments=arguments, requested_by=user().id)
    elif running.requested_by != user().id:
        raise Refused(_("Somebody else is making a schedule just now. Please wait until it is done."))
    return redirect(url_for("jobs.status", job_id=running.id))


@blueprint.get("/versions/impossible/<int:job_id>")
def impossible(job_id: int) -> str:
    """Why no schedule can be made: the rules that cannot hold together, in sentences."""
    job = db.session.scalars(select(Job).where(Job.id == job_id, Job.kind.in_([MAKE, GENERATE]))).one_or_none()
    if job is None or not job.result.get("conflict"):
        abort(404)
    return render_template(
        "sessions/impossible.html",
        job=job,
        conflict=job.result["conflict"],
        repairs=job.result.get("repairs", []),
        exhausted=job.result.get("exhausted", False),
    )


@blueprint.get("/versions/<int:version_id>")
def version(version_id: int) -> str:
    """A version: how good, each goal for each squad, lessons of each leader, the list of sessions."""
    found = version_or_404(version_id)
    year = current_year() or abort(404)
    problem, sessions = stored_problem(found), dated_sessions(found)
    language = "en" if in_english() else "zh"
    in_force = published_schedule()
    wanted = Wanted(found.id, None, None, query_int("squad"), query_int("leader"), query_int("venue"))
    return render_template(
        "sessions/version.html",
        version=found,
        quality=_quality(found),
        in_force=in_force,
        changes=load_comparison(in_force, found).found if in_force and found.state == "draft" else None,
        year=year,
        signed=exceptions_of(found),
        signers=signers(exceptions_of(found)),
        names=names_of(year.start_year, language),
        makers=_makers(),
        blocks=_blocks(squad_years(problem, sessions)),
        goals={goal.code: goal for goal in db.session.scalars(select(Goal))},
        loads=_loads_to_show(loads(problem, sessions)),
        wishes=_wishes(problem, found, language) if roles() & UNPUBLISHED else [],
        choices=choices_of(found),
        wanted=wanted,
        lines=find_sessions(wanted, today()) if wanted.squad_id or wanted.staff_id or wanted.venue_id else None,
        total=len(sessions),
    )


def _blocks(years: tuple[SquadYear, ...]) -> list[tuple[tuple[str, ...], list[SquadYear]]]:
    """Squads with the same goals together: a table for each band."""
    return [(goals, list(rows)) for goals, rows in groupby(years, key=lambda one: tuple(one.goals))]


def _loads_to_show(found: Any) -> Any:
    """Those who lead the school see its pattern; everybody else their own line only."""
    if roles() & UNPUBLISHED:
        return found
    staff = user().staff
    own = staff.number if staff else None
    return [one for one in found if one.staff == own]


def _wishes(problem: Problem, found: ScheduleVersion, language: str) -> list[tuple[str, int, int]]:
    """Each preference in words, how often it is not met, and its points: what the penalty is made of."""
    verdict = judge(problem, stored_solution(found).sessions)
    weights = problem.weights
    return [
        (sentence(problem, wish.name, language), verdict.penalties[wish.name], getattr(weights, wish.name))
        for wish in WISHES
        if getattr(weights, wish.name)
    ]


@blueprint.post("/versions/<int:version_id>/publish")
def publish(version_id: int) -> Response:
    name, found = NameForm(), version_or_404(version_id)
    check_seen(found)
    if "name" in request.form and not name.validate():
        flash(" ".join(name.name.errors), "danger")
        return redirect(url_for("sessions.desk", version_id=found.id))
    given = name.name.data if "name" in request.form else None
    publish_schedule(actor_id=user().id, version=found, name=given)
    db.session.commit()
    flash(_("The schedule is in force now."), "success")
    return redirect(url_for("sessions.calendar"))


@blueprint.post("/versions/<int:version_id>/discard")
def discard(version_id: int) -> Response:
    discard_schedule(actor_id=user().id, version=version_or_404(version_id))
    db.session.commit()
    flash(_("The draft is put aside."), "success")
    return redirect(url_for("sessions.versions"))
