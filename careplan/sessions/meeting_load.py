"""From planned sessions to meetings: with the posts' roles and everybody whom they concern."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from careplan.activities.models import Activity
from careplan.db import db
from careplan.plans.load import squad_code
from careplan.school.models import Squad
from careplan.sessions.meeting import Meeting, meeting_of
from careplan.sessions.schedule_files import DatedSession


def as_meetings(found: Iterable[DatedSession]) -> tuple[Meeting, ...]:
    """In the order given."""
    roles = {slug: _roles(posts) for slug, posts in db.session.execute(select(Activity.slug, Activity.posts))}
    counselors = counselors_by_squad()
    return tuple(meeting_of(one, roles.get(one.activity, ()), counselors) for one in found)


def counselors_by_squad() -> dict[str, str]:
    """Squad (as the scheduling file calls it) → number of its counselor on the staff list."""
    query = select(Squad).where(Squad.counselor_id.is_not(None))
    return {squad_code(one): one.counselor.number for one in db.session.scalars(query) if one.counselor}


def _roles(posts: list[dict[str, str]]) -> tuple[str, ...]:
    return tuple(post["role"] for post in posts)
