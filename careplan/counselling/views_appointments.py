"""Appointments: booked from free times, moved, cancelled, held or missed."""

from __future__ import annotations

from collections import Counter
from datetime import time
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.access.roles import COUNSELLING_TEACHER
from careplan.children.models import Child
from careplan.children.names import Named, child_choice
from careplan.children.views import squad_label
from careplan.clock import today
from careplan.counselling.appointment_operations import book, cancel, chosen_time, hold, miss, move, note_on_spot
from careplan.counselling.forms import BookForm, CancelForm, HeldForm, SpotForm, TimeForm
from careplan.counselling.models import Appointment
from careplan.counselling.note_queries import noted
from careplan.counselling.room_queries import bookable, children_to_choose, fallen_appointments
from careplan.counselling.slots import minutes_of
from careplan.counselling.views_rights import appointment_or_404, blueprint, fresh_appointment
from careplan.counselling.words import LENGTHS
from careplan.db import db
from careplan.errors import Refused
from careplan.voices.models import TalkWish
from careplan.voices.talk_queries import wish_named
from careplan.web.filters import day
from careplan.web.guard import audit_read, own_squads, roles, user
from careplan.web.query import query_int


def _listens() -> bool:
    return COUNSELLING_TEACHER in roles()


def _minutes() -> int:
    """How long the times are that a form offers: what was sent, else ?minutes=."""
    given = request.form.get("minutes", "")
    asked = int(given) if given in {str(one) for one in LENGTHS} else query_int("minutes", LENGTHS[0])
    return asked if asked in LENGTHS else LENGTHS[0]


def _children() -> list[Named]:
    """Children to choose, found by pinyin too; classmates of the same name are told apart by the birth date."""
    rows = children_to_choose(None if _listens() else own_squads())
    named = Counter(_label(one) for one in rows)
    labels = [_label(one) if named[_label(one)] == 1 else f"{_label(one)} · {day(one.birth_date)}" for one in rows]
    return [child_choice(one.id, label, one.name, one.name_keys) for one, label in zip(rows, labels, strict=True)]


def _label(child: Child) -> str:
    return f"{squad_label(child.squad)} {child.name}"


def _wish() -> TalkWish | None:
    """The wish of ?wish=, for the counselling teacher alone."""
    asked = query_int("wish")
    if not asked or not _listens():
        return None
    row = wish_named(asked) or abort(404)
    return row if row.answered_on is None else abort(404)


def _child_of(wish: TalkWish, children: list[Named]) -> list[int]:
    return [child_id for child_id, label, _keys in children if label == f"{wish.squad} {wish.who}"]


@blueprint.get("/appointments/new", endpoint="new")
@blueprint.post("/appointments/new", endpoint="new")
def new() -> Any:
    """A free time for a child, a group, a parent or a teacher; a class counselor books for the own children."""
    wish, children = _wish(), _children()
    form = BookForm()
    form.offer(bookable(_minutes()), children)
    if not form.is_submitted():
        form.minutes.data = _minutes()
        form.children.data = _child_of(wish, children) if wish else [one for one in [query_int("child")] if one]
        audit_read("appointment", None, form="new")
    elif form.validate():
        try:
            _booked(form, wish)
        except Refused as refused:
            db.session.rollback()
            form["slot" if form.children.data else "children"].errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("Booked."), "success")
            return redirect(url_for("counselling.room" if _listens() else "counselling.away"))
    page = render_template("counselling/new.html", form=form, wish=_wish(), listens=_listens())
    return page, 422 if form.is_submitted() else 200


def _booked(form: BookForm, wish: TalkWish | None) -> None:
    own = None if _listens() else own_squads()
    chosen = [one for one in children_to_choose(own) if one.id in (form.children.data or [])]
    book(
        actor_id=user().id,
        time=chosen_time(form.slot.data, form.minutes.data),
        children=chosen,
        comes=form.comes.data if _listens() else "pupil",
        asked_by=form.asked_by.data if _listens() else "teacher",
        wish=wish,
    )


@blueprint.get("/appointments/spot", endpoint="spot")
@blueprint.post("/appointments/spot", endpoint="spot")
def spot() -> Any:
    """Somebody came without an appointment."""
    form = SpotForm(data={"day": today(), "minutes": LENGTHS[0], "comes": "pupil"})
    form.offer(_children())
    if not form.is_submitted():
        audit_read("appointment", None, form="spot")
    elif form.validate():
        begins = _clock(form.at.data or "")
        if begins is None:
            form.at.errors = [_("Please write the time like 12:20.")]
        elif user().staff_id is None:
            form.day.errors = [_("Your account is not joined to the staff list. The administrator can do that.")]
        else:
            row = _on_spot(form, begins)
            if row:
                appointment_id = row.id
                db.session.commit()
                return redirect(url_for("counselling.appointment", appointment_id=appointment_id))
    return render_template("counselling/spot.html", form=form), 422 if form.is_submitted() else 200


def _on_spot(form: SpotForm, begins: int) -> Appointment | None:
    chosen = [one for one in children_to_choose() if one.id in (form.children.data or [])]
    try:
        return note_on_spot(
            actor_id=user().id, day=form.day.data, begins=begins, minutes=form.minutes.data or 0,
            staff_id=user().staff_id or 0, children=chosen, comes=form.comes.data,
        )  # fmt: skip
    except Refused as refused:
        db.session.rollback()
        form["day" if chosen else "children"].errors = [str(refused)]
        return None


def _clock(text: str) -> int | None:
    """12:20 or 12：20 as minutes since midnight; None when it is no time."""
    try:
        return minutes_of(time.fromisoformat(text.replace("：", ":").strip().zfill(5)))
    except ValueError:
        return None


@blueprint.get("/appointments/<int:appointment_id>")
def appointment(appointment_id: int) -> str:
    """One appointment: what can still be done with it, and the notes to write."""
    row = appointment_or_404(appointment_id)
    audit_read("appointment", row.id)
    return _page(row)


def _page(row: Appointment, form: Any = None) -> str:
    forms: dict[str, Any] = {}
    for name, kind in (("held", HeldForm), ("cancel", CancelForm), ("move", TimeForm)):
        forms[name] = form if isinstance(form, kind) else kind(formdata=None)
        if name == "move":
            forms[name].offer_times(bookable(row.minutes if row.minutes in LENGTHS else LENGTHS[0]))
        else:
            forms[name].offer()
    return render_template(
        "counselling/appointment.html",
        row=row,
        forms=forms,
        noted=noted(row.id),
        why=fallen_appointments([row] if row.state == "booked" else []).get(row.id, ""),
    )


def _back(appointment_id: int, done: str) -> Response:
    db.session.commit()
    flash(done, "success")
    return redirect(url_for("counselling.appointment", appointment_id=appointment_id))


@blueprint.post("/appointments/<int:appointment_id>/move")
def appointment_move(appointment_id: int) -> Any:
    row, form = fresh_appointment(appointment_id), TimeForm()
    form.minutes.data = row.minutes if row.minutes in LENGTHS else LENGTHS[0]
    form.offer_times(bookable(form.minutes.data))
    form.minutes.process_data(form.minutes.data)
    if form.slot.validate(form):
        try:
            move(actor_id=user().id, row=row, time=chosen_time(form.slot.data, form.minutes.data))
            return _back(appointment_id, _("Moved."))
        except Refused as refused:
            db.session.rollback()
            form.slot.errors = [str(refused)]
    return _page(appointment_or_404(appointment_id), form), 422


@blueprint.post("/appointments/<int:appointment_id>/cancel")
def appointment_cancel(appointment_id: int) -> Any:
    row, form = fresh_appointment(appointment_id), CancelForm()
    form.offer()
    if not form.validate():
        return _page(row, form), 422
    cancel(actor_id=user().id, row=row, reason=form.reason.data)
    return _back(appointment_id, _("Cancelled. The time is free again."))


@blueprint.post("/appointments/<int:appointment_id>/missed")
def appointment_missed(appointment_id: int) -> Response:
    miss(actor_id=user().id, row=fresh_appointment(appointment_id))
    return _back(appointment_id, _("Noted."))


@blueprint.post("/appointments/<int:appointment_id>/held")
def appointment_held(appointment_id: int) -> Any:
    row, form = fresh_appointment(appointment_id), HeldForm()
    form.offer()
    if not form.validate():
        return _page(row, form), 422
    wish = wish_named(row.talk_wish_id) if row.talk_wish_id else None
    hold(person=user(), row=row, subject=form.subject.data, referred=bool(form.referred.data), wish=wish)
    return _back(appointment_id, _("Noted. Now the note can be written."))
