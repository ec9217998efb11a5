"""The private calendar address: no sign-in, the token alone opens it."""

from __future__ import annotations

import hashlib

from flask import abort, make_response, request
from sqlalchemy import select
from werkzeug.wrappers import Response

from careplan.accounts.models import User
from careplan.clock import SCHOOL_ZONE
from careplan.db import db, enter_school
from careplan.telling.calendar_file import calendar_file
from careplan.telling.load import calendar_of
from careplan.telling.queries import feed_owner
from careplan.telling.views_blueprint import blueprint

NAMES = {"zh": "我的活动安排", "en": "My sessions"}


@blueprint.get("/calendar/<token>.ics")
def feed(token: str) -> Response:
    """The owner's sessions; 304 while nothing changed. An address that was revoked looks like one that never was."""
    owner = feed_owner(token) or abort(404)
    enter_school(owner.school_id)
    person = db.session.scalars(select(User).where(User.id == owner.user_id)).one()
    name = NAMES["en" if person.language == "en" else "zh"]
    data = calendar_file(name, calendar_of(person), owner.alarms, SCHOOL_ZONE)
    answer = make_response(data)
    answer.mimetype = "text/calendar"
    answer.headers["Content-Disposition"] = 'inline; filename="careplan.ics"'
    answer.set_etag(hashlib.sha256(data).hexdigest())
    return answer.make_conditional(request)
