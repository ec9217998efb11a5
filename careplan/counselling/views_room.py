"""The room: duty roster, appointments, what waits; and for class counselors who leaves the classroom when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import abort, redirect, render_template, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from careplan.children.models import Child
from careplan.clock import local, now, today
from careplan.counselling.models import BrokenGlass
from careplan.counselling.note_operations import see_glass
from careplan.counselling.note_queries import keeper_of, kept_by, noted, unseen_glass
from careplan.counselling.room_queries import (
    away_from_class,
    children_to_choose,
    coming_appointments,
    duties,
    fallen_appointments,
    past_appointments,
)
from careplan.counselling.slots import minutes_of
from careplan.counselling.views_rights import blueprint
from careplan.counselling.words import AHEAD
from careplan.db import db
from careplan.web.guard import audit_read, own_squads, user

ROSTER_DAYS = timedelta(days=13)


@blueprint.get("/")
def room() -> str:
    """For the counselling teachers: two weeks of the room, what is booked, what was."""
    audit_read("appointment", None)
    moment, coming, past = local(now()), coming_appointments(), past_appointments()
    begun = (moment.date(), minutes_of(moment.time()))
    fallen = fallen_appointments(coming)
    return render_template(
        "counselling/room.html",
        roster=duties(today(), today() + ROSTER_DAYS),
        coming=[row for row in coming if (row.day, row.ends) > begun and row.id not in fallen],
        fallen=[row for row in coming if row.id in fallen],
        why=fallen,
        over=[row for row in coming if (row.day, row.ends) <= begun],
        past=past,
        noted={row.id: noted(row.id) for row in past},
        broken=[(one, _name(one.row.child_id)) for one in unseen_glass(user().id)],
        kept=_kept(),
    )


def _name(child_id: int) -> str:
    return db.session.scalar(select(Child.name).where(Child.id == child_id)) or ""


def _kept() -> list[Child]:
    own = set(kept_by(user().id))
    return [one for one in children_to_choose() if one.id in own]


@blueprint.post("/broken/<int:glass_id>/seen")
def glass_seen(glass_id: int) -> Response:
    """The keeper has taken note; it stays on the child's page."""
    row: Any = db.session.scalar(select(BrokenGlass).where(BrokenGlass.id == glass_id)) or abort(404)
    keeper = keeper_of(row.child_id)
    if keeper is None or keeper.user_id != user().id:
        abort(404)
    see_glass(person=user(), row=row)
    db.session.commit()
    return redirect(url_for("counselling.room"))


@blueprint.get("/away")
def away() -> str:
    """For a class counselor: which of the own children are away from class when. Nothing of why."""
    audit_read("appointment", None)
    rows = away_from_class(own_squads(), today(), today() + AHEAD)
    return render_template("counselling/away.html", rows=rows)
