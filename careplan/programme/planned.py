"""What may be planned beside the sessions, and what is entered of it (S5, S26, S32, S35, S36). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

Pair = tuple[str, str]

KINDS: dict[str, Pair] = {
    "broadcast": ("红领巾广播", "School radio"),
    "wall-newspaper": ("黑板报、墙报", "Wall newspaper"),
    "other-media": ("其他宣传", "Other media"),
    "parents-lesson": ("家长课堂", "Parents' lesson"),
    "elective": ("选修课", "Elective"),
    "room": ("心理辅导室开放", "Counselling room open"),
    "hotline": ("校内热线值守", "School hotline staffed"),
}
MEDIA = frozenset({"broadcast", "wall-newspaper", "other-media"})
HOURS = frozenset({"room", "hotline"})
"""The hours in which help is given: their weekly pattern is the opening hours of the page of help."""

RHYTHMS: dict[str, Pair] = {
    "once": ("只安排一次", "Once"),
    "weekly": ("每周", "Every week"),
    "fortnightly": ("隔周", "Every second week"),
    "monthly": ("每月", "Every month"),
}
STRANDS = ("knowledge", "experience", "care")  # S22 普及、体验、保健
USUAL_STRAND = {"elective": "experience", "room": "care", "hotline": "care"}
SETTINGS: dict[str, Pair] = {
    "classroom": ("教室内", "in the classroom"),
    "school": ("校内、教室外", "in the school, outside the classroom"),
    "outside": ("校外", "outside the school"),
}
"""S21 校内外、课堂内外."""
SCOPES = ("one", "following")


@dataclass(frozen=True, slots=True)
class ItemWords:
    """One item as entered. place: where, when it is none of the school's places; off_campus: that it lies outside."""

    day: date
    begins: time
    ends: time
    topic: str
    staff_id: int | None
    venue_id: int | None
    place: str = ""
    off_campus: bool = False


@dataclass(frozen=True, slots=True)
class SeriesWords:
    """What is planned, once or again and again. grades: for whom, () the whole school; places …: of electives."""

    kind: str
    title: str
    rhythm: str
    last_on: date | None
    first: ItemWords
    grades: tuple[int, ...] = ()
    strand: str = "knowledge"
    places: int | None = None
    sign_up_until: date | None = None


def setting_of(venue_kind: str | None, off_campus: bool) -> str:
    """Where it takes place, as S21 counts it; a place that is none of the school's is outside the classroom."""
    if off_campus:
        return "outside"
    return "classroom" if venue_kind == "classroom" else "school"


def moment_of(text: str) -> tuple[time, time]:
    """The cleaned hours "12:20-13:00" as two times."""
    begins, ends = text.split("-")
    return time.fromisoformat(begins), time.fromisoformat(ends)


def hours_text(begins: time, ends: time) -> str:
    """12:20-13:00."""
    return f"{begins:%H:%M}-{ends:%H:%M}"


def days_of_year(start_year: int) -> tuple[date, date]:
    """The first and the last day of a school year on which something may be planned, its summer included."""
    return date(start_year, 8, 1), date(start_year + 1, 8, 31)
