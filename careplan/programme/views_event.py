"""One event of the school's calendar: written by hand, which plans it serves, what it is the same as (S20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.errors import Refused
from careplan.programme.events_operations import change_event, enter_event, remove_event
from careplan.programme.forms import EventForm
from careplan.programme.join_operations import join_event, part_event, serve_plans, settle
from careplan.programme.join_queries import (
    Joinable,
    PlanName,
    find_event,
    find_join,
    is_live,
    joinables,
    ref_of,
    served_plans,
)
from careplan.programme.joining import stood_of
from careplan.programme.likeness import Suggestion, suggestions
from careplan.programme.models import EventJoin, SchoolEvent
from careplan.programme.planned import days_of_year, hours_text
from careplan.programme.served_once import Ref
from careplan.programme.views_plan import lesson_times
from careplan.programme.views_rights import blueprint
from careplan.school.queries import current_year
from careplan.school.views_edit import differences
from careplan.web.filters import in_english
from careplan.web.guard import user
from careplan.web.text import whole_number

SOURCES = ("session", "item")


def year_days() -> tuple[date, date]:
    """The days of the school year; without one, all days."""
    year = current_year()
    return days_of_year(year.start_year) if year else (date.min, date.max)


def event_or_404(event_id: int) -> SchoolEvent:
    return find_event(event_id) or abort(404)


def suggested(event: SchoolEvent, there: Sequence[Joinable]) -> list[tuple[Suggestion, Joinable]]:
    """What may be the same event and was not answered yet."""
    if event.settled or any(ref_of(join) for join in event.joins):
        return []
    by_ref = {one.ref: one for one in there}
    found = suggestions(event.words, [one.meeting for one in there if event.day <= one.meeting.day <= event.last_day])
    return [(one, by_ref[one.ref]) for one in found]


def overlaps(event: SchoolEvent, other: Joinable) -> bool:
    """Whether both take place at one time; an event without hours takes the whole of its days."""
    if event.begins is None or event.ends is None:
        return True
    first, last = other.meeting.begins, other.meeting.ends
    return event.begins < last.time() and first.time() < event.ends


def _others(event: SchoolEvent, there: Sequence[Joinable]) -> list[tuple[bool, Joinable]]:
    """What could be joined, each with whether it lies apart in time: what overlaps comes first."""
    return sorted(((not overlaps(event, one), one) for one in there), key=lambda pair: pair[0])


def may_be_same(events: Sequence[SchoolEvent]) -> dict[int, int]:
    """Event id → how many things may be the same and wait for an answer."""
    if not events:
        return {}
    there = joinables(min(one.day for one in events), max(one.last_day for one in events))
    return {one.id: number for one in events if (number := len(suggested(one, there)))}


@dataclass(frozen=True, slots=True)
class Joined:
    """A join as its page shows it. url "": what it was joined with is gone from that time; state: of what there is."""

    id: int
    words: str
    day: date
    hours: str
    url: str
    live: bool
    state: str


def joined(join: EventJoin, there: Sequence[Joinable]) -> Joined:
    """Its words as it was joined, and where it is now."""
    stood, ref = stood_of(join.stood), ref_of(join)
    words = stood.en if in_english() else stood.zh
    meeting = next((one.meeting for one in there if one.ref == ref), None)
    hours = f"{meeting.begins:%H:%M}–{meeting.ends:%H:%M}" if meeting else ""
    one = join.session or join.item
    return Joined(join.id, words, stood.day, hours, url_of(ref) if ref else "", is_live(join), one.state if one else "")


def url_of(ref: Ref) -> str:
    if ref.source == "session":
        return url_for("sessions.session", session_id=ref.id)
    return url_for("programme.item", item_id=ref.id)


@blueprint.get("/events/<int:event_id>", endpoint="event")
def event(event_id: int) -> str:
    return _page(event_or_404(event_id))


def _page(found: SchoolEvent, refused: str = "") -> str:
    there = joinables(found.day, found.last_day)
    known = {ref_of(join) for join in found.joins}
    return render_template(
        "programme/event.html",
        one=found,
        plans=[one for one in served_plans() if one.offered or one.code in found.serves],
        joined=[joined(join, there) for join in found.joins],
        suggested=suggested(found, there),
        others=_others(found, [one for one in there if one.ref not in known]),
        url_of=url_of,
        refused=refused,
    )


@blueprint.get("/events/new", endpoint="event_new")
@blueprint.post("/events/new", endpoint="event_new")
def event_new() -> Any:
    form = EventForm()
    _offer(form, [one for one in served_plans() if one.offered])
    if form.is_submitted() and form.validate():
        try:
            made = enter_event(actor_id=user().id, words=form.words())
            serve_plans(actor_id=user().id, event=made, codes=form.serves.data or [])
        except Refused as refused:
            db.session.rollback()
            form.day.errors = [str(refused)]
        else:
            event_id = made.id
            db.session.commit()
            flash(_("The event stands in the calendar."), "success")
            return redirect(url_for("programme.event", event_id=event_id))
    page = render_template("programme/event_form.html", form=form, one=None, lessons=lesson_times(), differences=None)
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/events/<int:event_id>/change", endpoint="event_change")
@blueprint.post("/events/<int:event_id>/change", endpoint="event_change")
def event_change(event_id: int) -> Any:
    found = event_or_404(event_id)
    form = _form(found)
    if not form.is_submitted():
        form.open_for(found)
        return _change_page(found, form)
    if form.is_stale(found):
        told = differences(_form(found, formdata=None), form)
        form.version.data = str(found.version)
        return _change_page(found, form, told), 409
    if form.validate():
        try:
            change_event(actor_id=user().id, event=found, words=form.words())
            serve_plans(actor_id=user().id, event=found, codes=form.serves.data or [])
        except Refused as refused:
            db.session.rollback()
            form.day.errors = [str(refused)]
        else:
            return _saved(event_id, _("Saved."))
    return _change_page(event_or_404(event_id), form), 422


def _change_page(found: SchoolEvent, form: EventForm, told: list[tuple[str, str, str]] | None = None) -> str:
    return render_template("programme/event_form.html", form=form, one=found, lessons=lesson_times(), differences=told)


def _form(found: SchoolEvent, **rest: Any) -> EventForm:
    hours = hours_text(found.begins, found.ends) if found.begins and found.ends else ""
    last = found.last_day if found.last_day != found.day else None
    data = {"title": found.title, "day": found.day, "last_day": last, "hours": hours, "place": found.place}
    form = EventForm(data={**data, "serves": list(found.serves)}, **rest)
    _offer(form, [one for one in served_plans() if one.offered or one.code in found.serves])
    return form


def _offer(form: EventForm, plans: list[PlanName]) -> None:
    form.serves.choices = [(one.code, one.en if in_english() else one.zh) for one in plans]


@blueprint.post("/events/<int:event_id>/serves", endpoint="event_serves")
def event_serves(event_id: int) -> Any:
    """Which plans it serves: the ticked ones."""
    found = event_or_404(event_id)
    try:
        serve_plans(actor_id=user().id, event=found, codes=request.form.getlist("plan"))
    except Refused as refused:
        db.session.rollback()
        return _page(event_or_404(event_id), str(refused)), 422
    return _saved(event_id, _("Saved."))


@blueprint.post("/events/<int:event_id>/join", endpoint="event_join")
def event_join(event_id: int) -> Any:
    """It is the same as the session or item that is named: "session-12"."""
    found = event_or_404(event_id)
    source, _dash, number = request.form.get("with", "").partition("-")
    row = whole_number(number)
    try:
        if source not in SOURCES or row is None:
            raise Refused(_("Please choose what it is the same as."))
        ref = Ref("session" if source == "session" else "item", row)
        join_event(actor_id=user().id, event=found, ref=ref)
    except Refused as refused:
        db.session.rollback()
        return _page(event_or_404(event_id), str(refused)), 422
    other = next((one for one in joinables(found.day, found.last_day) if one.ref == ref), None)
    if other is not None and not overlaps(found, other):
        flash(_("Their times do not overlap. If they are two events after all, press “They are two”."), "warning")
    return _saved(event_id, _("Joined: it stands in the calendar once, and work on it counts once."))


@blueprint.post("/events/joins/<int:join_id>/part", endpoint="event_part")
def event_part(join_id: int) -> Response:
    found = find_join(join_id) or abort(404)
    event_id = found.event_id
    part_event(actor_id=user().id, join=found)
    return _saved(event_id, _("Taken back: they are two events again."))


@blueprint.post("/events/<int:event_id>/settle", endpoint="event_settle")
def event_settle(event_id: int) -> Response:
    settle(actor_id=user().id, event=event_or_404(event_id))
    return _saved(event_id, _("Noted: nothing of these is the same event."))


@blueprint.post("/events/<int:event_id>/remove", endpoint="event_remove")
def event_remove(event_id: int) -> Response:
    remove_event(actor_id=user().id, event=event_or_404(event_id))
    db.session.commit()
    flash(_("The event is taken off the list."), "success")
    return redirect(url_for("programme.events"))


def _saved(event_id: int, words: str) -> Response:
    db.session.commit()
    flash(words, "success")
    return redirect(url_for("programme.event", event_id=event_id))
