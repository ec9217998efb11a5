"""Photographs of a session: only where every child in it may be photographed, and taken out again for good."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.children.queries import consented
from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused
from careplan.photograph import taken_in
from careplan.secrecy import place_in, seal
from careplan.sessions.models import SessionPhoto, TeamSession
from careplan.sessions.record_operations import check_recordable

PLACE = "session_photo.sealed"
MOST_PHOTOS = 12


def add_photo(
    *, actor_id: int, team_session: TeamSession, data: bytes, child_ids: Collection[int], nobody: bool
) -> SessionPhoto:
    """Keep a photograph, re-encoded and sealed. `nobody`: no child can be recognised in it.

    Refused when a child shown has no consent on record, when nobody was named and `nobody` not said, and when the file
    is no photograph.
    """
    check_recordable(team_session)
    children = _shown(team_session, child_ids)
    if not children and not nobody:
        raise Refused(_("Please mark every child who can be recognised, or say that nobody can."))
    without = set(child_ids) - consented(child_ids, "photo")
    if without:
        raise Refused(
            ngettext(
                "For %(num)d of these children no guardian's consent to photographs is on record.",
                "For %(num)d of these children no guardian's consent to photographs is on record.",
                len(without),
            )
        )
    here = select(func.count(SessionPhoto.id)).where(
        SessionPhoto.team_session_id == team_session.id, SessionPhoto.removed_at.is_(None)
    )
    if (db.session.scalar(here) or 0) >= MOST_PHOTOS:
        raise Refused(_("There are %(n)s photographs already. Please take one out first.", n=MOST_PHOTOS))
    photo = SessionPhoto(team_session_id=team_session.id, nobody=not children, added_at=now(), added_by=actor_id)
    picture, photo.children = taken_in(data), children
    db.session.add(photo)
    db.session.flush()
    photo.sealed = seal(place_in(PLACE, photo.id), picture)
    detail = {"photo": photo.id, "children": len(children)}
    record(actor_id=actor_id, action="add-photo", entity="team_session", entity_id=team_session.id, detail=detail)
    return photo


def _shown(team_session: TeamSession, child_ids: Collection[int]) -> list[Child]:
    """The children of the session's squads among these; Refused when another is named."""
    squads = [squad.id for squad in team_session.squads]
    children = list(db.session.scalars(select(Child).where(Child.id.in_(child_ids), Child.squad_id.in_(squads))))
    if len(children) < len(set(child_ids)):
        raise Refused(_("A child marked here is not in the squads of this session."))
    return children


def remove_photo(*, actor_id: int, photo: SessionPhoto) -> None:
    """Take a photograph out for good: the picture is erased, that there was one stays on record."""
    if photo.removed_at is None:
        photo.sealed, photo.removed_at, photo.removed_by = None, now(), actor_id
        entry = {"photo": photo.id}
        record(
            actor_id=actor_id,
            action="remove-photo",
            entity="team_session",
            entity_id=photo.team_session_id,
            detail=entry,
        )
