"""Pages of training: one's own account, everybody's, and what lies behind."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.school.models import StaffMember
from careplan.training import (
    views_office,
    views_planned,
    views_record,
    views_register,
    views_rules,
    views_rules_parts,
)
from careplan.training.credit_load import Ledger, ledgers
from careplan.training.forms import PersonForm
from careplan.training.operations import save_person
from careplan.training.queries import endings, held_by_staff, records_of, training_person, with_certificate
from careplan.training.states import COUNTED, EDITABLE, ON_THE_WAY
from careplan.training.views_rights import blueprint, oversees, staff_or_404
from careplan.training.views_words import picture
from careplan.web.guard import user

__all__ = [
    "blueprint",
    "views_office",
    "views_planned",
    "views_record",
    "views_register",
    "views_rules",
    "views_rules_parts",
]


@blueprint.get("/")
def training() -> Any:
    """For those who oversee: everybody's accounts; for a teacher: the own one."""
    if oversees():
        return views_office.everybody()
    own = user().staff_id
    return _page(staff_or_404(own)) if own else render_template("training/nobody.html")


@blueprint.get("/people/<int:staff_id>")
def person(staff_id: int) -> str:
    return _page(staff_or_404(staff_id))


def _page(staff: StaffMember) -> str:
    entries = records_of(staff.id)
    ledger = ledgers(today(), [staff])[0]
    return render_template(
        "training/person.html",
        staff=staff,
        entries=entries,
        ledger=ledger,
        bars=picture(ledger),
        held=held_by_staff(today()).get(staff.id, frozenset()),
        ending=endings(today(), today().replace(year=today().year + 1), staff.id),
        files=with_certificate([one.id for one in entries]),
        waiting=sum(one.state in ON_THE_WAY for one in entries),
        drafts=sum(one.state in EDITABLE for one in entries),
        recognised=recognised_sums(ledger),
        counted=COUNTED,
    )


def recognised_sums(ledger: Ledger) -> tuple[float, float]:
    """Recognised hours and credits in the cycle; a new teacher's probation is apart."""
    sure = [row for row in ledger.rows if row.state == "recognised" and ledger.cycle.holds(row.ends_on)]
    probation = ledger.person.probation
    rows = [row for row in sure if not (probation and probation.holds(row.ends_on))]
    return sum(float(row.hours) for row in rows), sum(float(row.said_credits or 0) for row in rows)


@blueprint.get("/people/<int:staff_id>/about", endpoint="about_person")
@blueprint.post("/people/<int:staff_id>/about", endpoint="about_person")
def about_person(staff_id: int) -> Any:
    """The probation of a new teacher and the identity number: for the office."""
    staff, row = staff_or_404(staff_id), training_person(staff_id)
    form = PersonForm(
        data={"probation_from": row.probation_from, "probation_until": row.probation_until} if row else None
    )
    if form.validate_on_submit():
        number = form.checked_id()
        if not form.id_number.errors:
            try:
                save_person(
                    actor_id=user().id,
                    staff_id=staff_id,
                    probation_from=form.probation_from.data,
                    probation_until=form.probation_until.data,
                    id_number=number,
                )
            except Refused as refused:
                db.session.rollback()
                form.probation_until.errors = [str(refused)]
            else:
                db.session.commit()
                flash(_("Saved."), "success")
                return redirect(url_for("training.person", staff_id=staff_id))
    status = 422 if form.is_submitted() else 200
    known = bool(row and row.id_number)
    return render_template("training/about_person.html", form=form, staff=staff, known=known), status
