"""Where to find help: counselling room, hotline, national lines; counts for all, notes for none (S9, S32, S35)."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from careplan.casework.help_forms import HelpForm, HoursForm
from careplan.casework.help_operations import add_hours, follow_up, note_talk, remove_hours
from careplan.casework.help_queries import opening_hours, own_talk, own_talks, usage_of_year
from careplan.casework.help_words import CAME, CHANNELS, WHO
from careplan.casework.models import HelpHours
from careplan.casework.operations import WrongDay
from careplan.casework.views_contacts import blueprint
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.school.queries import staff, this_school
from careplan.seeds.load import shipped_hotlines
from careplan.web.filters import in_english
from careplan.web.guard import audit_read, user
from careplan.web.query import query_choice, query_date

WEEKDAYS = {
    **{1: ("周一", "Monday"), 2: ("周二", "Tuesday"), 3: ("周三", "Wednesday"), 4: ("周四", "Thursday")},
    **{5: ("周五", "Friday"), 6: ("周六", "Saturday"), 7: ("周日", "Sunday")},
}


@blueprint.app_template_filter("help_word")
def help_word(code: str | int) -> str:
    """A channel, caller, way or weekday in the reader's language."""
    names = WEEKDAYS[code] if isinstance(code, int) else {**CHANNELS, **WHO, **CAME}[code]
    return names[in_english()]


@blueprint.get("/help", endpoint="help")
def help_page() -> str:
    return render_template(
        "casework/help.html",
        hours=opening_hours(),
        lines=shipped_hotlines(),
        school=this_school(),
        usage=usage_of_year(),
        channels=CHANNELS,
    )


@blueprint.get("/help/hours/new", endpoint="help_hours_new")
@blueprint.post("/help/hours/new", endpoint="help_hours_new")
def help_hours_new() -> Any:
    form = HoursForm(data={"channel": "room"})
    form.offer([(day, help_word(day)) for day in WEEKDAYS], [(one.id, one.name) for one in staff()])
    if form.validate_on_submit():
        try:
            add_hours(
                actor_id=user().id,
                channel=form.channel.data,
                weekday=form.weekday.data,
                hours=form.hours.data or "",
                place=form.place.data or "",
                staff_id=form.staff_id.data or None,
            )
        except Refused as refused:
            form.hours.errors = [str(refused)]
        else:
            db.session.commit()
            return redirect(url_for("casework.help"))
    return render_template("casework/help_hours.html", form=form), 422 if form.is_submitted() else 200


@blueprint.post("/help/hours/<int:hours_id>/remove", endpoint="help_hours_remove")
def help_hours_remove(hours_id: int) -> Response:
    row = db.session.scalar(select(HelpHours).where(HelpHours.id == hours_id)) or abort(404)
    remove_hours(actor_id=user().id, row=row)
    db.session.commit()
    return redirect(url_for("casework.help"))


@blueprint.get("/help/new", endpoint="help_new")
@blueprint.post("/help/new", endpoint="help_new")
def help_new() -> Any:
    day, channel = query_date("day", today()), query_choice("channel", tuple(CHANNELS), "room")
    form = HelpForm(data={"day": day, "channel": channel, "who": "pupil", "came": "own"})
    form.offer()
    if form.validate_on_submit():
        try:
            note_talk(actor_id=user().id, words=form.words())
        except WrongDay as refused:
            form.day.errors = [str(refused)]
        except Refused as refused:
            form.follow_up_on.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("Noted. Only you can read the note."), "success")
            return redirect(url_for("casework.help_mine"))
    return render_template("casework/help_new.html", form=form), 422 if form.is_submitted() else 200


@blueprint.get("/help/mine", endpoint="help_mine")
def help_mine() -> str:
    talks = own_talks(user().id)
    audit_read("help_given", None, talks=len(talks))
    return render_template("casework/help_mine.html", talks=talks)


@blueprint.post("/help/<int:talk_id>/followed", endpoint="help_followed")
def help_followed(talk_id: int) -> Response:
    follow_up(actor_id=user().id, row=own_talk(talk_id, user().id) or abort(404), day=today())
    db.session.commit()
    return redirect(url_for("casework.help_mine"))
