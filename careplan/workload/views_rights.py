"""The blueprint of workload, and what a person may see of it beyond the policy file."""

from __future__ import annotations

from flask import Blueprint, abort

from careplan.errors import StaleEdit
from careplan.web.guard import roles, user
from careplan.workload.forms import StepForm
from careplan.workload.models import WorkEntry, WorkPeriod, WorkStatement
from careplan.workload.queries import find_entry, find_period, find_statement
from careplan.workload.steps import DECIDES_ENTRIES, READS_NAMES, STEPS

blueprint = Blueprint("workload", __name__, url_prefix="/workload")


def reads_names() -> bool:
    """Whether this person sees everybody's statement: those who compute and sign."""
    return bool(roles() & READS_NAMES)


def is_own(row: WorkStatement) -> bool:
    """Whether it is the signed-in person's own statement."""
    return user().staff_id is not None and row.staff_id == user().staff_id


def statement_or_404(statement_id: int) -> WorkStatement:
    """The statement when it is one's own, or for those who see all; for others it does not exist."""
    row = find_statement(statement_id)
    if row is None or row.period.state == "open" or not (is_own(row) or reads_names()):
        abort(404)
    return row


def period_or_404(period_id: int) -> WorkPeriod:
    return find_period(period_id) or abort(404)


def entry_or_404(entry_id: int) -> WorkEntry:
    """An entry of one's own, one that one made, or any for those who decide on them."""
    row = find_entry(entry_id)
    if row is None:
        abort(404)
    is_mine = row.staff_id == user().staff_id or row.entered_by == user().id
    return row if is_mine or roles() & DECIDES_ENTRIES else abort(404)


def may_step(step: str, state: str) -> bool:
    """Whether the page offers this step to the signed-in person."""
    return state in STEPS[step].comes_from and bool(roles() & STEPS[step].who)


def fresh(period: WorkPeriod) -> StepForm:
    """The step's form, valid and of the page as it stands; StaleEdit when somebody took a step meanwhile."""
    form = StepForm()
    if form.is_stale(period):
        raise StaleEdit
    return form
