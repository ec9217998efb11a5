"""Photographs of a session: only for those who may see the children, only of children whose guardian consented."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.children.queries import ConsentLine, consent_lines
from careplan.db import db
from careplan.errors import Refused
from careplan.plans.queries import current_year
from careplan.school.models import Squad
from careplan.secrecy import place_in, unseal
from careplan.sessions.models import TeamSession
from careplan.sessions.photo_operations import MOST_PHOTOS, PLACE, add_photo, remove_photo
from careplan.sessions.photo_queries import Shot, find_photo, photos_of
from careplan.sessions.views_rights import blueprint, is_concerned, may_call_roll, session_or_404
from careplan.web.guard import audit_read, user
from careplan.web.text import whole_number


@blueprint.get("/<int:session_id>/photos")
def photos(session_id: int) -> str:
    """The photographs that may be shown, and the form to add one."""
    found = _found(session_id)
    audit_read("team_session", found.id, about="photos")
    return _page(found, set())


def _found(session_id: int) -> TeamSession:
    """The session when this person may see the children of one of its squads."""
    found = session_or_404(session_id)
    if not _own(found):
        abort(404)
    return found


def _own(found: TeamSession) -> list[Squad]:
    return [squad for squad in found.squads if may_call_roll(squad.id)]


def _may_see(shot: Shot, found: TeamSession) -> bool:
    squads = shot.squad_ids or {squad.id for squad in _own(found)}
    return bool(squads) and all(may_call_roll(squad_id) for squad_id in squads)


def _page(found: TeamSession, marked: set[int], refused: str = "", nobody: bool = False) -> str:
    year = current_year()
    shots = [one for one in photos_of(found.id) if _may_see(one, found)]
    roll: list[tuple[Squad, list[ConsentLine]]] = [(squad, consent_lines(squad.id, "photo")) for squad in _own(found)]
    return render_template(
        "sessions/photos.html",
        one=found,
        start_year=year.start_year if year else 0,
        shots=[one for one in shots if one.allowed],
        hidden=sum(not one.allowed for one in shots),
        roll=roll,
        most=MOST_PHOTOS,
        may_add=is_concerned(found) and found.schedule.state == "published" and found.state != "cancelled",
        marked=marked,
        nobody=nobody,
        refused=refused,
    )


@blueprint.post("/<int:session_id>/photos")
def photo_add(session_id: int) -> Any:
    found = _found(session_id)
    if not is_concerned(found):
        abort(403)
    marked = {child for text in request.form.getlist("child") if (child := whole_number(text)) is not None}
    nobody = "nobody" in request.form
    file = request.files.get("photo")
    if file is None or not file.filename:
        return _page(found, marked, _("Please choose a photograph."), nobody), 422
    try:
        add_photo(actor_id=user().id, team_session=found, data=file.read(), child_ids=marked, nobody=nobody)
    except Refused as refused:
        db.session.rollback()
        return _page(_found(session_id), marked, str(refused), nobody), 422
    db.session.commit()
    flash(_("The photograph is kept, without its place and camera."), "success")
    return redirect(url_for("sessions.photos", session_id=session_id))


@blueprint.get("/photo/<int:photo_id>")
def photo(photo_id: int) -> Response:
    """The picture itself: an audited read; never one whose consent was withdrawn."""
    shot = _shot(photo_id)
    if not shot.allowed or shot.photo.sealed is None:
        abort(404)
    audit_read("team_session", shot.photo.team_session_id, photo=photo_id)
    picture = BytesIO(unseal(place_in(PLACE, shot.photo.id), shot.photo.sealed))
    answer = send_file(picture, "image/jpeg", as_attachment=True, download_name=f"{photo_id}.jpg")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    return answer


def _shot(photo_id: int) -> Shot:
    shot = find_photo(photo_id)
    if shot is None or not _may_see(shot, _found(shot.photo.team_session_id)):
        abort(404)
    return shot


@blueprint.post("/photo/<int:photo_id>/remove")
def photo_remove(photo_id: int) -> Response:
    shot = _shot(photo_id)
    session_id = shot.photo.team_session_id
    remove_photo(actor_id=user().id, photo=shot.photo)
    db.session.commit()
    flash(_("The photograph is taken out."), "success")
    return redirect(url_for("sessions.photos", session_id=session_id))
