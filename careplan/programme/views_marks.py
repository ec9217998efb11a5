"""What else a session or item is: the event of the school's calendar that it was joined with, the plans it serves."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask_babel import gettext as _

from careplan.programme.join_queries import served_plans, serves_of
from careplan.programme.models import EventJoin, SchoolEvent
from careplan.programme.served_once import Ref
from careplan.sessions.beside import Part
from careplan.sessions.calendar_beside import Asked
from careplan.sessions.models import TeamSession
from careplan.web.filters import in_english, may


def marks(refs: Collection[Ref]) -> dict[Ref, str]:
    """In the reader's words, of those that are joined with an event."""
    found = serves_of(refs)
    names = plan_names() if found else {}
    return {ref: _mark(events, names) for ref, events in found.items()}


def plan_names() -> dict[str, str]:
    """Code → what the reader calls the plan."""
    return {one.code: one.en if in_english() else one.zh for one in served_plans()}


def _mark(events: Sequence[SchoolEvent], names: dict[str, str]) -> str:
    comma = ", " if in_english() else "、"
    words = _("also: %(titles)s", titles=comma.join(event.title for event in events))
    plans = list(dict.fromkeys(names[code] for event in events for code in event.serves if code in names))
    if not plans:
        return words
    return f"{words} ({comma.join(plans)})" if in_english() else f"{words}（{comma.join(plans)}）"


def session_marks(session_ids: list[int]) -> dict[int, str]:
    """For the sessions' calendar."""
    return {ref.id: words for ref, words in marks([Ref("session", one) for one in session_ids]).items()}


def part_of_session(one: TeamSession) -> Part | None:
    """On the session's page: which event it is too."""
    events = serves_of([Ref("session", one.id)]).get(Ref("session", one.id), [])
    if not events or not may("programme.event"):
        return None
    return Part("aside", "programme/_same_event.html", {"events": events, "names": plan_names()})


def stands_there(event: SchoolEvent, asked: Asked) -> bool:
    """Whether the calendar shows something that this event is the same as, so that it need not stand there again.

    An event of several days stays: what it is joined with is only a part of it.
    """
    if event.last_day != event.day or not asked.in_force:
        return False
    return any(_shown(join, asked) for join in event.joins)


def _shown(join: EventJoin, asked: Asked) -> bool:
    one = join.session or join.item
    if one is None or one.state == "cancelled":
        return False
    if asked.mine is None:
        return True
    squads, staff_id = asked.mine
    if join.session:
        led = any(post.staff_id == staff_id for post in join.session.posts)
        return led or any(squad.id in squads for squad in join.session.squads)
    return join.item is not None and staff_id is not None and join.item.staff_id == staff_id
