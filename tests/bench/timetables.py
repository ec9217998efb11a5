"""Real schools' timetables as scheduling problems: every lesson of the week is a request, nothing is preferred.

The schools are the examples of the Debian package fet-data; they are read where they are and never copied into the
project. There are several ways to say the same timetable in our format; `STYLES` names those we measure.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.bench.timetable_fet import Lesson, School, Time

EXAMPLES = Path("/usr/share/doc/fet-data/examples")
MONDAY = dt.date(2026, 9, 7)
EVERYWHERE = "everywhere"  # the venue of lessons that need no room
CROWD = 1_000_000

STYLES = ("named", "skilled", "merged")
"""An activity for each lesson and its people named; its people found by skill; one activity for equal lessons."""


def timetable(school: School, name: str, style: str = "named") -> dict[str, Any]:
    """A school as a problem of format careplan-problem/1."""
    return _Timetable(school, style).problem(name)


class _Timetable:
    def __init__(self, school: School, style: str) -> None:
        self.school, self.style = school, style
        self.times = [
            (d, h) for d in range(len(school.days)) for h in range(len(school.hours)) if (d, h) not in school.breaks
        ]
        self.groups: dict[frozenset[str], str] = {}
        self.squads = dict.fromkeys(sorted(frozenset[str]().union(*(lesson.students for lesson in school.lessons))))
        for lesson in school.lessons:
            self.groups.setdefault(self.students(lesson), f"g{len(self.groups)}")
        self.activities: dict[str, dict[str, Any]] = {}

    def students(self, lesson: Lesson) -> frozenset[str]:
        """Who attends; a lesson without students (a meeting) gets a squad of its own."""
        return lesson.students or frozenset({f"nobody {lesson.id}"})

    def problem(self, name: str) -> dict[str, Any]:
        school = self.school
        requests = [self.request(lesson) for lesson in school.lessons]
        squads = sorted(frozenset[str]().union(*self.groups))
        rooms = sorted({room for lesson in school.lessons for room in lesson.rooms})
        return {
            "format": "careplan-problem/1",
            "name": name,
            "slots": [self.slot(time) for time in self.times],
            "squads": [{"id": q, "size": 1, **self.open(school.students_shut.get(q))} for q in squads],
            "groups": [{"id": g, "squads": sorted(members)} for members, g in self.groups.items()],
            "venues": [
                *(
                    {"id": room, "kinds": self.kinds(room), "capacity": CROWD, **self.open(school.room_shut.get(room))}
                    for room in rooms
                ),
                {"id": EVERYWHERE, "kinds": [EVERYWHERE], "capacity": CROWD, "shared": True},
            ],
            "staff": [{"id": p, "skills": [p], **self.open(school.teacher_shut.get(p))} for p in school.teachers],
            "activities": list(self.activities.values()),
            "rules": {"sessions_per_week": None},
            "requests": requests,
        }

    def request(self, lesson: Lesson) -> dict[str, Any]:
        id = self.activity(lesson)
        asked: dict[str, Any] = {"activity": id, "group": self.groups[self.students(lesson)]}
        if lesson.start is not None:
            asked["start"] = slot_id(lesson.start)
        if self.style != "skilled":
            asked["staff"] = list(lesson.teachers)
        return asked

    def activity(self, lesson: Lesson) -> str:
        group = self.groups[self.students(lesson)]
        key = (lesson.subject, lesson.teachers, group, str(lesson.hours), lesson.rooms)
        id = " ".join(map(str, key)) if self.style == "merged" else f"lesson {lesson.id}"
        self.activities[id] = {
            "id": id,
            "method": lesson.subject,
            "goals": [lesson.subject],
            "periods": lesson.hours,
            "groups": [group],
            "venues": [self.kind(lesson.rooms)],
            "staff": [{"skills": [teacher]} for teacher in lesson.teachers],
            "repeats": None,
        }
        return id

    def kind(self, rooms: tuple[str, ...]) -> str:
        return " or ".join(rooms) if rooms else EVERYWHERE

    def kinds(self, room: str) -> list[str]:
        return sorted({self.kind(lesson.rooms) for lesson in self.school.lessons if room in lesson.rooms})

    def slot(self, time: Time) -> dict[str, Any]:
        date = MONDAY + dt.timedelta(days=time[0])
        return {"id": slot_id(time), "date": date.isoformat(), "period": time[1] + 1, "week": 1, "term": "t1"}

    def open(self, shut: Iterable[Time] | None) -> dict[str, Any]:
        return {"open": [slot_id(time) for time in self.times if time not in set(shut)]} if shut else {}


def slot_id(time: Time) -> str:
    return f"d{time[0] + 1}h{time[1] + 1}"


def fullest(school: School) -> float:
    """The share of its open hours that the fullest subgroup is taught."""
    taught: Counter[str] = Counter()
    for lesson in school.lessons:
        taught.update(dict.fromkeys(lesson.students, lesson.hours))
    hours = len(school.days) * len(school.hours)
    shares = [n / (hours - len(school.students_shut.get(q, set()) | school.breaks)) for q, n in taught.items()]
    return max([0.0, *shares])
