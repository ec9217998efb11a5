"""The desk: the one draft with what is found in it, its journal, its locks, and what can be done with it."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.access.roles import HEAD_COUNSELOR
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.sessions.board_load import Ids
from careplan.sessions.catch_up_load import load_late
from careplan.sessions.catch_up_operations import catch_up
from careplan.sessions.compare_load import Compared, load_comparison
from careplan.sessions.desk import Desk
from careplan.sessions.desk_load import Reading, load_reading
from careplan.sessions.draft_forms import ExceptionForm, GenerateForm, NameForm, chosen_number
from careplan.sessions.draft_operations import open_draft, reader_language, redo, undo
from careplan.sessions.draft_queries import LockOn, edits_of, first_undone, last_done, locks_of, proposals_of
from careplan.sessions.lock_operations import KINDS, lock, unlock
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.moves import session_words, time_words
from careplan.sessions.publish_load import exceptions_of, load_standing, signers
from careplan.sessions.publish_operations import name_version, sign_exception
from careplan.sessions.schedule_queries import published_schedule
from careplan.sessions.session_queries import Wanted, choices_of, find_sessions
from careplan.sessions.views_rights import blueprint, check_seen, draft_or_404
from careplan.sessions.views_week_words import numbered
from careplan.web.guard import roles, user
from careplan.web.query import query_int


@blueprint.post("/draft/open")
def open_desk() -> Response:
    """Open the one draft, or go on with it."""
    version = open_draft(actor_id=user().id)
    db.session.commit()
    return redirect(url_for("sessions.desk", version_id=version.id))


@blueprint.get("/draft/<int:version_id>")
def desk(version_id: int) -> str:
    return _desk_page(draft_or_404(version_id), ExceptionForm())


def _desk_page(version: ScheduleVersion, exception: ExceptionForm) -> str:
    reading = load_reading(version, reader_language())
    standing = load_standing(version, reading.language)
    in_force = published_schedule()
    compared = load_comparison(in_force, version) if in_force else None
    signed = exceptions_of(version)
    wanted = Wanted(version.id, today(), None, query_int("squad"), query_int("leader"), query_int("venue"))
    narrowed = wanted.squad_id or wanted.staff_id or wanted.venue_id
    squad_ids = {code: key for key, code in Ids.now().squads.items()}
    short = {squad_ids[one.who] for one in standing.already if one.who in squad_ids}
    return render_template(
        "sessions/desk.html",
        version=version,
        may_change=HEAD_COUNSELOR in roles(),
        standing=standing,
        late=load_late(version),
        signed=signed,
        signers=signers(signed),
        exception=exception,
        name=NameForm(obj=version),
        in_force=in_force,
        compared=compared,
        lost=_lost(reading, compared),
        back=last_done(version),
        forward=first_undone(version),
        journal=edits_of(version),
        locks=[(one, _lock_words(reading, one)) for one in locks_of(version)],
        squads=_squads(reading.desk, reading.names),
        squad_ids=squad_ids,
        short=short,
        ticked=short if request.args.get("fill") == "short" else frozenset(),
        weeks=_weeks(reading.desk),
        generate=GenerateForm(edit=version.edits),
        proposals=proposals_of(version),
        choices=choices_of(version),
        wanted=wanted,
        lines=find_sessions(wanted, today()) if narrowed else None,
        fixed={reading.desk.rows[n]: why.words(reading.language) for n, why in _fixed(reading)},
        empty=_empty_lessons(reading, wanted.squad_id),
    )


def _lost(reading: Reading, compared: Compared | None) -> list[tuple[date, int, list[str], str]]:
    """Sessions of the schedule in force that have no lesson any more: day, number, squads, activity."""
    found = compared.found.without_lesson(today(), reading.desk.judge.index.at) if compared else ()
    names = reading.names
    return [
        (one.day, one.period, [names.get(squad, squad) for squad in one.squads], names.get(one.activity, one.activity))
        for one in found
    ]


def _fixed(reading: Reading) -> Any:
    return reading.fixing.all_of(reading.desk).items()


def _lock_words(reading: Reading, one: LockOn) -> str:
    if one.kind == "week":
        return numbered(one.target)
    if one.kind == "squad":
        return reading.names.get(Ids.now().squads.get(one.target, ""), "")
    found = reading.desk.session_of(one.target)
    if found is None:
        return ""
    words = session_words(reading.desk, found, reading.language, reading.names)
    return f"{time_words(reading.desk, found, reading.language)} {words}"


def _squads(desk: Desk, names: dict[str, str]) -> list[tuple[int, str]]:
    """The squads of the draft by their tables' ids."""
    codes = {code: key for key, code in Ids.now().squads.items()}
    return [(codes[one.id], names.get(one.id, one.id)) for one in desk.problem.squads if one.id in codes]


def _weeks(desk: Desk) -> list[tuple[int, Any]]:
    """The weeks still to come, each with its first lesson's day."""
    found: dict[int, Any] = {}
    for slot in desk.problem.slots:
        if slot.date >= today():
            found.setdefault(slot.week, slot.date)
    return sorted(found.items())


def _empty_lessons(reading: Reading, squad_id: int | None) -> list[Any]:
    """The lessons to come in which the chosen squad has nothing yet."""
    code = Ids.now().squads.get(squad_id or 0)
    index = reading.desk.judge.index
    if code not in index.squads:
        return []
    used: set[str] = set()
    for one in reading.desk.sessions:
        if one.group in index.groups and code in index.groups[one.group].squads and one.start in index.slots:
            used |= {s.id for s in index.filled(index.slots[one.start], index.activities[one.activity].periods) or ()}
    opened = index.squads[code].open
    return [
        slot
        for slot in reading.desk.problem.slots
        if slot.date >= today() and slot.id not in used and (opened is None or slot.id in opened)
    ]


@blueprint.post("/draft/<int:version_id>/turn")
def turn(version_id: int) -> Response:
    """Undo the last step, or do again what was undone: the button says which."""
    version = draft_or_404(version_id)
    if request.form.get("edit") != str(version.edits):
        raise Refused(_("The draft was changed in the meantime. Please look at it again."))
    if request.form.get("direction") == "redo":
        flash(_("Done again: %(step)s", step=redo(actor_id=user().id, version=version).words), "success")
    else:
        flash(_("Undone: %(step)s", step=undo(actor_id=user().id, version=version).words), "success")
    db.session.commit()
    return redirect(url_for("sessions.desk", version_id=version.id))


@blueprint.post("/draft/<int:version_id>/catch-up")
def take_over(version_id: int) -> Response:
    """Take over what was held or cancelled since the draft was opened."""
    version = draft_or_404(version_id)
    catch_up(actor_id=user().id, version=version)
    db.session.commit()
    flash(_("The draft knows everything that was held or cancelled."), "success")
    return redirect(url_for("sessions.desk", version_id=version.id))


@blueprint.post("/draft/<int:version_id>/locks")
def locks(version_id: int) -> Response:
    """Lock or unlock a session, a squad or a week; `everybody` takes the locks of all away."""
    version = draft_or_404(version_id)
    kind, target = request.form.get("kind", ""), chosen_number(request.form.get("target", ""))
    if kind not in KINDS or target is None:
        abort(400, _("Please choose what is to be locked."))
    given: dict[str, Any] = {"kind": kind, "target": target}
    if request.form.get("locked") == "yes":
        lock(actor_id=user().id, version=version, **given)
        flash(_("Locked. It is moved neither by hand nor by the computer."), "success")
    else:
        unlock(actor_id=user().id, version=version, everybody="everybody" in request.form, **given)
        flash(_("Unlocked."), "success")
    db.session.commit()
    back = request.form.get("back", "")
    if kind == "session" and back == "session":
        return redirect(url_for("sessions.edit_session", version_id=version.id, session_id=target))
    return redirect(url_for("sessions.desk", version_id=version.id, _anchor="locks"))


@blueprint.post("/draft/<int:version_id>/name")
def rename(version_id: int) -> Any:
    version = draft_or_404(version_id)
    form = NameForm()
    if not form.validate():
        return _desk_page(version, ExceptionForm()), 422
    name_version(actor_id=user().id, version=version, name=form.name.data or "")
    db.session.commit()
    flash(_("The draft has its name."), "success")
    return redirect(url_for("sessions.desk", version_id=version.id))


@blueprint.post("/draft/<int:version_id>/exception")
def sign(version_id: int) -> Any:
    """The principal lets a draft be published with what blocks it, and says why."""
    version = draft_or_404(version_id)
    form = ExceptionForm()
    check_seen(version)
    if not form.validate():
        return _desk_page(version, form), 422
    sign_exception(actor_id=user().id, version=version, reason=form.reason.data or "")
    db.session.commit()
    flash(_("Signed. The reason is kept with the version."), "success")
    return redirect(url_for("sessions.desk", version_id=version.id))
