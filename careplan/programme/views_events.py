"""The school's own events: list, upload of another calendar, preview, confirmation (S20)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, time
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.errors import Refused
from careplan.programme.events_operations import import_events, read_events
from careplan.programme.forms import EventFileForm
from careplan.programme.join_queries import events_between, is_live, served_plans
from careplan.programme.queries import school_events
from careplan.programme.school_events import EventFile, SchoolEventWords
from careplan.programme.views_event import may_be_same, year_days
from careplan.programme.views_rights import blueprint
from careplan.web.guard import user
from careplan.web.query import query_choice
from careplan.web.text import whole_number


@blueprint.get("/events", endpoint="events")
def events() -> str:
    """The events of the school year, and the form for a file."""
    return _page(EventFileForm())


def _page(form: EventFileForm) -> str:
    first, last = year_days()
    plans = served_plans()
    chosen = query_choice("plan", ("", *(one.code for one in plans)), "")
    found = events_between(first, last)
    may_be = may_be_same(found)
    shown = [one for one in found if not chosen or chosen in one.serves]
    return render_template(
        "programme/events.html",
        events=shown,
        total=len(found),
        joined=sum(any(is_live(join) for join in one.joins) for one in found),
        may_be=may_be,
        plans={one.code: one for one in plans},
        plan=chosen,
        serving=sum(len(one.serves) > 1 for one in found),
        lives={one.id: sum(map(is_live, one.joins)) for one in shown},
        form=form,
    )


@blueprint.post("/events", endpoint="events_preview")
def events_preview() -> Any:
    """What the file would add; nothing is stored yet."""
    form = EventFileForm()
    if not form.validate():
        return _page(form), 422
    upload = form.file.data
    found = read_events(upload.filename or "", upload.read())
    if found.unreadable:
        form.file.errors = [_unreadable(found.unreadable)]
        return _page(form), 422
    first, last = year_days()
    known = {(row.day, row.title) for row in school_events(first, last)}
    rows = [(row, (row.day, row.title) in known, first <= row.day <= last) for row in found.events]
    return render_template(
        "programme/events_preview.html",
        rows=rows,
        faults=[(fault, fault_words(fault.why)) for fault in found.faults],
        sealed=_seal(found, upload.filename or ""),
        new=sum(not known and inside for _row, known, inside in rows),
    )


def _seal(found: EventFile, name: str) -> str:
    """What was read goes with the page and comes back signed: what is confirmed is what was looked at."""
    rows = [{key: str(value) if value else "" for key, value in asdict(row).items()} for row in found.events]
    sealed: str | bytes = _signer().dumps([name, rows])
    return str(sealed)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"school-events-{user().school_id}")


@blueprint.post("/events/confirm", endpoint="events_confirm")
def events_confirm() -> Response:
    try:
        name, rows = _signer().loads(request.form.get("sealed", ""))
    except BadSignature:
        abort(400, _("Please upload the file again."))
    chosen = {number for text in request.form.getlist("row") if (number := whole_number(text)) is not None}
    picked = [_words(row) for number, row in enumerate(rows) if number in chosen]
    try:
        added = import_events(actor_id=user().id, events=picked, source=name)
    except Refused as refused:
        db.session.rollback()
        flash(str(refused), "warning")
    else:
        db.session.commit()
        flash(ngettext("One event taken over.", "%(num)d events taken over.", added), "success")
    return redirect(url_for("programme.events"))


def _words(row: dict[str, str]) -> SchoolEventWords:
    begins, ends = (time.fromisoformat(row[key]) if row[key] else None for key in ("begins", "ends"))
    day, last_day = (date.fromisoformat(row[key]) for key in ("day", "last_day"))
    return SchoolEventWords(day, last_day, row["title"], begins, ends, row["place"])


def _unreadable(why: str) -> str:
    return {
        "no-header": _("No sheet has a heading with a column “日期” and a column “活动”."),
        "too-many": _("The file is too large: at most 500 events and one megabyte."),
        "empty": _("There is no event in this file."),
        "slow": _("Reading this file takes too long. Please export a smaller part of the calendar."),
        "broken": _("This file cannot be read as a calendar or a workbook."),
    }[why]


def fault_words(why: str) -> str:
    return {
        "no-title": _("has no name"),
        "no-day": _("has no day that can be read; write it like 2026-10-20"),
        "no-last": _("ends before it begins"),
        "no-hours": _("has a time that cannot be read; write it like 08:00-11:30"),
        "too-often": _("repeats too often to be a school's event; please leave it out"),
        "broken-rule": _("repeats in a way that cannot be read"),
        "not-this-year": _("repeats, but on no day of this school year"),
    }[why]
