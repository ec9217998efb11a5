"""What is in the way: raised by those who lead, answered by the principal or the head counselor (S38, S44)."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.access.roles import HEAD_COUNSELOR, PRINCIPAL
from careplan.clock import local, today
from careplan.db import db
from careplan.errors import Refused
from careplan.sessions.models import TeamSession
from careplan.sessions.session_queries import SquadNames
from careplan.sessions.views_rights import is_concerned, session_or_404
from careplan.voices.forms import ObstacleAnswerForm, ObstacleForm
from careplan.voices.models import Obstacle
from careplan.voices.obstacle_operations import Answer, answer_obstacle, raise_obstacle, see_answer, solve_obstacle
from careplan.voices.obstacle_queries import Raised, may_read, obstacle_named, obstacles_for, told
from careplan.voices.obstacles import BREACH, KINDS, LEADERS, OUTCOMES, age, standing
from careplan.voices.views_rights import blueprint
from careplan.web.filters import in_english
from careplan.web.guard import roles, user
from careplan.web.query import query_choice, query_int

SHOWN = ("open", "answered", "breaches", "all")


@blueprint.app_template_filter("obstacle_word")
def obstacle_word(code: str) -> str:
    """A kind, a leader or what becomes of it, in the reader's language."""
    return {**KINDS, **LEADERS, **OUTCOMES}[code][in_english()]


@blueprint.get("/voices/obstacles")
def obstacles() -> str:
    """Those without an answer, the oldest first, with the figures that count them all."""
    rows = obstacles_for(user().id, roles())
    shown = query_choice("show", SHOWN, "open" if any(one.row.answered_at is None for one in rows) else "all")
    kept = {
        "open": [one for one in rows if one.row.answered_at is None],
        "answered": [one for one in rows if one.row.answered_at is not None],
        "breaches": [one for one in rows if one.row.kind == BREACH],
        "all": rows,
    }
    return render_template(
        "voices/obstacles.html",
        rows=kept[shown],
        counts={name: len(found) for name, found in kept.items()},
        shown=shown,
        standing=standing(told(rows), today()),
        names=SquadNames.now(),
        answers=bool(roles() & {PRINCIPAL, HEAD_COUNSELOR}),
        waited=_waited,
    )


def _waited(one: Raised) -> int:
    """Days it waits, or waited for the first answer."""
    until = local(one.row.answered_at).date() if one.row.answered_at else today()
    return age(local(one.row.raised_at).date(), until)


@blueprint.get("/voices/obstacles/new", endpoint="obstacle_new")
@blueprint.post("/voices/obstacles/new", endpoint="obstacle_new")
def obstacle_new() -> Any:
    """Raise one, about ?session= or in general."""
    about = _about(query_int("session"))
    form = ObstacleForm(data={"leader": HEAD_COUNSELOR})
    form.offer()
    if HEAD_COUNSELOR in roles():
        form.leader.choices = [one for one in form.leader.choices or [] if one[0] == PRINCIPAL]
        form.leader.data = PRINCIPAL
    if form.validate_on_submit():
        raise_obstacle(
            actor_id=user().id,
            kind=form.kind.data,
            words=form.words.data or "",
            leader=form.leader.data,
            team_session_id=about.id if about else None,
        )
        db.session.commit()
        flash(_("Sent. You see the answer on your first page."), "success")
        return redirect(url_for("voices.obstacles"))
    back = url_for("sessions.session", session_id=about.id) if about else url_for("voices.obstacles")
    shown = {"form": form, "about": about, "back": back, "names": SquadNames.now()}
    return render_template("voices/obstacle_new.html", **shown), 422 if form.is_submitted() else 200


def _about(session_id: int | None) -> TeamSession | None:
    if session_id is None:
        return None
    found = session_or_404(session_id)
    if found.schedule.state != "published" or not (is_concerned(found) or HEAD_COUNSELOR in roles()):
        abort(404)
    return found


def _readable(obstacle_id: int) -> Obstacle:
    row = obstacle_named(obstacle_id)
    if row is None or not may_read(row, user().id, roles()):
        abort(404)
    return row


def _may_answer(row: Obstacle) -> bool:
    return row.leader in roles()


@blueprint.get("/voices/obstacles/<int:obstacle_id>")
def obstacle(obstacle_id: int) -> str:
    """One obstacle with its answer."""
    row = _readable(obstacle_id)
    form = ObstacleAnswerForm(formdata=None, obj=row)
    form.offer()
    form.open_for(row)
    return _obstacle_page(row, form)


def _obstacle_page(row: Obstacle, form: ObstacleAnswerForm, stale: bool = False) -> str:
    found = next(one for one in obstacles_for(user().id, roles()) if one.row.id == row.id)
    return render_template(
        "voices/obstacle.html",
        found=found,
        row=row,
        form=form,
        stale=stale,
        may_answer=_may_answer(row),
        is_own=row.raised_by == user().id,
        waited=_waited(found),
        names=SquadNames.now(),
    )


@blueprint.post("/voices/obstacles/<int:obstacle_id>/answer")
def obstacle_answer(obstacle_id: int) -> Any:
    row = _answerable(obstacle_id)
    form = ObstacleAnswerForm()
    form.offer()
    if form.is_stale(row):
        form.version.data = str(row.version)
        return _obstacle_page(row, form, stale=True), 409
    if form.validate():
        answer = Answer(form.answer.data or "", form.outcome.data, form.due_on.data)
        try:
            answer_obstacle(actor_id=user().id, row=row, answer=answer)
        except Refused as refused:
            db.session.rollback()
            form.due_on.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("Answered. It is seen on the first page of who asked."), "success")
            return redirect(url_for("voices.obstacle", obstacle_id=obstacle_id))
    return _obstacle_page(row, form), 422


def _answerable(obstacle_id: int) -> Obstacle:
    row = _readable(obstacle_id)
    if not _may_answer(row):
        abort(403)
    return row


@blueprint.post("/voices/obstacles/<int:obstacle_id>/solve")
def obstacle_solve(obstacle_id: int) -> Response:
    solve_obstacle(actor_id=user().id, row=_answerable(obstacle_id))
    db.session.commit()
    flash(_("Noted as solved."), "success")
    return redirect(url_for("voices.obstacle", obstacle_id=obstacle_id))


@blueprint.post("/voices/obstacles/<int:obstacle_id>/seen")
def obstacle_seen(obstacle_id: int) -> Response:
    see_answer(actor_id=user().id, row=_readable(obstacle_id))
    db.session.commit()
    return redirect(url_for("home.today"))
