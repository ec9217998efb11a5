"""An aid case: opened, what happened with it, its monthly amount, what was entered by mistake."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, url_for

from careplan.aid.case_operations import (
    change_rate,
    edit_case,
    note_step,
    open_case,
    take_back_rate,
    take_back_step,
)
from careplan.aid.forms import CaseEditForm, CaseForm, PaperForm, RateForm, StepForm
from careplan.aid.ledger import standing
from careplan.aid.load import balance_of_case, benefit_of, happened, ledger_of
from careplan.aid.models import AidCase
from careplan.aid.money import typed
from careplan.aid.queries import find_rate, find_step, papers_of
from careplan.aid.rates import payments, spans
from careplan.aid.views_form import form_page, reason_page
from careplan.aid.views_rights import blueprint, case_or_404, child_or_404
from careplan.aid.words import NEXT_STEPS, last_state
from careplan.clock import today
from careplan.db import db
from careplan.web.guard import audit_read, user


@blueprint.get("/cases/<int:case_id>", endpoint="case")
def case(case_id: int) -> str:
    """One case with its ledger, steps and papers."""
    return case_page(case_or_404(case_id))


def case_page(found: AidCase, paper: PaperForm | None = None) -> str:
    """The page of a case, with a paper form that was refused."""
    audit_read("aid_case", found.id)
    form = paper or PaperForm(formdata=None)
    form.offer()
    benefit = benefit_of(found)
    due = sum(fen for _day, fen in payments(benefit, min(benefit.rates).since, today())) if benefit.rates else 0
    balance = balance_of_case(found)
    return render_template(
        "aid/case.html",
        case=found,
        child=found.child,
        balance=balance,
        standing={line.id for line in standing(ledger_of(found))},
        contras={row.undoes_id: row for row in found.entries if row.undoes_id},
        next_steps=NEXT_STEPS[last_state(happened(found))],
        can_pay=any(step.state == "granted" for step in happened(found)),
        spans=spans(benefit),
        missing=max(0, due - balance.paid) if found.monthly else 0,
        papers=[one for one in papers_of(found.child_id) if one.case_id == found.id],
        paper_form=form,
    )


@blueprint.get("/children/<int:child_id>/cases/new", endpoint="case_new")
@blueprint.post("/children/<int:child_id>/cases/new", endpoint="case_new")
def case_new(child_id: int) -> Any:
    found = child_or_404(child_id)
    form = CaseForm(data={"day": today(), "state": "granted", "for_costs": True})
    form.offer()

    def save() -> str:
        made = open_case(actor_id=user().id, child=found, words=form.words())
        return url_for("aid.case", case_id=made.id)

    back = url_for("aid.child", child_id=child_id)
    return form_page("aid/case_new.html", form, found, save, back, "amount")


@blueprint.get("/cases/<int:case_id>/edit", endpoint="case_edit")
@blueprint.post("/cases/<int:case_id>/edit", endpoint="case_edit")
def case_edit(case_id: int) -> Any:
    found = case_or_404(case_id)
    names = ("agency", "pay_day", "ends_on", "for_costs", "note")
    form = CaseEditForm(data={name: getattr(found, name) for name in names})
    if not form.is_submitted():
        form.open_for(found)
    stale = form.is_submitted() and form.is_stale(found)

    def save() -> str:
        edit_case(actor_id=user().id, case=found, **{name: form[name].data for name in names})
        return url_for("aid.case", case_id=case_id)

    if stale:
        form.version.data = str(found.version)
        audit_read("aid_case", found.id, form="conflict")
        db.session.commit()
        return render_template(
            "aid/case_edit.html", form=form, child=found.child, case=found, stale=True, back=_case_url(found)
        ), 409
    return form_page("aid/case_edit.html", form, found.child, save, _case_url(found), "agency", case=found, stale=False)


@blueprint.get("/cases/<int:case_id>/step", endpoint="step")
@blueprint.post("/cases/<int:case_id>/step", endpoint="step")
def step(case_id: int) -> Any:
    """What happened next with a case."""
    found = case_or_404(case_id)
    states = NEXT_STEPS[last_state(happened(found))]
    form = StepForm(data={"day": today(), "state": states[0] if states else None})
    form.offer(states)

    def save() -> str:
        note_step(
            actor_id=user().id,
            case=found,
            state=form.state.data,
            day=form.day.data,
            fen=form.amount.fen,
            note=form.note.data or "",
        )
        return _case_url(found)

    return form_page("aid/step.html", form, found.child, save, _case_url(found), "state", case=found, states=states)


@blueprint.get("/cases/<int:case_id>/rate", endpoint="rate")
@blueprint.post("/cases/<int:case_id>/rate", endpoint="rate")
def rate(case_id: int) -> Any:
    """Another amount from a day on."""
    found = case_or_404(case_id)
    if not found.monthly:
        abort(404)
    form = RateForm(data={"since": today().replace(day=1)})

    def save() -> str:
        change_rate(
            actor_id=user().id,
            case=found,
            since=form.since.data,
            fen=form.amount.fen or 0,
            note=form.note.data or "",
        )
        return _case_url(found)

    now = spans(benefit_of(found))
    back = _case_url(found)
    return form_page(
        "aid/rate.html", form, found.child, save, back, "amount", case=found, spans=now, day_field="since", typed=typed
    )


@blueprint.get("/steps/<int:step_id>/take-back", endpoint="step_take_back")
@blueprint.post("/steps/<int:step_id>/take-back", endpoint="step_take_back")
def step_take_back(step_id: int) -> Any:
    row = find_step(step_id) or abort(404)
    found = case_or_404(row.case_id)
    return reason_page(
        lambda reason: take_back_step(actor_id=user().id, step=row, reason=reason), found.child, _case_url(found), row
    )


@blueprint.get("/rates/<int:rate_id>/take-back", endpoint="rate_take_back")
@blueprint.post("/rates/<int:rate_id>/take-back", endpoint="rate_take_back")
def rate_take_back(rate_id: int) -> Any:
    row = find_rate(rate_id) or abort(404)
    found = case_or_404(row.case_id)
    return reason_page(
        lambda reason: take_back_rate(actor_id=user().id, rate=row, reason=reason), found.child, _case_url(found), row
    )


def _case_url(found: AidCase) -> str:
    return url_for("aid.case", case_id=found.id)
