"""The head counselor's desk: a draft in which one session is moved and a week locked, not published yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from careplan.demo.moments import at
from careplan.demo.stage import user
from careplan.sessions.alternatives import Alternative, Asking
from careplan.sessions.desk_load import Reading, load_reading
from careplan.sessions.draft_operations import make_step, open_draft
from careplan.sessions.lock_operations import lock
from careplan.sessions.moves import move_words
from careplan.sessions.publish_operations import name_version

NAME = "调整稿（演示）"


def play_desk(until: date) -> int:
    """Open the draft and work on it; answers how many sessions were moved."""
    head_id = user("head").id
    with at(until, 17):
        version = open_draft(actor_id=head_id)
        name_version(actor_id=head_id, version=version, name=NAME)
        reading = load_reading(version, "zh")
        moved = next(_other_times(reading, until), None)
        if moved is None:
            return 0
        place, other = moved
        before = reading.desk.sessions[place]
        words = move_words(reading.desk, before, other.into, "zh", reading.names)
        make_step(actor_id=head_id, version=version, out=(before,), into=(other.into,), words=words)
        week = reading.desk.judge.index.slots[other.into.start].week
        lock(actor_id=head_id, version=version, kind="week", target=week)
    return 1


def _other_times(reading: Reading, until: date) -> Iterator[tuple[int, Alternative]]:
    """Coming sessions of one squad with another time that breaks nothing."""
    asking = Asking(reading.desk, reading.fixing, "zh", reading.names)
    for place, one in enumerate(reading.desk.sessions):
        if reading.desk.judge.index.slots[one.start].date > until:
            for other in asking.for_session(place):
                if other.kind == "time" and not other.broken:
                    yield place, other
