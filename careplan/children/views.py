"""Pages of children: the list, counts, a child, its edit form."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.access.roles import EVERY_CHILD
from careplan.children.beside import history_beside
from careplan.children.carer_queries import carer_now
from careplan.children.class_names import ClassRef
from careplan.children.consent_queries import asked_of
from careplan.children.forms import NUMBERS, ChildForm, LeaveForm
from careplan.children.id_number import mask
from careplan.children.left_behind import REASONS, age_on
from careplan.children.list_queries import (
    LEFT_FILTERS,
    PER_PAGE,
    SORTS,
    Filter,
    add_counts,
    count_by_squad,
    count_of,
    find_ids,
    known_children,
    lines_of,
    page_of,
)
from careplan.children.load import findings_of, record_of
from careplan.children.models import Child
from careplan.children.operations import add_child, edit_child, mark_left, mark_returned
from careplan.children.queries import changes_of, find_child, squads_in_order
from careplan.children.words import DEFINITION_WORDS, FIELD_WORDS, answer_word
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.school.models import Squad
from careplan.school.queries import require_year
from careplan.school.school_year import class_label, grade_label
from careplan.web.filters import in_english, may
from careplan.web.guard import audit_read, own_squads, require_child_access, roles, user
from careplan.web.query import query_choice, query_date, query_int, query_text

blueprint = Blueprint("children", __name__, url_prefix="/children")
STATES = ("enrolled", "left")


@blueprint.app_template_global()
def squad_label(squad: Squad | ClassRef) -> str:
    """The class's name this school year in the reader's language."""
    if "start_year" not in g:
        g.start_year = require_year().start_year
    return class_label(squad.entry_year, squad.number, g.start_year, english=in_english())


@blueprint.app_template_global()
def grade_name(grade: int) -> str:
    return grade_label(grade, english=in_english())


@blueprint.app_template_global()
def child_word(field: str, code: str | None) -> str:
    """An answer of a child's record in the reader's language."""
    word = answer_word(field, code)
    return _(word) if word else ""


@blueprint.app_template_global()
def children_crumb() -> tuple[str, str]:
    """The way back: the list of children, or their numbers for those who see no names."""
    if may("children.children"):
        return _("Children"), url_for("children.children")
    return _("Children in numbers"), url_for("children.counts")


def visible_squads() -> frozenset[int] | None:
    """The squads whose children this person may see; None is every squad."""
    return None if roles() & EVERY_CHILD else own_squads()


@blueprint.get("/")
def children() -> str:
    start_year, squads = require_year().start_year, squads_in_order(visible_squads())
    given = Filter(
        text=query_text("q"),
        grade=query_int("grade", minimum=1, maximum=9),
        squad_id=query_int("squad"),
        left=query_choice("left", LEFT_FILTERS),
        state=query_choice("state", STATES, "enrolled"),
        sort=query_choice("sort", SORTS, "class"),
    )
    number = query_int("page", 1, minimum=1, maximum=9999) or 1
    enrolled = known_children(visible_squads(), today())
    same = given.state == "enrolled" or not given.left
    known = enrolled if same else known_children(visible_squads(), today(), given.state)
    found = find_ids(given, visible_squads(), start_year, known)
    shown = lines_of(page_of(found, number), start_year, today())
    audit_read("child_list", None, count=len(shown), filtered=bool(given != Filter()))
    return render_template(
        "children/children.html",
        given=given,
        lines=shown,
        total=len(found),
        number=number,
        more=len(found) > number * PER_PAGE,
        everybody=count_of(enrolled),
        squads=squads,
        grades=sorted({squad.grade(start_year) for squad in squads}),
        definitions=DEFINITION_WORDS,
        age=lambda child: age_on(child.birth_date, today()),
    )


@blueprint.get("/counts")
def counts() -> str:
    """Children in numbers by grade and squad, for those who plan with counts and see no names."""
    day = query_date("on", today()) or today()
    start_year = require_year().start_year
    all_squads = {"head_counselor"} & roles() or roles() & EVERY_CHILD
    squads = squads_in_order(None if all_squads else own_squads())
    by_squad = count_by_squad(day, [squad.id for squad in squads])
    empty = add_counts([])
    grades: dict[int, list[Any]] = {}
    for squad in squads:
        grades.setdefault(squad.grade(start_year), []).append((squad, by_squad.get(squad.id, empty)))
    return render_template(
        "children/counts.html",
        grades={grade: (lines, add_counts(count for _squad, count in lines)) for grade, lines in grades.items()},
        total=add_counts(by_squad.values()),
        definitions=DEFINITION_WORDS,
        day=day,
    )


@blueprint.get("/<int:child_id>")
def child(child_id: int) -> str:
    row = _find(child_id)
    day = query_date("on", today()) or today()
    audit_read("child", row.id)
    record = record_of(row)
    return render_template(
        "children/child.html",
        child=row,
        record=record,
        id_number=mask(record.id_number or ""),
        student_number=mask(record.student_number or ""),
        carer=carer_now(row, today()),
        age=age_on(row.birth_date, today()),
        findings=findings_of(row, day),
        day=day,
        definitions=DEFINITION_WORDS,
        reasons=REASONS,
        fields=FIELD_WORDS,
        changes=changes_of(row.id),
        beside=history_beside(row.id),
        asked=[one for one in asked_of(row.id, today()) if one.words],
        leave_form=LeaveForm(left_on=today()),
    )


@blueprint.get("/<int:child_id>/edit", endpoint="child_edit")
@blueprint.post("/<int:child_id>/edit", endpoint="child_edit")
def child_edit(child_id: int) -> Any:
    row = _find(child_id)
    form = _form()
    form.before = record_of(row)
    if not form.is_submitted():
        form.fill(form.before, row.squad_id)
        form.open_for(row)
        audit_read("child", row.id, form="edit")
        return _form_page(form, row)
    if form.is_stale(row):
        return _conflict(form, row)
    if form.validate():
        try:
            changed = edit_child(actor_id=user().id, child=row, given=form.record())
        except Refused as refused:
            _say_why(form, refused)
        else:
            db.session.commit()
            flash(_("Saved.") if changed else _("Nothing was changed."), "success")
            return redirect(url_for("children.child", child_id=child_id))
    return _form_page(form, row), 422


@blueprint.get("/new", endpoint="child_new")
@blueprint.post("/new", endpoint="child_new")
def child_new() -> Any:
    form = _form()
    if not form.is_submitted():
        return _form_page(form, None)
    if form.validate():
        try:
            row = add_child(actor_id=user().id, given=form.record())
        except Refused as refused:
            _say_why(form, refused)
        else:
            db.session.commit()
            flash(_("The child is on the roster."), "success")
            return redirect(url_for("children.child", child_id=row.id))
    return _form_page(form, None), 422


@blueprint.post("/<int:child_id>/leave")
def child_leave(child_id: int) -> Response:
    row, form = _find(child_id), LeaveForm()
    if form.validate():
        return _changed(row, mark_left, left_on=form.left_on.data)
    flash(" ".join(str(error) for error in form.left_on.errors), "danger")
    return redirect(url_for("children.child", child_id=row.id))


@blueprint.post("/<int:child_id>/return")
def child_return(child_id: int) -> Response:
    return _changed(_find(child_id), mark_returned)


def _changed(row: Child, operation: Any, **values: Any) -> Response:
    child_id = row.id
    try:
        operation(actor_id=user().id, child=row, **values)
    except Refused as refused:
        flash(str(refused), "danger")
    else:
        db.session.commit()
        flash(_("Saved."), "success")
    return redirect(url_for("children.child", child_id=child_id))


def _say_why(form: ChildForm, refused: Refused) -> None:
    """At the field that was typed, with a way to the other child whose number it is."""
    form[getattr(refused, "field", "id_number")].errors = [str(refused)]
    form.reasons = getattr(refused, "reasons", ())


def _form() -> ChildForm:
    form = ChildForm()
    form.offer_squads(squads_in_order(), require_year().start_year)
    return form


def _form_page(form: ChildForm, row: Child | None, **more: Any) -> str:
    known = form.before
    return render_template(
        "children/child_form.html",
        form=form,
        child=row,
        id_number=mask((known and known.id_number) or ""),
        student_number=mask((known and known.student_number) or ""),
        **more,
    )


def _conflict(form: ChildForm, row: Child) -> Any:
    """Both versions side by side; what was typed stays in the form."""
    form.validate()
    stored = _form()
    stored.fill(record_of(row), row.squad_id)
    differing = [
        (field.label.text, _shown(stored[field.short_name]), _shown(field))
        for field in form
        if field.short_name not in ("csrf_token", "version", *NUMBERS) and field.data != stored[field.short_name].data
    ]
    audit_read("child", row.id, form="conflict")
    db.session.commit()
    return _form_page(form, row, differing=differing), 409


def _shown(field: Any) -> str:
    choices = {str(code): str(word) for code, word in getattr(field, "choices", None) or []}
    return choices.get(str(field.data), str(field.data or "—"))


def _find(child_id: int) -> Child:
    row = find_child(child_id)
    if row is None:
        abort(404)
    require_child_access(row.squad_id)
    return row


from careplan.children import (  # noqa: E402,F401 - their routes join the blueprint
    roster_views,
    views_consent,
    views_consents,
    views_household,
)
