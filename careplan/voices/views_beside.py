"""What the children answered and what was in the way, shown on the session's page."""

from __future__ import annotations

from careplan.access.roles import HEAD_COUNSELOR
from careplan.clock import now
from careplan.sessions.beside import Part, keep_record, show_on_session
from careplan.sessions.models import TeamSession
from careplan.sessions.views_rights import is_concerned
from careplan.voices.answers import answered
from careplan.voices.answers_queries import answers_of, picture_of
from careplan.voices.obstacle_queries import may_read, obstacles_of
from careplan.voices.views_rights import may_ask, may_see_answers
from careplan.web.filters import may
from careplan.web.guard import roles, user


def children_part(one: TeamSession) -> Part | None:
    """The children's faces beside the teacher's answers."""
    rows = answers_of(one.id)
    asks = may("voices.ask") and may_ask(one)
    if not rows and not asks:
        return None
    open_now = {row.squad_id for row in rows if row.is_open(now())}
    done = {row.squad_id for row in rows if answered(row.counts) and row.squad_id not in open_now}
    shown = {
        "picture": picture_of(rows, now()),
        "open": open_now,
        "done": done,
        "squads": one.squads if asks else [],
        "sees_list": bool(rows) and may_see_answers(one) and may("voices.answers"),
    }
    return Part("feedback", "voices/_children.html", shown)


def obstacles_part(one: TeamSession) -> Part | None:
    """What was raised about the session, for those who may read it, and the way to raise more."""
    if not may("voices.obstacles"):
        return None
    rows = [row for row in obstacles_of(one.id) if may_read(row, user().id, roles())]
    raises = may("voices.obstacle_new") and (is_concerned(one) or HEAD_COUNSELOR in roles())
    if not rows and not raises:
        return None
    return Part("aside", "voices/_obstacles.html", {"rows": rows, "raises": raises})


def is_answered(session_id: int) -> bool:
    """Whether children of the session answered."""
    return any(answered(row.counts) for row in answers_of(session_id))


show_on_session(children_part)
show_on_session(obstacles_part)
keep_record(is_answered)
