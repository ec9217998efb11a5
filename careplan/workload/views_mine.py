"""One's own statements; a statement with its lines, objections and corrections."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from careplan.casework.models import Contact
from careplan.db import SHOW_WITHDRAWN, db
from careplan.errors import Refused
from careplan.web.guard import user
from careplan.workload.forms import WordsForm
from careplan.workload.freezing import made_again, sha256
from careplan.workload.load_mark import is_as_seen, mark_of
from careplan.workload.load_statement import shown_statement
from careplan.workload.models import WorkStatement
from careplan.workload.queries import entries_of, find_objection, names_of_accounts, own_statements, signers
from careplan.workload.statement_operations import (
    answer,
    confirm,
    correct,
    countersign,
    lines_by_key,
    object_to,
    open_ones,
)
from careplan.workload.views_objections import at_lines, chosen_objection, correction_form, objection_form
from careplan.workload.views_protected import own_load
from careplan.workload.views_rights import blueprint, is_own, may_step, reads_names, statement_or_404


@blueprint.get("/", endpoint="mine")
def mine() -> str:
    """Everybody's own page: statements, work entered by hand, the own load."""
    staff_id = user().staff_id
    return render_template(
        "workload/mine.html",
        statements=own_statements(staff_id),
        entries=entries_of(staff_id)[:5],
        load=own_load(staff_id),
    )


@blueprint.get("/statements/<int:statement_id>", endpoint="statement")
def statement(statement_id: int) -> str:
    return statement_page(statement_or_404(statement_id))


def statement_page(row: WorkStatement, **forms: Any) -> str:
    """The page of a statement, with a form that was refused."""
    decides = may_step("correct", row.period.state) and not is_own(row)
    makers = {one.made_by for one in row.corrections} | {one.answered_by or 0 for one in row.objections}
    return render_template(
        "workload/statement.html",
        row=row,
        shown=shown_statement(row),
        own=is_own(row),
        names=names_of_accounts(makers | {row.countersigned_by or 0}),
        open_objections=open_ones(row),
        at_lines=at_lines(row),
        line_keys=lines_by_key(row),
        checks=is_own(row) and row.period.state == "computed",
        decides=decides,
        countersigns=may_step("countersign", row.period.state) and not is_own(row) and row.staff_id in signers(),
        reads_all=reads_names(),
        proof=_proof(row),
        mark=mark_of(row),
        **{
            "objection": objection_form(row, request.args.get("line", "")),
            "reply": WordsForm(),
            "correction": correction_form(row),
            "replied": 0,
            "changed": False,
            **forms,
        },
    )


def _changed(row: WorkStatement) -> bool:
    """Whether the statement is no longer what the page showed that was sent from."""
    return not is_as_seen(row, request.form.get("mark", ""))


def _look_again(row: WorkStatement, **forms: Any) -> tuple[str, int]:
    """The statement as it is now, and what was typed: nothing is stored, nothing is lost."""
    return statement_page(row, changed=True, **forms), 409


def _proof(row: WorkStatement) -> str:
    """Of a signed statement: whether it comes out the same to the byte, counted anew just now. same · other · ""."""
    if not row.content:
        return ""
    return "same" if sha256(made_again(row.content)) == row.sha256 else "other"


@blueprint.post("/statements/<int:statement_id>/confirm", endpoint="confirm")
def confirm_own(statement_id: int) -> Any:
    row = statement_or_404(statement_id)
    if _changed(row):
        return _look_again(row)
    confirm(actor=user(), row=row)
    return _saved(row, _("Confirmed. Thank you."))


@blueprint.post("/statements/<int:statement_id>/object", endpoint="object")
def object_to_own(statement_id: int) -> Any:
    row = statement_or_404(statement_id)
    form = objection_form(row)
    if not form.validate():
        return statement_page(row, objection=form), 422
    if _changed(row):
        return _look_again(row, objection=form)
    object_to(actor=user(), row=row, words=form.words.data or "", line=form.line.data or "")
    return _saved(row, _("Your objection is with the office."))


@blueprint.post("/objections/<int:objection_id>/answer", endpoint="answer")
def answer_objection(objection_id: int) -> Any:
    found = find_objection(objection_id) or abort(404)
    row, form = statement_or_404(found.statement_id), WordsForm()
    if not form.validate():
        return statement_page(row, reply=form, replied=found.id), 422
    answer(actor=user(), objection=found, words=form.words.data or "")
    return _saved(row, _("Answered. The person looks the statement over again."))


@blueprint.post("/statements/<int:statement_id>/correct", endpoint="correct")
def add_correction(statement_id: int) -> Any:
    row = statement_or_404(statement_id)
    form = correction_form(row, sent=True)
    if _changed(row):
        return _look_again(row, correction=form)
    if form.validate():
        try:
            correct(
                actor=user(),
                row=row,
                milli=form.milli.data or 0,
                reason=form.reason.data or "",
                objection=chosen_objection(row, form),
            )
        except Refused as refused:
            db.session.rollback()
            form.milli.errors = [str(refused)]
            row = statement_or_404(statement_id)
        else:
            return _saved(
                row, _("The correction stands as a line of its own. The person looks the statement over again.")
            )
    return statement_page(row, correction=form), 422


@blueprint.post("/statements/<int:statement_id>/countersign", endpoint="countersign")
def countersign_statement(statement_id: int) -> Any:
    row = statement_or_404(statement_id)
    if _changed(row):
        return _look_again(row)
    countersign(actor=user(), row=row)
    return _saved(row, _("Counter-signed."))


@blueprint.get("/contacts/<int:contact_id>", endpoint="contact")
def contact(contact_id: int) -> Response:
    """The record of a contact: the child's page, which decides by itself who may read it."""
    query = select(Contact.child_id).where(Contact.id == contact_id).execution_options(**SHOW_WITHDRAWN)
    child_id = db.session.scalar(query) or abort(404)
    return redirect(url_for("casework.child", child_id=child_id))


def _saved(row: WorkStatement, words: str) -> Response:
    statement_id = row.id
    db.session.commit()
    flash(words, "success")
    return redirect(url_for("workload.statement", statement_id=statement_id))
