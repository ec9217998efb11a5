"""What may be the same event as one of the school's calendar: at the same time, or of a like title. Pure.

Only suggested: a person says whether it is the same (S20).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from unicodedata import category, normalize

from careplan.programme.school_events import SchoolEventWords
from careplan.programme.served_once import Ref

LIKE = 0.6
"""Share of the shorter title's pairs of characters that the other has too."""
MOSTLY = 0.5
"""Share of the longer one that both take up."""
MOST_BY_TIME = 3
"""How many are suggested for the time alone: of a whole school's sessions in one lesson most are something else."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session or item that could be joined. titles: what it is called, in one language after the other."""

    ref: Ref
    begins: datetime
    ends: datetime
    titles: tuple[str, ...]

    @property
    def day(self) -> date:
        return self.begins.date()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Why it may be the same event."""

    ref: Ref
    same_time: bool
    like_title: bool


def suggestions(event: SchoolEventWords, meetings: Iterable[Meeting]) -> tuple[Suggestion, ...]:
    """What may be the same, the likeliest first. An event without hours says nothing about time."""
    found = []
    for one in meetings:
        if event.day <= one.day <= event.last_day:
            same = _same_time(event, one)
            like = any(is_like(event.title, title) for title in one.titles)
            if same or like:
                found.append(Suggestion(one.ref, same, like))
    found.sort(key=lambda one: (not (one.same_time and one.like_title), not one.like_title))
    like_ones = [one for one in found if one.like_title]
    return tuple(like_ones or [one for one in found if one.same_time][:MOST_BY_TIME])


def _same_time(event: SchoolEventWords, one: Meeting) -> bool:
    """Whether both take up the same time for the most part: one lesson of a whole afternoon is not the afternoon."""
    if event.begins is None or event.ends is None or event.day != event.last_day:
        return False
    first, last = (datetime.combine(one.day, moment) for moment in (event.begins, event.ends))
    both = min(last, one.ends) - max(first, one.begins)
    return both >= MOSTLY * max(last - first, one.ends - one.begins)


def is_like(one: str, other: str) -> bool:
    """Whether two titles share most of their characters' pairs: 秋季运动会 and 校运动会, not 秋季研学."""
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return False
    both = len(first & second)
    return both >= min(2, len(first), len(second)) and both / min(len(first), len(second)) >= LIKE


def _pairs(title: str) -> frozenset[str]:
    plain = "".join(one for one in normalize("NFKC", title).casefold() if category(one)[0] in "LN")
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))
