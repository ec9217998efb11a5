"""Events of the demo school's calendar that are a session or arrangement too, and one that only looks so (S20)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from careplan.demo.moments import at
from careplan.demo.parameters import day, texts
from careplan.programme.events_operations import enter_event
from careplan.programme.join_operations import join_event, serve_plans
from careplan.programme.join_queries import Joinable, joinables
from careplan.programme.planned import KINDS
from careplan.programme.school_events import LONGEST_TITLE, SchoolEventWords

LONG = timedelta(days=60)


def play_joined(actor_id: int, until: date) -> None:
    """Write each event for the day of what it is, and join it where the demo says so."""
    for words in texts()["programme"]["same"]:
        first = day(words["from"]) if "from" in words else until + timedelta(days=words["days_ahead"])
        found = next((one for one in joinables(first, first + LONG) if _is_meant(one, words["with"])), None)
        if found is not None:
            with at(min(found.meeting.day, until) - timedelta(days=3), 15):
                _write(actor_id, words, found)


def _is_meant(one: Joinable, kind: str) -> bool:
    """The first session of a squad alone, or the first item of a kind."""
    if kind == "session":
        return one.ref.source == "session" and len(one.stood.squads) == 1
    return one.ref.source == "item" and one.stood.zh.startswith(KINDS[kind][0])


def _write(actor_id: int, words: dict[str, Any], found: Joinable) -> None:
    meeting, mark = found.meeting, texts()["mark"]
    about = f"：{meeting.titles[0]}" if found.ref.source == "session" else ""
    title = f"{words['title']}{about}".removesuffix(mark)[: LONGEST_TITLE - len(mark)] + mark
    hours = (meeting.begins.time(), meeting.ends.time())
    event = enter_event(actor_id=actor_id, words=SchoolEventWords(meeting.day, meeting.day, title, *hours))
    serve_plans(actor_id=actor_id, event=event, codes=words["serves"])
    if words["joined"]:
        join_event(actor_id=actor_id, event=event, ref=found.ref)
