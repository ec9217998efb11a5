"""The counselling room and the hotline: what is noted of a talk, how talks are counted for others (S32, S35). Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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
"""A subject with fewer talks is not told by name (DOMAIN 5.2)."""
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
    """How much help was asked for. months: ("2026-09", {channel: talks}); subjects: most first; other: small ones."""

    total: int
    months: tuple[tuple[str, dict[str, int]], ...]
    subjects: tuple[tuple[str, int], ...]
    other: int


def clean_hours(text: str) -> str | None:
    """The hours as "12:20-13:00" whatever dash or colon was typed; None when they are none or end too soon."""
    found = _HOURS.match(re.sub(r"\s*[–—~～至-]+\s*", "-", text.replace("：", ":").strip()))
    if not found:
        return None
    opens, closes = (int(found[1]), int(found[2])), (int(found[3]), int(found[4]))
    return f"{opens[0]:02}:{opens[1]:02}-{closes[0]:02}:{closes[1]:02}" if opens < closes else None


def usage(talks: Iterable[Talk]) -> Usage:
    """The counts that others see: months by channel, and subjects that enough talks were about."""
    rows = list(talks)
    months = sorted({talk.day.strftime("%Y-%m") for talk in rows})
    by_month = Counter((talk.day.strftime("%Y-%m"), talk.channel) for talk in rows)
    subjects = Counter(talk.subject for talk in rows)
    told = tuple((code, count) for code, count in subjects.most_common() if count >= FEW)
    return Usage(
        total=len(rows),
        months=tuple((month, {channel: by_month[month, channel] for channel in CHANNELS}) for month in months),
        subjects=told,
        other=len(rows) - sum(count for _code, count in told),
    )
