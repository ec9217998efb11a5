"""What has fallen, what is marked, and from here everything else."""

from __future__ import annotations

from flask import render_template
from sqlalchemy import select

from careplan.clock import today
from careplan.db import db
from careplan.jobs.models import Job
from careplan.school.models import CalendarDay
from careplan.school.queries_upsets import away_from, closed_from
from careplan.upsets.beside import parts_when_away
from careplan.upsets.forms import AWAY_WORDS, CLOSURE_WORDS
from careplan.upsets.jobs import REPLAN
from careplan.upsets.load import load_in_force
from careplan.upsets.views_words import blueprint, cause_words, joined, names_now

NEXT = 4


@blueprint.get("/", endpoint="upsets")
def overview() -> str:
    now = load_in_force()
    fallen = now.fallen if now else ()
    return render_template(
        "upsets/upsets.html",
        now=now,
        people=[one for one in fallen if not one.moves],
        moving=[one for one in fallen if one.moves],
        names=names_now(),
        cause_words=cause_words,
        joined=joined,
        away=away_from(today()),
        closed=closed_from(today()),
        days=_days(),
        away_words=AWAY_WORDS,
        closure_words=CLOSURE_WORDS,
        running=_running(),
        beside=parts_when_away(),
    )


def _days() -> list[CalendarDay]:
    """The next closed and make-up days."""
    query = select(CalendarDay).where(CalendarDay.day >= today(), CalendarDay.kind.in_(["closed", "makeup"]))
    return list(db.session.scalars(query.order_by(CalendarDay.day).limit(NEXT)))


def _running() -> Job | None:
    """A re-plan under way."""
    query = select(Job).where(Job.kind == REPLAN, Job.state.in_(["queued", "running"]))
    return db.session.scalars(query.order_by(Job.id.desc())).first()
