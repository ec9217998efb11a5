"""One session of a draft by a form: move, swap, add, drop, with what is found at its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.errors import Refused
from careplan.scheduling.solution import Session
from careplan.sessions.desk_load import Reading, load_reading, post_roles
from careplan.sessions.draft_forms import SessionForm, chosen_number, fill, session_form
from careplan.sessions.draft_operations import make_step, reader_language, try_step
from careplan.sessions.findings import Effect
from careplan.sessions.moves import (
    drop_words,
    move_words,
    session_words,
    swap_words,
    swaps,
    time_words,
)
from careplan.sessions.places import Finder
from careplan.sessions.taken_load import taken_of
from careplan.sessions.views_rights import blueprint, draft_or_404
from careplan.web.filters import in_english, word
from careplan.web.guard import user


@blueprint.get("/draft/<int:version_id>/sessions/<int:session_id>")
def edit_session(version_id: int, session_id: int) -> str:
    """One session of the draft: where it stands, where it may go, what else may be done with it."""
    reading, place = _opened(version_id, session_id)
    form = _form(reading, place)
    fill(form, reading.desk.sessions[place], reading.version.edits)
    return _page(reading, place, form, None)


@blueprint.post("/draft/<int:version_id>/sessions/<int:session_id>")
def change_session(version_id: int, session_id: int) -> Any:
    """Look first what a change would do, or make it."""
    reading, place = _opened(version_id, session_id)
    form = _form(reading, place)
    if form.is_stale(reading.version.edits):
        flash(
            _("The draft was changed in the meantime. Your choice is still here; please look again and save."), "info"
        )
        form.edit.data = str(reading.version.edits)
        return _page(reading, place, form, None), 409
    if not form.validate():
        return _page(reading, place, form, None), 422
    before = reading.desk.sessions[place]
    after = form.session(before.activity, before.group)
    if after == before:
        flash(_("Nothing was changed yet: choose another time, place or person."), "info")
        return _page(reading, place, form, None)
    try:
        effect = try_step(version=reading.version, out=(before,), into=(after,))[1]
    except Refused as refused:
        form.start.errors = [*form.start.errors, str(refused)]
        return _page(reading, place, form, None), 409
    if effect.blocking or "check" in request.form:
        return _page(reading, place, form, effect), 422 if effect.blocking else 200
    words = move_words(reading.desk, before, after, reading.language, reading.names)
    return made(reading, (before,), (after,), words)


@blueprint.post("/draft/<int:version_id>/sessions/<int:session_id>/swap")
def swap_session(version_id: int, session_id: int) -> Response:
    """Two sessions change times; each keeps its place where that is possible."""
    reading, place = _opened(version_id, session_id)
    row = chosen_number(request.form.get("other", ""))
    other = None if row is None else reading.desk.session_of(row)
    one = reading.desk.sessions[place]
    if other is None or other == one:
        return _not_made(version_id, session_id, _("Choose the other session first."))
    ways = list(swaps(one, other))
    words = swap_words(reading.desk, one, other, reading.language, reading.names)
    try:
        good = (way for way in ways if not try_step(version=reading.version, out=(one, other), into=way)[1].blocking)
        return made(reading, (one, other), next(good, ways[0]), words)
    except Refused as refused:
        return _not_made(version_id, session_id, str(refused))


@blueprint.post("/draft/<int:version_id>/sessions/<int:session_id>/drop")
def drop_session(version_id: int, session_id: int) -> Response:
    reading, place = _opened(version_id, session_id)
    one = reading.desk.sessions[place]
    try:
        return made(reading, (one,), (), drop_words(reading.desk, one, reading.language, reading.names))
    except Refused as refused:
        return _not_made(version_id, session_id, str(refused))


def _not_made(version_id: int, session_id: int, why: str) -> Response:
    """Back to the session's page, with the reason why nothing was changed."""
    db.session.rollback()
    flash(why, "danger")
    return redirect(url_for("sessions.edit_session", version_id=version_id, session_id=session_id))


def _opened(version_id: int, session_id: int) -> tuple[Reading, int]:
    reading = load_reading(draft_or_404(version_id), reader_language())
    place = reading.desk.place_of(session_id)
    if place is None:
        abort(404)
    return reading, place


def _form(reading: Reading, place: int) -> SessionForm:
    session, index = reading.desk.sessions[place], reading.desk.judge.index
    taken = taken_of(reading.desk.problem)
    finder = Finder(reading.desk, place, "none", reading.fixing, reading.language, reading.names, taken)
    activity = index.activities.get(session.activity) or abort(404)
    roles = [word(role, "post") for role in post_roles(session.activity)]
    return session_form(index, activity, session.group, finder.find(()).slots, roles, reading.names)


def _page(reading: Reading, place: int, form: SessionForm, effect: Effect | None) -> str:
    desk = reading.desk
    session = desk.sessions[place]
    fixed = reading.fixing.of(desk, session, desk.rows[place])
    rest = form.show(effect.blocking) if effect else []
    return render_template(
        "sessions/edit_session.html",
        version=reading.version,
        row=desk.rows[place],
        what=session_words(desk, session, reading.language, reading.names),
        when=time_words(desk, session, reading.language),
        session=session,
        names=reading.names,
        fixed=fixed.words(reading.language) if fixed else "",
        form=form,
        effect=effect,
        rest=rest,
        others=_others(reading, place),
        lock=next((one for one in reading.fixing.locked.sessions.items() if one[0] == desk.rows[place]), None),
    )


def _others(reading: Reading, place: int) -> list[tuple[int | None, str]]:
    """The sessions it could change times with: of the same length, that can be moved, in order of time."""
    desk, index = reading.desk, reading.desk.judge.index
    length = index.activities[desk.sessions[place].activity].periods
    found = [
        (index.slots[one.start].date, index.slots[one.start].period, desk.rows[n], one)
        for n, one in enumerate(desk.sessions)
        if n != place
        and one.start in index.slots
        and one.activity in index.activities
        and index.activities[one.activity].periods == length
        and reading.fixing.of(desk, one, desk.rows[n]) is None
    ]
    found.sort(key=lambda one: one[:2])
    return [
        (row, f"{time_words(desk, one, reading.language)} {session_words(desk, one, reading.language, reading.names)}")
        for _day, _period, row, one in found
    ]


def made(reading: Reading, out: tuple[Session, ...], into: tuple[Session, ...], words: str) -> Response:
    """Make the step, say it and what it brings, and go back to the desk."""
    effect = make_step(actor_id=user().id, version=reading.version, out=out, into=into, words=words)
    db.session.commit()
    _say(words, effect)
    return redirect(url_for("sessions.desk", version_id=reading.version.id))


def _say(words: str, effect: Effect) -> None:
    """What the board answers to a drop, for who has only the form: the step, its price, what it brings by severity."""
    flash(f"{words} · {_score(effect.points)}", "success")
    for severity, head, kind in (
        ("publishing", _("blocks publishing"), "warning"),
        ("warning", _("less good"), "info"),
    ):
        found = dict.fromkeys(one.sentence for one in effect.brings if one.severity == severity)
        if found:
            flash(f"{head.capitalize()}{': ' if in_english() else '：'}{_running(found)}", kind)


def _running(sentences: Iterable[str]) -> str:
    """Sentences one after the other; wishes come without their full stop."""
    stop, gap = (".", " ") if in_english() else ("。", "")
    return gap.join(one if one.endswith(stop) else one + stop for one in sentences)


def _score(points: int) -> str:
    if not points:
        return _("no change in penalty points")
    return _("%(n)s penalty points more", n=points) if points > 0 else _("%(n)s penalty points fewer", n=-points)
