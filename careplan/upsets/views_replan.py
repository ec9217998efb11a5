"""The fallen sessions planned anew: asked for, compared with the schedule in force, accepted or left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.jobs.models import Job
from careplan.jobs.operations import ask_for_job
from careplan.plans.problem import slot_id
from careplan.scheduling.solution import Session
from careplan.school.calendar import Slot
from careplan.sessions.schedule_queries import published_schedule, stored_problem
from careplan.upsets.force_operations import accept
from careplan.upsets.jobs import REPLAN, stored_moves
from careplan.upsets.load import load_in_force
from careplan.upsets.replanning import Move
from careplan.upsets.views_words import blueprint, cause_words, joined, names_now, say_behind
from careplan.web.guard import user

SECONDS = 4


@blueprint.post("/replan", endpoint="replan")
def replan() -> Response:
    query = select(Job).where(Job.kind == REPLAN, Job.state.in_(["queued", "running"]))
    job = db.session.scalars(query.order_by(Job.id.desc())).first()
    if job is None:
        job = ask_for_job(kind=REPLAN, arguments={"seconds": SECONDS}, requested_by=user().id)
    return redirect(job.result["url"] if job.result.get("url") else url_for("jobs.status", job_id=job.id))


def _proposal(job_id: int) -> Job:
    job = db.session.scalars(select(Job).where(Job.id == job_id, Job.kind == REPLAN)).one_or_none()
    return job if job is not None and job.result else abort(404)


@dataclass(frozen=True, slots=True)
class Side:
    """A session before or after, for reading."""

    day: date
    period: int
    venue: str
    staff: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the comparison; `same`: which parts stay as they were."""

    activity: str
    squads: str
    before: Side | None
    after: Side | None

    @property
    def same(self) -> frozenset[str]:
        if self.before is None or self.after is None:
            return frozenset()
        parts = ("day", "period", "venue", "staff")
        return frozenset(part for part in parts if getattr(self.before, part) == getattr(self.after, part))


@blueprint.get("/replan/<int:job_id>", endpoint="proposal")
def proposal(job_id: int) -> str:
    """What would change, beside what is in force; nothing has changed yet."""
    job = _proposal(job_id)
    result, names = job.result, names_now()
    if "moves" not in result:
        return _stuck(result.get("why", []), names)
    in_force = published_schedule()
    stale = in_force is None or in_force.id != result["version"]
    return render_template(
        "upsets/proposal.html",
        job=job,
        lines=[] if stale else _lines(stored_moves(result), names),
        people=joined([names.get(one, one) for one in result["people"]]),
        squads=joined([names.get(one, one) for one in result["squads"]]),
        counts={"people": len(result["people"]), "squads": len(result["squads"]), "unchanged": result["unchanged"]},
        stale=stale,
    )


def _stuck(why: list[dict[str, str]], names: dict[str, str]) -> str:
    """Nothing fits in: the rules that keep the fallen sessions out, and what can be done."""
    now = load_in_force()
    fallen = [one for one in now.fallen if one.moves] if now else []
    return render_template(
        "upsets/stuck.html", why=why, fallen=fallen, names=names, cause_words=cause_words, joined=joined
    )


def _lines(moves: tuple[Move, ...], names: dict[str, str]) -> list[Line]:
    now = load_in_force()
    problem = stored_problem(now.version) if now else None
    if problem is None:
        return []
    groups = {group.id: group.squads for group in problem.groups}
    slots = {slot.id: (slot.date, slot.period) for slot in problem.slots}
    slots |= _slots_of_today()

    def side(one: Session | None) -> Side | None:
        if one is None:
            return None
        day, period = slots[one.start]
        return Side(day, period, one.venue, joined([names.get(who, who) for who in one.staff]))

    found = []
    for move in moves:
        one = move.before or move.after
        assert one is not None
        squads = joined([names.get(squad, squad) for squad in groups.get(one.group, (one.group,))])
        found.append(Line(names.get(one.activity, one.activity), squads, side(move.before), side(move.after)))
    return sorted(found, key=lambda line: (line.before or line.after).day)  # type: ignore[union-attr]


def _slots_of_today() -> dict[str, tuple[date, int]]:
    """Lessons that the calendar has today: a make-up day may be newer than the schedule in force."""
    now = load_in_force()
    if now is None:
        return {}
    facts = now.school.facts
    lessons = facts.calendar.slots(lesson for squad in facts.squads for lesson in squad.lessons)
    return {slot_id(Slot(one.day, one.period, one.week, one.term)): (one.day, one.period) for one in lessons}


@blueprint.post("/replan/<int:job_id>/accept", endpoint="accept")
def accept_proposal(job_id: int) -> Response:
    job = _proposal(job_id)
    if "moves" not in job.result:
        abort(404)
    moves = stored_moves(job.result)
    words = _("Fallen sessions planned anew")
    effective = accept(actor_id=user().id, version_id=job.result["version"], moves=moves, words=words)
    db.session.commit()
    flash(_("The new times and places are in force."), "success")
    say_behind(effective)
    return redirect(url_for("upsets.upsets"))
