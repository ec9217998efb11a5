"""One day of a series: its facts, what clashes, done, cancelled, changed; and the series with all its days."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from careplan.casework.help_queries import own_talks
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.programme.forms import CancelForm, DoneForm, ItemForm
from careplan.programme.hours_operations import follow_change
from careplan.programme.join_queries import serves_of
from careplan.programme.models import Item
from careplan.programme.operations import (
    cancel_item,
    change_item,
    mark_done,
    remove_items,
    reopen_item,
)
from careplan.programme.planned import HOURS
from careplan.programme.queries import find_item, following, places_of
from careplan.programme.served_once import Ref
from careplan.programme.sign_up import is_open
from careplan.programme.sign_up_queries import signed_by_squad
from careplan.programme.views_marks import plan_names
from careplan.programme.views_plan import lesson_times, people_to_choose, venues_to_choose
from careplan.programme.views_rights import (
    blueprint,
    item_or_404,
    may_change,
    may_keep_record,
    may_sign_up,
    series_or_404,
)
from careplan.programme.views_words import came_word, warnings_of
from careplan.school.queries import current_year, squads_of_year
from careplan.sessions.beside import Part
from careplan.web.filters import may
from careplan.web.guard import user
from careplan.web.text import whole_number


@blueprint.get("/items/<int:item_id>", endpoint="item")
def item(item_id: int) -> str:
    return item_page(item_or_404(item_id))


def item_page(found: Item, done: DoneForm | None = None, cancel: CancelForm | None = None) -> str:
    """The page of an item, with a form that was refused."""
    coming = following(found)
    cancel = cancel or CancelForm()
    cancel.offer(len(coming))
    done = done or DoneForm(data={"topic": found.topic, "came": found.came, "note": found.note})
    done.came.label.text = came_word(found.series.kind)
    return render_template(
        "programme/item.html",
        one=found,
        done=done,
        cancel=cancel,
        coming=len(coming),
        warnings=warnings_of([found]).get(found.id, []),
        keeps=may_keep_record(found),
        changes=may_change(found.series) or may_keep_record(found),
        own_talks=_own_talks(found),
        is_hours=found.series.kind in HOURS,
        part=_same_event(found),
    )


def _same_event(found: Item) -> Part | None:
    """The events of the school's calendar that it is too."""
    events = serves_of([Ref("item", found.id)]).get(Ref("item", found.id), [])
    return Part("aside", "programme/_same_event.html", {"events": events, "names": plan_names()}) if events else None


def _own_talks(found: Item) -> int | None:
    """How many talks the signed-in person noted in these hours; None when they note none at all (S32, S35)."""
    if found.series.kind not in HOURS or not may("casework.help_new"):
        return None
    return sum(talk.day == found.day and talk.channel == found.series.kind for talk in own_talks(user().id))


@blueprint.get("/items/<int:item_id>/change", endpoint="change")
@blueprint.post("/items/<int:item_id>/change", endpoint="change")
def change(item_id: int) -> Any:
    """Change this one, or this one and all that follow."""
    found = _kept(item_id)
    form = ItemForm(data=_item_data(found))
    form.offer(_people(found), venues_to_choose(), len(following(found)))
    if not form.is_submitted():
        form.open_for(found)
        return _change_page(found, form)
    if form.is_stale(found):
        form.version.data = str(found.version)
        return _change_page(found, form, stale=True), 409
    if form.validate():
        try:
            number = change_item(actor_id=user().id, item=found, words=form.item_words(), scope=form.scope.data)
            follow_change(actor_id=user().id, item=found, scope=form.scope.data)
        except Refused as refused:
            db.session.rollback()
            form.day.errors = [str(refused)]
        else:
            return _saved(found, ngettext("Changed: one day.", "Changed: %(num)d days.", number))
    return _change_page(_kept(item_id), form), 422


def _change_page(found: Item, form: ItemForm, stale: bool = False) -> str:
    lessons = lesson_times()
    return render_template("programme/change.html", one=found, form=form, stale=stale, lessons=lessons)


def _item_data(found: Item) -> dict[str, Any]:
    return {
        "topic": found.topic,
        "day": found.day,
        "hours": found.hours,
        "staff_id": found.staff_id or 0,
        "venue_id": found.venue_id or 0,
        "place": found.place,
        "off_campus": found.setting == "outside" and found.venue_id is None,
        "scope": "one",
    }


def _people(found: Item) -> list[tuple[int, str]]:
    """Who can be chosen; whoever is responsible now stays among them."""
    people = people_to_choose()
    if found.staff and found.staff_id not in {one for one, _name in people}:
        people.append((found.staff.id, found.staff.name))
    return people


@blueprint.post("/items/<int:item_id>/done", endpoint="done")
def done(item_id: int) -> Any:
    found, form = _kept(item_id), DoneForm()
    if form.validate():
        try:
            mark_done(
                actor_id=user().id,
                item=found,
                came=form.came.data,
                note=form.note.data or "",
                topic=form.topic.data if form.topic.raw_data else None,
            )
        except Refused as refused:
            db.session.rollback()
            form.came.errors = [str(refused)]
        else:
            return _saved(found, _("Recorded: it took place."))
    return item_page(_kept(item_id), done=form), 422


@blueprint.post("/done", endpoint="done_all")
def done_all() -> Response:
    """All the ticked ones took place: the own ones that are over."""
    given = [number for text in request.form.getlist("item") if (number := whole_number(text)) is not None]
    found = [one for number in given if (one := find_item(number)) and may_keep_record(one) and one.state == "planned"]
    try:
        for one in found:
            mark_done(actor_id=user().id, item=one, came=one.came, note=one.note)
    except Refused as refused:
        db.session.rollback()
        flash(str(refused), "warning")
    else:
        db.session.commit()
        flash(ngettext("Recorded: one took place.", "Recorded: %(num)d took place.", len(found)), "success")
    return redirect(url_for("programme.programme", scope="open"))


@blueprint.post("/items/<int:item_id>/cancel", endpoint="cancel")
def cancel(item_id: int) -> Any:
    found, form = _kept(item_id), CancelForm()
    form.offer(len(following(found)))
    if form.validate():
        try:
            number = cancel_item(
                actor_id=user().id, item=found, reason=form.reason.data or "", scope=form.scope.data or "one"
            )
        except Refused as refused:
            db.session.rollback()
            form.reason.errors = [str(refused)]
        else:
            words = ngettext("Cancelled: one day.", "Cancelled: %(num)d days.", number)
            back = "programme.stand_in" if request.form.get("back") == "stand-in" else ""
            return _saved(found, words, back)
    return item_page(_kept(item_id), cancel=form), 422


@blueprint.post("/items/<int:item_id>/reopen", endpoint="reopen")
def reopen(item_id: int) -> Response:
    found = _kept(item_id)
    reopen_item(actor_id=user().id, item=found)
    return _saved(found, _("It is planned again."))


def _kept(item_id: int) -> Item:
    """The item when this person may keep its record; 403 otherwise."""
    found = item_or_404(item_id)
    if not (may_keep_record(found) or may_change(found.series)):
        abort(403)
    return found


def _saved(found: Item, words: str, back: str = "") -> Response:
    item_id = found.id
    db.session.commit()
    flash(words, "success")
    return redirect(url_for(back) if back else url_for("programme.item", item_id=item_id))


@blueprint.get("/series/<int:series_id>", endpoint="series")
def series(series_id: int) -> str:
    """A series with all its days; of an elective how many of which squad are signed up: counts, no names."""
    found, year = series_or_404(series_id), current_year()
    squads = squads_of_year(year.start_year) if year else ()
    signed = signed_by_squad(found.id) if found.kind == "elective" else {}
    return render_template(
        "programme/series.html",
        series=found,
        warnings=warnings_of(list(found.items)),
        places=places_of([found])[found.id],
        by_squad=[(one.label(year.start_year), signed[one.id]) for one in squads if year and signed.get(one.id)],
        is_open=is_open(found.sign_up_until, found.last_on, today()),
        changes=may_change(found),
        signs_up=may_sign_up(),
        to_come=sum(one.state == "planned" and one.day >= today() for one in found.items),
    )


@blueprint.post("/series/<int:series_id>/remove", endpoint="remove")
def remove(series_id: int) -> Response:
    """Take what was planned by mistake out again."""
    found = series_or_404(series_id)
    if not may_change(found):
        abort(403)
    try:
        number = remove_items(actor_id=user().id, series=found)
    except Refused as refused:
        db.session.rollback()
        flash(str(refused), "warning")
        return redirect(url_for("programme.series", series_id=series_id))
    db.session.commit()
    flash(ngettext("Taken out: one day.", "Taken out: %(num)d days.", number), "success")
    return redirect(url_for("programme.programme"))
