"""Unplanned work: entered by hand, counter-signed by another person."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.school.queries import staff
from careplan.web.guard import roles, user
from careplan.workload.entry_operations import decide_entry, enter_work, may_decide, take_out_entry
from careplan.workload.forms import EntryForm, RefusalForm
from careplan.workload.models import WorkEntry
from careplan.workload.queries import entries_decided, entries_of, entries_to_decide, names_of_accounts, settled_on
from careplan.workload.steps import DECIDES_ENTRIES
from careplan.workload.views_rights import blueprint, entry_or_404


@blueprint.get("/entries", endpoint="entries")
def entries() -> str:
    """One's own; for those who decide also what waits and what was decided."""
    decides = bool(roles() & DECIDES_ENTRIES)
    waiting = entries_to_decide() if decides else ()
    decided = entries_decided() if decides else ()
    own = entries_of(user().staff_id)
    return render_template(
        "workload/entries.html",
        own=own,
        waiting=waiting,
        decided=decided,
        decides=decides,
        mine_to_decide={one.id for one in waiting if may_decide(user(), one)},
        names=names_of_accounts({one.entered_by for one in (*own, *waiting, *decided)}),
    )


@blueprint.get("/entries/<int:entry_id>", endpoint="entry")
def entry(entry_id: int) -> str:
    return _entry_page(entry_or_404(entry_id), RefusalForm())


def _entry_page(row: WorkEntry, form: RefusalForm) -> str:
    return render_template(
        "workload/entry.html",
        row=row,
        form=form,
        may_decide=row.state == "entered" and may_decide(user(), row),
        may_remove=row.state == "entered" and row.entered_by == user().id,
        names=names_of_accounts({row.entered_by}),
        settled=settled_on(row.day),
    )


@blueprint.get("/entries/new", endpoint="entry_new")
@blueprint.post("/entries/new", endpoint="entry_new")
def entry_new() -> Any:
    form = EntryForm(data={"day": today(), "staff_id": user().staff_id or 0})
    form.staff_id.choices = _people()
    if not form.staff_id.choices:
        return render_template("workload/nobody.html")
    if form.is_submitted() and form.validate():
        try:
            row = enter_work(actor=user(), staff_id=form.staff_id.data, words=form.entry_words())
        except Refused as refused:
            db.session.rollback()
            form.day.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("Entered. It counts as soon as another person has counter-signed it."), "success")
            return redirect(url_for("workload.entry", entry_id=row.id))
    page = render_template("workload/entry_new.html", form=form)
    return (page, 422) if form.is_submitted() else page


def _people() -> list[tuple[int, str]]:
    """Oneself; for those who decide on entries everybody on the staff list."""
    own = user().staff_id
    if roles() & DECIDES_ENTRIES:
        return [(one.id, f"{one.name} · {one.number}") for one in staff()]
    return [(one.id, one.name) for one in staff(active_only=False) if one.id == own]


@blueprint.post("/entries/<int:entry_id>/countersign", endpoint="entry_countersign")
def entry_countersign(entry_id: int) -> Response:
    decide_entry(actor=user(), row=entry_or_404(entry_id), accept=True)
    db.session.commit()
    flash(_("Counter-signed."), "success")
    return redirect(url_for("workload.entries"))


@blueprint.post("/entries/<int:entry_id>/refuse", endpoint="entry_refuse")
def entry_refuse(entry_id: int) -> Any:
    row, form = entry_or_404(entry_id), RefusalForm()
    if not form.validate():
        return _entry_page(row, form), 422
    decide_entry(actor=user(), row=row, accept=False, reason=form.reason.data or "")
    db.session.commit()
    flash(_("Refused, with your reason."), "success")
    return redirect(url_for("workload.entries"))


@blueprint.post("/entries/<int:entry_id>/remove", endpoint="entry_remove")
def entry_remove(entry_id: int) -> Response:
    take_out_entry(actor=user(), row=entry_or_404(entry_id))
    db.session.commit()
    flash(_("Taken out."), "success")
    return redirect(url_for("workload.entries"))
