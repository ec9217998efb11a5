"""The first page after signing in: what waits for this person today; and the health check."""

from __future__ import annotations

from flask import Blueprint, render_template
from sqlalchemy import text

from careplan.db import db
from careplan.home.boards import glances_for, notices_for, tasks_for
from careplan.web.guard import roles, user

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def today() -> str:
    return render_template(
        "home/today.html",
        notices=notices_for(user(), roles()),
        tasks=tasks_for(user(), roles()),
        glances=glances_for(user(), roles()),
    )


@blueprint.get("/health")
def health() -> dict[str, str]:
    """Whether the site and its database answer."""
    db.session.execute(text("SELECT 1"))
    return {"status": "ok"}
