"""Drawn pictures in the place of photographs, for the newest sessions; named are only children with consent."""

from __future__ import annotations

from itertools import cycle

from sqlalchemy import select

from careplan.children.models import Child
from careplan.children.queries import consented
from careplan.db import db
from careplan.demo.cast import Cast
from careplan.demo.moments import at
from careplan.seeds.load import seed_folder
from careplan.sessions.models import TeamSession
from careplan.sessions.photo_operations import add_photo
from careplan.sessions.schedule_queries import published_schedule

SESSIONS = 10
SHOWN = 3


def play_photos(cast: Cast) -> int:
    """How many were added: by the squad's own counselor, on the afternoon of the session."""
    version = published_schedule()
    held = select(TeamSession).where(TeamSession.schedule_id == (version.id if version else 0))
    newest = held.where(TeamSession.state == "held").order_by(TeamSession.day.desc(), TeamSession.id).limit(SESSIONS)
    pictures = cycle(path.read_bytes() for path in sorted((seed_folder() / "demo").glob("photo-*.png")))
    sessions = db.session.scalars(newest).all()
    for one, data in zip(sessions, pictures, strict=False):
        squad = one.squads[0]
        children = list(db.session.scalars(select(Child.id).where(Child.squad_id == squad.id).order_by(Child.id)))
        shown = sorted(consented(children, "photo"))[:SHOWN]
        with at(one.day, 17):
            add_photo(
                actor_id=cast.teacher_of(squad).id,
                team_session=one,
                data=data,
                child_ids=shown,
                nobody=not shown,
            )
    return len(sessions)
