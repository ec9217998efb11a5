"""Reads an .ics file in a process of its own with little memory and time: a hostile one can only end that process.

`read_calendar` starts this module; it gets two days and the file on its input and writes what was found as JSON.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from datetime import date, time
from pathlib import Path
from typing import Any

from careplan.programme.events_ics import MOST_BYTES, events_of_calendar
from careplan.programme.school_events import EventFault, EventFile, SchoolEventWords

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 8
SECONDS = 12
PROJECT = Path(__file__).parents[2]
HEAD = 20
"""Bytes of the two days before the file."""


def read_calendar(data: bytes, first: date, last: date) -> EventFile:
    """What stands in the file; unreadable "slow" when reading it takes more than there is."""
    if len(data) > MOST_BYTES:
        return EventFile(unreadable="too-many")
    command = [sys.executable, "-m", "careplan.programme.events_child"]
    given = f"{first.isoformat()}{last.isoformat()}".encode() + data
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=SECONDS, cwd=PROJECT, check=False)
    except subprocess.TimeoutExpired:
        return EventFile(unreadable="slow")
    if done.returncode != 0:
        return EventFile(unreadable="slow")
    return _from_json(json.loads(done.stdout))


def to_json(found: EventFile) -> dict[str, Any]:
    """As plain lists."""
    return {
        "events": [
            [one.day.isoformat(), one.last_day.isoformat(), one.title, _clock(one.begins), _clock(one.ends), one.place]
            for one in found.events
        ],
        "faults": [[one.where, one.why, one.what] for one in found.faults],
        "unreadable": found.unreadable,
    }


def _clock(moment: time | None) -> str:
    return moment.isoformat() if moment else ""


def _from_json(answer: dict[str, Any]) -> EventFile:
    return EventFile(
        tuple(
            SchoolEventWords(
                date.fromisoformat(day),
                date.fromisoformat(last),
                title,
                time.fromisoformat(begins) if begins else None,
                time.fromisoformat(ends) if ends else None,
                place,
            )
            for day, last, title, begins, ends, place in answer["events"]
        ),
        tuple(EventFault(where, why, what) for where, why, what in answer["faults"]),
        answer["unreadable"],
    )


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    given = sys.stdin.buffer.read(MOST_BYTES + HEAD + 1)
    first, last = (date.fromisoformat(given[at : at + 10].decode()) for at in (0, 10))
    try:
        found = events_of_calendar(given[HEAD:], first, last)
    except MemoryError:
        found = EventFile(unreadable="slow")
    json.dump(to_json(found), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
