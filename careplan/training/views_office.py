"""For those who oversee training: everybody's accounts, who is behind, what runs out; and the queue of review."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.training.credit_load import Ledger, ledgers
from careplan.training.operations import move_records
from careplan.training.queries import (
    active_staff,
    endings,
    held_by_staff,
    queue,
    records_by_ids,
    state_counts,
    with_certificate,
)
from careplan.training.rules_load import rules_in_force
from careplan.training.states import MOVES, OFFICE_MOVES, STATES
from careplan.training.views_rights import blueprint
from careplan.training.words import CATEGORIES
from careplan.web.guard import user
from careplan.web.query import query_choice, query_text
from careplan.web.text import BadText, clean, whole_number

SOON = timedelta(days=90)
GROUPS = ("all", "class-teachers", "new", "behind")
BATCH = {
    "submitted": ("approve", "return"),
    "approved": ("send", "recognise", "return"),
    "sent": ("recognise", "refuse", "return"),
}
"""State → what may be done with many at once."""


def everybody() -> str:
    """?who= a group, ?q= a name; in the order of the staff list, nobody is ranked."""
    day, who, text = today(), query_choice("who", GROUPS, "all"), query_text("q")
    found = ledgers(day, active_staff())
    shown = [one for one in found if _belongs(one, who) and text.casefold() in one.staff.name.casefold()]
    counts = state_counts()
    return render_template(
        "training/everybody.html",
        ledgers=shown,
        who=who,
        text=text,
        sizes={group: sum(_belongs(one, group) for one in found) for group in GROUPS},
        held=held_by_staff(day),
        counts=counts,
        states=STATES,
        rules=rules_in_force(),
        ending=endings(day, day + SOON),
        class_teachers=[one for one in found if one.person.class_teacher],
        day=day,
        on_pace=on_pace,
    )


def on_pace(people: list[Ledger], day: date) -> float | None:
    """The share of these people who are not behind with anything; None of nobody (S46)."""
    return sum(not one.is_behind(day) for one in people) / len(people) if people else None


def _belongs(one: Ledger, group: str) -> bool:
    if group == "class-teachers":
        return one.person.class_teacher
    if group == "new":
        return bool(one.person.probation and one.person.probation.last >= today())
    return group == "all" or one.is_behind(today())


@blueprint.get("/review", endpoint="review")
@blueprint.post("/review", endpoint="review")
def review() -> Any:
    """?state= whose queue, ?q= and ?category= narrow it; ticked records take one step together, all or none."""
    state = query_choice("state", tuple(BATCH), "submitted")
    if request.method == "POST":
        return _batch(state)
    return _queue(state, set())


def _queue(state: str, ticked: set[int], refused: str = "", reason: str = "") -> str:
    rows = queue(state, query_text("q"), query_choice("category", tuple(CATEGORIES)))
    return render_template(
        "training/review.html",
        rows=rows,
        state=state,
        tabs=tuple(BATCH),
        counts=state_counts(),
        actions=BATCH[state],
        moves=MOVES,
        files=with_certificate([one.id for one in rows]),
        text=query_text("q"),
        category=query_choice("category", tuple(CATEGORIES)),
        categories=CATEGORIES,
        ticked=ticked,
        refused=refused,
        reason=reason,
        own=user().staff_id,
    )


def _batch(state: str) -> Any:
    action = request.form.get("step", "")
    ids = {number for text in request.form.getlist("record") if (number := whole_number(text)) is not None}
    reason = ""
    try:
        reason = clean(request.form.get("reason", ""))[:500]
        if action not in OFFICE_MOVES or action not in BATCH[state]:
            raise Refused(_("Please choose what to do with the records."))
        entries = records_by_ids(ids)
        move_records(actor_id=user().id, entries=entries, action=action, reason=reason)
    except BadText:
        db.session.rollback()
        return _queue(state, ids, _("The text holds characters that cannot be used here.")), 422
    except Refused as refused:
        db.session.rollback()
        return _queue(state, ids, str(refused), reason), 422
    db.session.commit()
    flash(ngettext("One record: done.", "%(num)d records: done.", len(entries)), "success")
    return redirect(url_for("training.review", state=state))
