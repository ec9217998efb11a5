"""A school's timetable as the program FET keeps it: read, and written again with only the rules that we reduce it to.

Kept are: who and what is taught by whom and how long, breaks, the times at which teachers, students and rooms are not
there, starts that are set, and the rooms that an activity must have. All else that FET knows is left out.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Time = tuple[int, int]  # day, hour

HUGE = "30000"  # a room that holds everybody

KEPT = {
    "ConstraintBasicCompulsoryTime",
    "ConstraintBasicCompulsorySpace",
    "ConstraintBreakTimes",
    "ConstraintTeacherNotAvailableTimes",
    "ConstraintStudentsSetNotAvailableTimes",
    "ConstraintRoomNotAvailableTimes",
}


@dataclass(frozen=True)
class Lesson:
    """One activity of FET: it is held once a week."""

    id: str
    subject: str
    tags: tuple[str, ...]
    teachers: tuple[str, ...]
    students: frozenset[str]  # the finest subgroups
    hours: int
    start: Time | None
    rooms: tuple[str, ...]  # any one of them; none: it needs no room


class School:
    """A FET file, read."""

    def __init__(self, path: Path) -> None:
        self.root = ET.parse(path).getroot()
        self.days = _names(self._list("Days_List"), "Day")
        self.hours = _names(self._list("Hours_List"), "Hour")
        self.teachers = _names(self._list("Teachers_List"), "Teacher")
        self.subgroups = self._subgroups()
        rooms = [room for room in self._list("Rooms_List") if room.tag == "Room"]
        self.rooms = [_text(room, "Name") for room in rooms if _text(room, "Virtual") != "true"]
        self.breaks = self._shut("ConstraintBreakTimes", "Break_Time").get("", set())
        self.teacher_shut = self._shut("ConstraintTeacherNotAvailableTimes", "Not_Available_Time", "Teacher")
        self.room_shut = self._shut("ConstraintRoomNotAvailableTimes", "Not_Available_Time", "Room")
        self.students_shut: dict[str, set[Time]] = defaultdict(set)
        shut = self._shut("ConstraintStudentsSetNotAvailableTimes", "Not_Available_Time", "Students")
        for name, times in shut.items():
            for subgroup in self.subgroups.get(name, ()):
                self.students_shut[subgroup] |= times
        self.starts = self._starts()
        self.rooms_by = self._rooms_by()
        self.lessons = list(self._lessons())

    def _list(self, name: str) -> ET.Element:
        found = self.root.find(name)
        return ET.Element(name) if found is None else found

    def _subgroups(self) -> dict[str, frozenset[str]]:
        """The finest subgroups of every year, group and subgroup."""
        found: dict[str, frozenset[str]] = {}
        for year in self._list("Students_List").findall("Year"):
            inside: set[str] = set()
            for group in year.findall("Group"):
                names = [_text(one, "Name") for one in group.findall("Subgroup")]
                found.update({name: frozenset({name}) for name in names})
                found[_text(group, "Name")] = frozenset(names or [_text(group, "Name")])
                inside |= found[_text(group, "Name")]
            found[_text(year, "Name")] = frozenset(inside or {_text(year, "Name")})
        return found

    def _constraints(self, *names: str) -> Iterator[ET.Element]:
        for of in ("Time_Constraints_List", "Space_Constraints_List"):
            for one in self._list(of):
                if one.tag in names and _counts(one):
                    yield one

    def _shut(self, name: str, entry: str, of: str = "") -> dict[str, set[Time]]:
        found: dict[str, set[Time]] = defaultdict(set)
        for one in self._constraints(name):
            times = {self._time(at, "Day", "Hour") for at in one.findall(entry)}
            found[_text(one, of) if of else ""] |= {time for time in times if time}
        return found

    def _time(self, at: ET.Element, day: str, hour: str) -> Time | None:
        names = _text(at, day), _text(at, hour)
        if names[0] in self.days and names[1] in self.hours:
            return self.days.index(names[0]), self.hours.index(names[1])
        return None

    def _starts(self) -> dict[str, Time]:
        found = {}
        for one in self._constraints("ConstraintActivityPreferredStartingTime"):
            time = self._time(one, "Preferred_Day", "Preferred_Hour")
            time = time or self._time(one, "Day", "Hour")
            if time is not None:
                found[_text(one, "Activity_Id")] = time
        return found

    def _rooms_by(self) -> dict[tuple[str, str, str], list[set[str]]]:
        """Rooms that an activity, a subject, a tag, or a subject with a tag must have."""
        found: dict[tuple[str, str, str], list[set[str]]] = defaultdict(list)
        kinds = [
            f"{of}Preferred{room}"
            for of in ("Activity", "Subject", "ActivityTag", "SubjectActivityTag")
            for room in ("Room", "Rooms")
        ]
        for one in self._constraints(*(f"Constraint{kind}" for kind in kinds)):
            rooms = {room.text or "" for room in [*one.findall("Room"), *one.findall("Preferred_Room")]}
            if rooms and rooms <= set(self.rooms):
                found[_text(one, "Activity_Id"), _text(one, "Subject"), _text(one, "Activity_Tag")].append(rooms)
        return found

    def _rooms(self, id: str, subject: str, tags: tuple[str, ...]) -> tuple[str, ...]:
        """What all the rules for its rooms leave; where they leave nothing, the activity's own."""
        keys = [
            (id, "", ""),
            (id, subject, ""),
            ("", subject, ""),
            *(("", of, tag) for tag in tags for of in ("", subject)),
        ]
        sets = [rooms for key in keys for rooms in self.rooms_by.get(key, ())]
        left = set.intersection(*sets) if sets else set()
        return tuple(sorted(left or (sets[0] if sets else ())))

    def _lessons(self) -> Iterator[Lesson]:
        for one in self._list("Activities_List").findall("Activity"):
            if _text(one, "Active") == "false":
                continue
            id, subject = _text(one, "Id"), _text(one, "Subject")
            tags = tuple(tag.text for tag in one.findall("Activity_Tag") if tag.text)
            teachers = tuple(dict.fromkeys(teacher.text for teacher in one.findall("Teacher") if teacher.text))
            students = frozenset[str]().union(
                *(self.subgroups[name.text] for name in one.findall("Students") if name.text)
            )
            hours = int(_text(one, "Duration"))
            yield Lesson(
                id, subject, tags, teachers, students, hours, self.starts.get(id), self._rooms(id, subject, tags)
            )

    def write_reduced(self, path: Path) -> None:
        """The same school as a FET file with only the kept rules, every one of them compulsory."""
        for room in self._list("Rooms_List").findall("Room"):
            for entry in room:
                if entry.tag == "Capacity":
                    entry.text = HUGE
        for of in ("Time_Constraints_List", "Space_Constraints_List"):
            parent = self._list(of)
            for one in list(parent):
                start = (
                    one.tag == "ConstraintActivityPreferredStartingTime" and _text(one, "Activity_Id") in self.starts
                )
                if not _counts(one) or not (one.tag in KEPT or start):
                    parent.remove(one)
        for lesson in self.lessons:
            if lesson.rooms:
                self._list("Space_Constraints_List").append(_needs_room(lesson))
        ET.ElementTree(self.root).write(path, encoding="UTF-8", xml_declaration=True)


def _needs_room(lesson: Lesson) -> ET.Element:
    made = ET.Element("ConstraintActivityPreferredRooms")
    entries = [
        ("Weight_Percentage", "100"),
        ("Activity_Id", lesson.id),
        ("Number_of_Preferred_Rooms", str(len(lesson.rooms))),
    ]
    entries += [("Preferred_Room", room) for room in lesson.rooms]
    for name, text in [*entries, ("Active", "true"), ("Comments", "")]:
        ET.SubElement(made, name).text = text
    return made


def _counts(constraint: ET.Element) -> bool:
    """Whether a rule is switched on and compulsory."""
    if _text(constraint, "Active") == "false":
        return False
    weight = constraint.find("Weight_Percentage")
    return weight is None or float(weight.text or 0) == 100


def _names(of: ET.Element, tag: str) -> list[str]:
    return [_text(one, "Name") or one.text or "" for one in of.findall(tag)] or [
        one.text or "" for one in of.findall("Name")
    ]


def _text(of: ET.Element, name: str) -> str:
    return of.findtext(name) or ""
