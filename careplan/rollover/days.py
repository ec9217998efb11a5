"""The days of the new year's calendar: what the law fixes, what comes again, what a notice decides. Pure.

Public holidays are data from the State Council's yearly notice, with its bridge days and make-up days: nobody can work
them out, so a person enters them. Only what stands on the same date every year can be proposed (DOMAIN 7.5).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

CLOSED, OBSERVANCE = "closed", "observance"
LAW = "全国年节及纪念日放假办法（2024年11月修订）"
FIRST_MONTH = 9


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday. fixed: (month, day) that the law names; none: its date moves. month: where one looks for it.

    waits: whether bridge days may be added by the notice, so that its own days are not confirmed before.
    """

    name: str
    name_en: str
    month: int
    fixed: tuple[tuple[int, int], ...] = ()
    waits: bool = True


HOLIDAYS = (
    Holiday("中秋节", "Mid-Autumn Festival", 9),
    Holiday("国庆节", "National Day", 10, ((10, 1), (10, 2), (10, 3))),
    Holiday("元旦", "New Year", 1, ((1, 1),)),
    Holiday("春节", "Spring Festival", 2),
    Holiday("清明节", "Tomb-sweeping Day", 4),
    Holiday("劳动节", "Labour Day", 5, ((5, 1), (5, 2))),
    Holiday("国际儿童节", "Children's Day", 6, ((6, 1),), waits=False),
    Holiday("端午节", "Dragon Boat Festival", 6),
)
"""In the order of a school year."""
MOVING = frozenset({"重阳节", "母亲节", "父亲节", "全国中小学生安全教育日"})
"""Days to plan around whose date changes from year to year."""


class Entry(Protocol):
    """A day of the calendar as it is kept."""

    day: date
    kind: str
    label: str
    label_en: str
    note: str
    note_en: str
    domains: list[str]
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """A day that may be entered as it stands. usual: it comes every year, so it is ticked to begin with."""

    day: date
    kind: str
    label: str
    label_en: str
    note: str = ""
    note_en: str = ""
    domains: tuple[str, ...] = ()
    source: str = ""
    confirmed: bool = True
    usual: bool = True

    @property
    def code(self) -> str:
        """What a form sends for it."""
        return f"{self.day.isoformat()}:{self.kind}:{self.label}"


@dataclass(frozen=True, slots=True)
class Missing:
    """A holiday that the notice decides: not entered yet (since None), or entered from that day on, unconfirmed."""

    holiday: Holiday
    since: date | None
    month: str


def in_year(start_year: int, month: int, day: int = 1) -> date:
    """The day of the school year that begins then."""
    return date(start_year + (month < FIRST_MONTH), month, day)


def proposals(
    last_year: Iterable[Entry], known: Collection[tuple[date, str, str]], start_year: int, usual: Collection[str]
) -> list[Proposal]:
    """Days to enter at once, in order: the law's fixed days, and days to plan around on last year's dates.

    known: (day, kind, label) of what is entered; usual: labels of the days to plan around that are shipped. A day that
    is entered as a make-up day is not proposed as closed: the notice has decided.
    """
    taken = {day for day, kind, _label in known if kind != OBSERVANCE}
    found = (*_by_law(start_year), *_again(last_year, start_year, usual))
    fresh = (one for one in found if (one.day, one.kind, one.label) not in known)
    return sorted(
        {one.code: one for one in fresh if one.kind != CLOSED or one.day not in taken}.values(),
        key=lambda one: (one.day, one.kind, one.label),
    )


def _by_law(start_year: int) -> Iterable[Proposal]:
    for one in HOLIDAYS:
        for month, day in one.fixed:
            note = ("调休待公布", "Bridge days not yet announced") if one.waits else ("", "")
            yield Proposal(
                in_year(start_year, month, day), CLOSED, one.name, one.name_en, *note, source=LAW,
                confirmed=not one.waits,
            )  # fmt: skip


def _again(last_year: Iterable[Entry], start_year: int, usual: Collection[str]) -> Iterable[Proposal]:
    for one in last_year:
        leap = (one.day.month, one.day.day) == (2, 29)
        if one.kind != OBSERVANCE or one.label in MOVING or leap:
            continue
        day = in_year(start_year, one.day.month, one.day.day)
        yield Proposal(
            day, OBSERVANCE, one.label, one.label_en, one.note, one.note_en, tuple(one.domains),
            usual=one.label in usual,
        )  # fmt: skip


def still_missing(entries: Iterable[Entry], start_year: int) -> list[Missing]:
    """Holidays of the year that are not in its calendar, or that no notice has confirmed."""
    closed: dict[str, list[Entry]] = {}
    for one in entries:
        if one.kind == CLOSED:
            closed.setdefault(_name_in(one.label), []).append(one)
    found = []
    for holiday in HOLIDAYS:
        days = closed.get(holiday.name, [])
        if not days or not all(one.confirmed for one in days):
            since = min((one.day for one in days), default=None)
            month = (since or in_year(start_year, holiday.month)).strftime("%Y-%m")
            found.append(Missing(holiday, since, month))
    return found


def _name_in(label: str) -> str:
    """The holiday that a label names: 劳动节（补假） is 劳动节."""
    return next((one.name for one in HOLIDAYS if one.name in label), label)


NAMES: Mapping[str, str] = {one.name: one.name_en for one in HOLIDAYS}
