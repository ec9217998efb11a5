"""The periods: what stands where, everybody's statement for those who compute and sign, the finance office's sheet."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.school.calendar import months_of_year
from careplan.school.models import SchoolYear
from careplan.school.queries import current_year
from careplan.web.filters import in_english
from careplan.web.guard import user
from careplan.workload.forms import PeriodForm, StepForm
from careplan.workload.models import WorkPeriod
from careplan.workload.period_operations import DAYS_TO_CHECK, open_period
from careplan.workload.queries import entries_waiting, people_with_accounts, periods, rules_on, statements_of
from careplan.workload.statement_operations import open_ones
from careplan.workload.statement_xlsx import make_workbook
from careplan.workload.steps import LOCKED, SIGNED
from careplan.workload.views_hindrances import UNCONFIRMED, is_unconfirmed, told_hindrances
from careplan.workload.views_rights import blueprint, may_step, period_or_404

MONTHS_EN = "January February March April May June July August September October November December".split()
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/periods", endpoint="periods")
def all_periods() -> str:
    return render_template("workload/periods.html", periods=periods(), rules=rules_on(today()))


@blueprint.get("/periods/new", endpoint="period_new")
@blueprint.post("/periods/new", endpoint="period_new")
def period_new() -> Any:
    form = PeriodForm()
    offered = stretches(current_year())
    form.stretch.choices = [(code, one[in_english()]) for code, one in offered.items()]
    form.stretch.choices.append(("days", _("other days")))
    if not form.is_submitted():
        return render_template("workload/period_new.html", form=form)
    if form.validate():
        name, name_en, first, last = offered.get(form.stretch.data or "") or form.other_days()
        try:
            row = open_period(actor=user(), name=name, name_en=name_en, first=first, last=last)
        except Refused as refused:
            db.session.rollback()
            form.stretch.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("The period is open. Compute it as soon as its last day is over."), "success")
            return redirect(url_for("workload.period", period_id=row.id))
    return render_template("workload/period_new.html", form=form), 422


Stretch = tuple[str, str, date, date]


def stretches(year: SchoolYear | None) -> dict[str, Stretch]:
    """Months and terms of the year that no period has yet: code → name, English name, first and last day."""
    if year is None:
        return {}
    found: dict[str, Stretch] = {}
    for number, month in months_of_year(year.start_year):
        first = date(number, month, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        found[f"{first:%Y-%m}"] = (f"{number}年{month}月", f"{MONTHS_EN[month - 1]} {number}", first, last)
    for term in year.terms:
        zh = f"{year.label}学年第{'一二'[term.number - 1]}学期"
        found[f"term-{term.number}"] = (zh, f"{year.label} term {term.number}", term.starts_on, term.ends_on)
    taken = [(one.first, one.last) for one in periods()]
    return {
        code: one for code, one in found.items() if not any(first <= one[3] and last >= one[2] for first, last in taken)
    }


@blueprint.get("/periods/<int:period_id>", endpoint="period")
def period(period_id: int) -> str:
    return period_page(period_or_404(period_id))


def period_page(row: WorkPeriod, form: StepForm | None = None) -> str:
    """A period with everybody's statement, what hinders its signature, and the next step."""
    statements = statements_of(row)
    if form is None:
        form = StepForm(formdata=None, check_until=row.check_until or today() + timedelta(days=DAYS_TO_CHECK))
        form.open_for(row)
    accounts = people_with_accounts()
    only = request.args.get("show") == UNCONFIRMED
    money = [one.fen for one in statements if one.fen is not None]
    return render_template(
        "workload/period.html",
        row=row,
        form=form,
        statements=statements,
        objections={one.id: len(open_ones(one)) for one in statements},
        people=[one for one in statements if not only or is_unconfirmed(one, accounts)],
        only=only,
        accounts=accounts,
        steps={step for step in ("compute", "sign", "take_back", "lock", "remove") if may_step(step, row.state)},
        hindered=told_hindrances(row, statements),
        waiting=entries_waiting(row.first, row.last),
        milli=sum(one.milli for one in statements),
        fen=sum(money) if money else None,
        late=sum(bool(one.late) for one in statements),
        is_over=row.last < today(),
    )


@blueprint.get("/periods/<int:period_id>/xlsx", endpoint="xlsx")
def xlsx(period_id: int) -> Response:
    """The signed period as the finance office's workbook."""
    row = period_or_404(period_id)
    if row.state not in (SIGNED, LOCKED):
        abort(404)
    data = make_workbook(row.summary, [one.content for one in statements_of(row)])
    return send_file(BytesIO(data), XLSX, as_attachment=True, download_name=f"{_('Workload')} {row.name}.xlsx")
