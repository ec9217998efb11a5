"""What the pages of a draft show: who reads, what things are called, what is found."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from careplan.activities.models import Activity
from careplan.db import db
from careplan.plans.queries import current_year
from careplan.sessions.desk import Desk
from careplan.sessions.draft_fixed import Fixing
from careplan.sessions.draft_load import load_desk
from careplan.sessions.fixed_load import load_fixing
from careplan.sessions.load import names_of
from careplan.sessions.models import ScheduleVersion


@dataclass(frozen=True, slots=True)
class Reading:
    """A draft as one person reads it."""

    version: ScheduleVersion
    desk: Desk
    fixing: Fixing
    language: str
    names: dict[str, str]


def load_reading(version: ScheduleVersion, language: str) -> Reading:
    year = current_year()
    names = names_of(year.start_year if year else 0, language)
    return Reading(version, load_desk(version), load_fixing(version), language, names)


def post_roles(slug: str) -> list[str]:
    """The roles of an activity's posts, in their order."""
    posts = db.session.scalars(select(Activity.posts).where(Activity.slug == slug)).first()
    return [post["role"] for post in posts or ()]
