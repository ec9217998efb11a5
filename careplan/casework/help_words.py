"""The counselling room and the hotline: what is noted of a talk, how talks are counted for others (S32, S35). Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

CHANNELS = {"room": ("心理辅导室", "Counselling room"), "hotline": ("校内热线", "School hotline")}
WHO = {
    "pupil": ("学生", "A pupil"),
    "parent": ("家长", "A parent or carer"),
    "teacher": ("教师", "A teacher"),
    "other": ("没有说明", "Not said"),
}
CAME = {
    "own": ("自己来的", "By themselves"),
    "appointment": ("预约", "By appointment"),
    "advised": ("老师建议", "A teacher advised it"),
}
FEW = 5
"""A group of fewer talks is not told (DOMAIN 5.2)."""
Key = TypeVar("Key")
_HOURS = re.compile(r"^([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-3]):([0-5]\d)$")


@dataclass(frozen=True, slots=True)
class HelpWords:
    """A talk as entered."""

    day: date
    channel: str
    who: str
    came: str
    subject: str
    referred: bool
    follow_up_on: date | None
    note: str
    minutes: int | None = None
    caller: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk as others may count it."""

    day: date
    channel: str
    subject: str


@dataclass(frozen=True, slots=True)
class Usage:
    """How much help was asked for. few: there were talks, fewer than five; total is 0 then and nothing else is told.

    months: ("2026-09", {channel: talks, None: too few to be told}); subjects: most first; other: the rest together.
    """

    total: int
    few: bool
    months: tuple[tuple[str, dict[str, int | None]], ...]
    subjects: tuple[tuple[str, int], ...]
    other: int


def clean_hours(text: str) -> str | None:
    """The hours as "12:20-13:00" whatever dash or colon was typed; None when they are none or end too soon."""
    found = _HOURS.match(re.sub(r"\s*[–—~～至-]+\s*", "-", text.replace("：", ":").strip()))
    if not found:
        return None
    opens, closes = (int(found[1]), int(found[2])), (int(found[3]), int(found[4]))
    return f"{opens[0]:02}:{opens[1]:02}-{closes[0]:02}:{closes[1]:02}" if opens < closes else None


def protected(cells: Mapping[Key, int]) -> tuple[dict[Key, int], int]:
    """Of counts that make up a total that is told, those that may be told, and the sum of the rest.

    Counts of one to four are not told. What is left out never adds up to so few that the total gives it away: then the
    smallest told one is left out too (SECURITY G10).
    """
    told = {key: count for key, count in cells.items() if count >= FEW}
    rest = sum(cells.values()) - sum(told.values())
    while 0 < rest < FEW and told:
        smallest = min(told, key=lambda key: told[key])
        rest += told.pop(smallest)
    return told, rest


def in_months(days: Iterable[date], before: date) -> tuple[tuple[tuple[str, ...], int], ...]:
    """Talks by month, (months joined, talks): months are joined until they hold five, what is left over waits.

    Only months that are over by `before`: a figure grows by five or more or not at all, so no two of them, looked at
    one after the other, tell of one to four talks (G10).
    """
    counts = Counter(day.strftime("%Y-%m") for day in days)
    found: list[tuple[tuple[str, ...], int]] = []
    keys: tuple[str, ...] = ()
    talks = 0
    for month in sorted(one for one in counts if one < before.strftime("%Y-%m")):
        keys, talks = (*keys, month), talks + counts[month]
        if talks >= FEW:
            found.append((keys, talks))
            keys, talks = (), 0
    return tuple(found)


def usage(talks: Iterable[Talk]) -> Usage:
    """The counts that others see: months by channel, and subjects that enough talks were about; None where too few."""
    rows = list(talks)
    months = sorted({talk.day.strftime("%Y-%m") for talk in rows})
    by_month = Counter((talk.day.strftime("%Y-%m"), talk.channel) for talk in rows)
    told, _rest = protected(by_month)
    subjects, other = protected(Counter(talk.subject for talk in rows))
    return Usage(
        total=len(rows) if len(rows) >= FEW else 0,
        few=0 < len(rows) < FEW,
        months=tuple(
            (month, {one: told.get((month, one), None if (month, one) in by_month else 0) for one in CHANNELS})
            for month in months
        ),
        subjects=tuple(sorted(subjects.items(), key=lambda one: -one[1])),
        other=other,
    )
