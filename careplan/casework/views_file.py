"""Pages of a child's file: all of it, its records, the form of 2016 with its checks, the time line."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError

from careplan.casework.file_forms import (
    CarerForm,
    CategoryForm,
    GoalForm,
    NeedForm,
    PlacementForm,
    ProgressForm,
    RecordForm,
    RegistrationForm,
    StateForm,
)
from careplan.casework.file_models import CareGoal
from careplan.casework.file_operations import MODELS, note_progress, open_beside, save_record, save_registration
from careplan.casework.file_queries import file_of, find_record, known_of
from careplan.casework.file_words import AREAS, ASPECTS, MEMBERS, PER, PLACES, REACHABLE, STEPS
from careplan.casework.queries import children_in_care
from careplan.casework.views_contacts import blueprint
from careplan.casework.views_rights import child_or_404, sight
from careplan.casework.views_timeline import time_line
from careplan.children.file_queries import registration_of
from careplan.children.hardship import REASONS as HARDSHIP_REASONS
from careplan.children.models import Child
from careplan.children.registration import (
    AGE_GROUPS,
    AID,
    BODY,
    CATEGORY,
    CHECKS,
    CUSTODY,
    INCOME,
    MENDED_AT,
    SCHOOLING,
    checks,
    sums,
)
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.seeds.load import shipped_care
from careplan.web.filters import in_english, named
from careplan.web.guard import audit_read, user
from careplan.web.query import query_choice, query_date

FORMS: dict[str, type[RecordForm]] = {
    "category": CategoryForm,
    "state": StateForm,
    "need": NeedForm,
    "goal": GoalForm,
    "placement": PlacementForm,
    "carer": CarerForm,
}
WORDS = {
    **{"area": AREAS, "aspect": ASPECTS, "place": PLACES, "member": MEMBERS, "reachable": REACHABLE, "per": PER},
    **{"schooling": SCHOOLING, "body": BODY, "custody": CUSTODY, "income": INCOME, "aid": AID},
}


@blueprint.app_template_filter("file_word")
def file_word(code: str, kind: str) -> str:
    """A code of the file in the reader's language: `"living" | file_word("area")`."""
    if kind in ("category", "state"):
        known = shipped_care().categories if kind == "category" else shipped_care().states
        return named(known[code]) if code in known else code
    if kind == "step":
        return STEPS[int(code)][in_english()]
    return WORDS[kind].get(code, (code, code))[in_english()]


def sort_titles() -> dict[str, str]:
    """What each sort of record is called."""
    return {
        "category": _("Category"),
        "state": _("Where the family is"),
        "need": _("Need"),
        "goal": _("Goal"),
        "placement": _("Where the child lives"),
        "carer": _("Carer"),
    }


@blueprint.get("/children/<int:child_id>/file", endpoint="file")
def file_page(child_id: int) -> str:
    found = child_or_404(child_id)
    audit_read("child_file", found.id)
    return render_template(
        "casework/file.html",
        child=found,
        file=file_of(found, today()),
        check_words=CHECKS,
        check_places=MENDED_AT,
        hardship=HARDSHIP_REASONS,
    )


@blueprint.get("/children/<int:child_id>/timeline", endpoint="timeline")
def timeline_page(child_id: int) -> str:
    found = child_or_404(child_id)
    audit_read("child_file", found.id)
    return render_template("casework/timeline.html", child=found, moments=time_line(found))


@blueprint.get("/children/<int:child_id>/file/<sort>/new", endpoint="record_new")
@blueprint.post("/children/<int:child_id>/file/<sort>/new", endpoint="record_new")
def record_new(child_id: int, sort: str) -> Any:
    found = child_or_404(child_id)
    form = _form(sort)
    if not form.is_submitted():
        form["since"].data = today()
        if "state" in form and sort == "goal":
            form["state"].data = "open"
        if "area" in form:
            form["area"].data = query_choice("area", tuple(AREAS)) or None
        if sort == CATEGORY:
            form["category"].data = query_choice("category", tuple(shipped_care().categories)) or None
        audit_read("child_file", found.id, form=sort)
    return _saved(sort, form, found, None)


@blueprint.get("/file/<sort>/<int:row_id>", endpoint="record_edit")
@blueprint.post("/file/<sort>/<int:row_id>", endpoint="record_edit")
def record_edit(sort: str, row_id: int) -> Any:
    form = _form(sort)
    row = find_record(MODELS[sort], row_id) or abort(404)
    found = child_or_404(row.child_id)
    if not form.is_submitted():
        form.fill(row)
        form.open_for(row)
        audit_read("child_file", found.id, form=sort)
    return _saved(sort, form, found, row)


def _form(sort: str) -> RecordForm:
    form = FORMS.get(sort, abort_unknown)()
    form.offer()
    return form


def abort_unknown() -> RecordForm:
    """There is no such sort of record."""
    abort(404)


def _saved(sort: str, form: RecordForm, found: Child, row: Any | None) -> Any:
    """Store a valid form; else show it again: 422 with its faults, 409 when somebody else saved first."""
    child_id, stale = found.id, form.is_submitted() and row is not None and form.is_stale(row)
    if form.is_submitted() and not stale and form.validate():
        try:
            kept = save_record(actor_id=user().id, sort=sort, child=found, row=row, values=form.values())
            beside = open_beside(sort, kept)
            db.session.commit()
        except StaleDataError:
            db.session.rollback()
            stale = True
        except Refused as refused:
            form["since"].errors = [str(refused)]
        else:
            flash(_("Saved."), "success")
            if beside:
                flash(
                    _("An entry of the same kind has no last day. If it is over, please enter its last day."), "warning"
                )
            return redirect(url_for("casework.file", child_id=child_id))
    page = render_template(
        "casework/record.html",
        form=form,
        child=child_or_404(child_id),
        row=row,
        sort=sort,
        title=sort_titles()[sort],
        stale=stale,
    )
    return page, (409 if stale else 422) if form.is_submitted() else 200


@blueprint.get("/goals/<int:care_goal_id>", endpoint="progress")
@blueprint.post("/goals/<int:care_goal_id>", endpoint="progress")
def progress(care_goal_id: int) -> Any:
    """How far a goal has come."""
    goal = find_record(CareGoal, care_goal_id) or abort(404)
    found, form = child_or_404(goal.child_id), ProgressForm()
    form.offer()
    if form.validate_on_submit():
        try:
            note_progress(
                actor_id=user().id, goal=goal, day=form.day.data, step=form.step.data, note=form.note.data or ""
            )
        except Refused as refused:
            form.day.errors = [str(refused)]
        else:
            child_id = found.id
            db.session.commit()
            flash(_("Noted."), "success")
            return redirect(url_for("casework.file", child_id=child_id))
    if not form.is_submitted():
        form.day.data = today()
        audit_read("child_file", found.id, form="progress")
    page = render_template("casework/progress.html", form=form, child=found, goal=goal)
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/children/<int:child_id>/registration", endpoint="registration")
@blueprint.post("/children/<int:child_id>/registration", endpoint="registration")
def registration(child_id: int) -> Any:
    """The form of 2016: what the roster does not hold, and what does not fit together."""
    found, form = child_or_404(child_id), RegistrationForm()
    form.offer()
    row = registration_of(found.id)
    stale = form.is_submitted() and str(form.version.data or "") != (str(row.version) if row else "")
    if form.is_submitted() and not stale and form.validate():
        try:
            save_registration(actor_id=user().id, child=found, row=row, values=form.values())
        except Refused as refused:
            form.filled_on.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("Saved."), "success")
            return redirect(url_for("casework.registration", child_id=child_id))
    if not form.is_submitted():
        if row:
            form.fill(row)
            form.open_for(row)
        form.filled_on.data = today()
        form.filled_by.data = form.filled_by.data or user().display_name
        audit_read("registration", found.id)
    known = known_of([found], today())[found.id]
    page = render_template(
        "casework/registration.html",
        form=form,
        child=found,
        row=row,
        stale=stale,
        wrong=checks(known, today()),
        check_words=CHECKS,
        check_places=MENDED_AT,
    )
    return page, (409 if stale else 422) if form.is_submitted() else 200


@blueprint.get("/checks", endpoint="checks")
def checks_page() -> str:
    """The table of the form of 2016 on a cut-off date, and every child whose answers do not fit together."""
    day = query_date("on", today()) or today()
    children = sorted(
        children_in_care(sight(), day), key=lambda one: (-one.squad.entry_year, one.squad.number, one.name)
    )
    known = known_of(children, day)
    wrong = [(child, found) for child in children if (found := checks(known[child.id], day))]
    audit_read("registration", None, children=len(children))
    return render_template(
        "casework/checks.html",
        day=day,
        wrong=wrong,
        sums=sums(known.values(), day),
        check_words=CHECKS,
        check_places=MENDED_AT,
        custody=CUSTODY,
        age_groups=AGE_GROUPS,
    )
