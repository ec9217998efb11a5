"""Add one session to an empty lesson of a draft by a form: first the activity, then place and people."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request
from sqlalchemy import select

from careplan.activities.models import Activity
from careplan.db import db
from careplan.scheduling.problem import Slot
from careplan.sessions.alternatives import Asking
from careplan.sessions.board_load import Ids
from careplan.sessions.desk_load import Reading, load_reading, post_roles
from careplan.sessions.draft_forms import SessionForm, session_form
from careplan.sessions.draft_operations import reader_language, try_step
from careplan.sessions.findings import Effect
from careplan.sessions.ground import Ground
from careplan.sessions.moves import add_words
from careplan.sessions.views_edit import made
from careplan.sessions.views_rights import blueprint, draft_or_404
from careplan.web.filters import word
from careplan.web.query import query_date, query_int, query_text


@blueprint.get("/draft/<int:version_id>/add")
def add_session(version_id: int) -> str:
    """?squad=&day=&period=: choose the activity; with ?activity= place and people, as they suit it best."""
    reading, squad, slot = _asked(version_id)
    group = _group(reading, squad, query_text("activity"))
    if group is None:
        return _page(reading, squad, slot, None, None)
    form = _form(reading, group, slot)
    activity = reading.desk.judge.index.activities[query_text("activity")]
    first = Asking(reading.desk, reading.fixing, reading.language, reading.names).filling(activity, group, slot.id)
    form.edit.data, form.start.data = str(reading.version.edits), slot.id
    if first is not None:
        form.venue.data = first.venue
        for field, person in zip(form.posts, first.staff, strict=True):
            field.data = person
    return _page(reading, squad, slot, form, None)


@blueprint.post("/draft/<int:version_id>/add")
def put_session(version_id: int) -> Any:
    """Look first what it would do, or add it."""
    reading, squad, slot = _asked(version_id)
    group = _group(reading, squad, query_text("activity")) or abort(404)
    form = _form(reading, group, slot)
    if not form.validate():
        return _page(reading, squad, slot, form, None), 422
    new = form.session(query_text("activity"), group)
    effect = try_step(version=reading.version, out=(), into=(new,))[1]
    if effect.blocking or "check" in request.form:
        return _page(reading, squad, slot, form, effect), 422 if effect.blocking else 200
    return made(reading, (), (new,), add_words(reading.desk, new, reading.language, reading.names))


def _asked(version_id: int) -> tuple[Reading, str, Slot]:
    reading = load_reading(draft_or_404(version_id), reader_language())
    squad = Ids.now().squads.get(query_int("squad") or 0, "")
    day, period = query_date("day"), query_int("period")
    slot = reading.desk.judge.index.at.get((day, period)) if day and period else None
    if squad not in reading.desk.judge.index.squads or slot is None:
        abort(404)
    return reading, squad, slot


def _group(reading: Reading, squad: str, activity: str) -> str | None:
    """The squad alone or its whole grade, as the activity is meant."""
    index = reading.desk.judge.index
    groups = index.activities[activity].groups if activity in index.activities else ()
    return next((one for one in groups if squad in index.groups[one].squads), None)


def _form(reading: Reading, group: str, slot: Slot) -> SessionForm:
    slug = query_text("activity")
    here = Ground(slot.date, slot.period, slot.week, None, None, ())
    roles = [word(role, "post") for role in post_roles(slug)]
    index = reading.desk.judge.index
    return session_form(index, index.activities[slug], group, (here,), roles, reading.names)


def _page(reading: Reading, squad: str, slot: Slot, form: SessionForm | None, effect: Effect | None) -> str:
    rest = form.show(effect.blocking) if form and effect else []
    suited = [one.id for one in reading.desk.problem.activities if _group(reading, squad, one.id)]
    titles = select(Activity.slug, Activity.method).where(Activity.slug.in_(suited))
    methods = {slug: word(method, "method") for slug, method in db.session.execute(titles)}
    return render_template(
        "sessions/add_session.html",
        version=reading.version,
        squad=squad,
        slot=slot,
        form=form,
        effect=effect,
        rest=rest,
        names=reading.names,
        activity=query_text("activity"),
        activities=[(one, f"{reading.names.get(one, one)} · {methods.get(one, '')}") for one in suited],
        asked={"squad": query_int("squad"), "day": slot.date.isoformat(), "period": slot.period},
    )
