"""The calendar and the catalogue of trainings: what is planned, who goes, who came (S27)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from careplan.access.roles import HEAD_COUNSELOR, OFFICE, PRINCIPAL
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.school.queries import require_year
from careplan.training.models import PlannedTraining
from careplan.training.planned_forms import PlannedForm
from careplan.training.planned_operations import (
    cancel_training,
    finish_training,
    join_training,
    save_training,
    set_people,
)
from careplan.training.planned_queries import catalogue, drafts_made, planned_between, planned_by_id
from careplan.training.queries import active_staff, held_by_staff
from careplan.training.views_rights import blueprint
from careplan.training.words import CATEGORIES, CONTENTS, LEVELS
from careplan.web.guard import roles, user
from careplan.web.query import query_choice, query_date, query_int, query_text
from careplan.web.text import BadText, clean, whole_number

PLANNERS = frozenset({PRINCIPAL, HEAD_COUNSELOR, OFFICE})


def may_plan() -> bool:
    return bool(roles() & PLANNERS)


@blueprint.get("/calendar", endpoint="planned_list")
def planned_list() -> str:
    """The year's trainings by month, and the catalogue of courses; ?q= searches both."""
    year, text = require_year(), query_text("q")
    first, last = year.terms[0].starts_on.replace(day=1), year.terms[-1].ends_on.replace(month=8, day=31)
    rows = planned_between(first, last, text)
    return render_template(
        "training/planned_list.html",
        rows=rows,
        months=sorted({(row.starts_on.year, row.starts_on.month) for row in rows}),
        courses=catalogue(text),
        text=text,
        day=today(),
        own=user().staff_id,
        may_plan=may_plan(),
    )


@blueprint.get("/calendar/new", endpoint="planned_new")
@blueprint.post("/calendar/new", endpoint="planned_new")
def planned_new() -> Any:
    """The address fills the form in: ?course=, ?category=, ?content=, ?qualification=, ?day=, ?staff= and others."""
    day = query_date("day", today())
    given = {name: query_text(name) for name in ("course", "organiser", "qualification")}
    form = PlannedForm(
        data={
            **given,
            "category": query_choice("category", tuple(CATEGORIES), "in-school"),
            "level": query_choice("level", tuple(LEVELS), "school"),
            "content": query_choice("content", tuple(CONTENTS), "psychology"),
            "hours": query_int("hours"),
            "starts_on": day,
            "ends_on": day,
        }
    )
    form.offer()
    wanted = [number for text in request.values.getlist("staff") if (number := whole_number(text)) is not None]
    if form.validate_on_submit():
        try:
            row = save_training(actor_id=user().id, row=None, plan=form.plan())
            if wanted:
                set_people(actor_id=user().id, row=row, staff_ids=set(wanted))
        except Refused as refused:
            db.session.rollback()
            form.ends_on.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("It stands in the calendar."), "success")
            return redirect(url_for("training.planned", planned_id=row.id))
    return _form_page(form, None, wanted), 422 if form.is_submitted() else 200


def _form_page(form: PlannedForm, row: PlannedTraining | None, wanted: list[int], *, stale: bool = False) -> str:
    return render_template("training/planned_form.html", form=form, row=row, wanted=wanted, stale=stale)


def _found(planned_id: int) -> PlannedTraining:
    return planned_by_id(planned_id) or abort(404)


@blueprint.get("/calendar/<int:planned_id>", endpoint="planned")
def planned(planned_id: int) -> str:
    return _page(_found(planned_id))


def _page(row: PlannedTraining, refused: str = "") -> str:
    return render_template(
        "training/planned.html",
        row=row,
        refused=refused,
        people=active_staff() if may_plan() else [],
        going={one.staff_id for one in row.people},
        held=held_by_staff(today()),
        drafts=drafts_made(row.id),
        over=row.ends_on <= today(),
        own=user().staff_id,
        may_plan=may_plan(),
    )


@blueprint.get("/calendar/<int:planned_id>/edit", endpoint="planned_edit")
@blueprint.post("/calendar/<int:planned_id>/edit", endpoint="planned_edit")
def planned_edit(planned_id: int) -> Any:
    row = _found(planned_id)
    form = PlannedForm(obj=row)
    form.offer()
    if not form.is_submitted():
        form.open_for(row)
        return _form_page(form, row, [])
    if form.is_stale(row):
        return _form_page(form, row, [], stale=True), 409
    if form.validate():
        try:
            save_training(actor_id=user().id, row=row, plan=form.plan())
        except Refused as refused:
            db.session.rollback()
            form.ends_on.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("Saved."), "success")
            return redirect(url_for("training.planned", planned_id=planned_id))
    return _form_page(form, _found(planned_id), []), 422


def _ticked(name: str) -> set[int]:
    return {number for text in request.form.getlist(name) if (number := whole_number(text)) is not None}


@blueprint.post("/calendar/<int:planned_id>/people")
def planned_people(planned_id: int) -> Any:
    """Who is to go: the ticked ones."""
    return _done(
        planned_id, lambda row: set_people(actor_id=user().id, row=row, staff_ids=_ticked("staff")), _("Saved.")
    )


@blueprint.post("/calendar/<int:planned_id>/join")
def planned_join(planned_id: int) -> Any:
    """A person puts themselves down (`join`), or takes it back."""
    own, joins = user().staff_id, "join" in request.form
    if own is None:
        abort(404)
    words = _("You are down for it.") if joins else _("You are not down for it any more.")
    return _done(planned_id, lambda row: join_training(actor_id=user().id, row=row, staff_id=own, joins=joins), words)


@blueprint.post("/calendar/<int:planned_id>/came")
def planned_came(planned_id: int) -> Any:
    """Who came: each gets a draft record."""
    came, made = _ticked("came"), []

    def finish(row: PlannedTraining) -> None:
        made.extend(finish_training(actor_id=user().id, row=row, came=came))

    def words() -> str:
        return ngettext("Noted. One draft record was made.", "Noted. %(num)d draft records were made.", len(made))

    return _done(planned_id, finish, words)


@blueprint.post("/calendar/<int:planned_id>/cancel")
def planned_cancel(planned_id: int) -> Any:
    def cancel(row: PlannedTraining) -> None:
        try:
            reason = clean(request.form.get("reason", ""))[:500]
        except BadText as fault:
            raise Refused(_("The text holds characters that cannot be used here.")) from fault
        cancel_training(actor_id=user().id, row=row, reason=reason)

    return _done(planned_id, cancel, _("Cancelled."))


def _done(planned_id: int, change: Any, words: str | Callable[[], str]) -> Response | tuple[str, int]:
    row = _found(planned_id)
    try:
        change(row)
    except Refused as refused:
        db.session.rollback()
        return _page(_found(planned_id), str(refused)), 422
    db.session.commit()
    flash(words() if callable(words) else words, "success")
    return redirect(url_for("training.planned", planned_id=planned_id))
