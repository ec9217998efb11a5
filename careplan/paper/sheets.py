"""The sheets as plain data: a session's sheet, the week's notice, the term on the wall, squad by squad. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from careplan.seeds.guidance import CeremonyStep

WALL_SQUADS = 6
"""Squads beside each other on one wall sheet: their words can still be read from a step away."""
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Step:
    """A step by the minute: from, to."""

    first: int
    last: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A session as a list on paper shows it. leaders: who leads; state planned, held or cancelled with its reason."""

    id: int
    day: date
    period: int
    lessons: int
    title: str
    method: str
    squad_ids: tuple[int, ...]
    squads: tuple[str, ...]
    leaders: tuple[str, ...]
    venue: str
    materials: tuple[str, ...]
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class SessionSheet:
    """Everything that whoever leads a session needs on one page. names: the roll to tick; None: not for this reader.

    of: the squad whose roll stands on it, "" where several meet and none is chosen.
    """

    line: Line
    people: tuple[tuple[str, str], ...]
    purpose: str
    steps: tuple[Step, ...]
    materials: tuple[str, ...]
    safety: tuple[str, ...]
    ceremony: tuple[tuple[CeremonyStep, str], ...]
    of: str
    expected: int
    names: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Special:
    """A day out of the ordinary: closed, makeup, observance."""

    day: date
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Span:
    """Special days in a row with one name: the holidays, a make-up day."""

    first: date
    last: date
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class WeekNotice:
    """What a week brings, day by day."""

    number: int
    term: int
    monday: date
    days: tuple[tuple[date, tuple[Line, ...]], ...]
    special: tuple[Span, ...]

    @property
    def last(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def before(self) -> date:
        return self.monday - A_WEEK

    @property
    def after(self) -> date:
        return self.monday + A_WEEK


@dataclass(frozen=True, slots=True)
class WallWeek:
    """A row of the wall: a week, its special days, and for each squad its sessions."""

    number: int
    monday: date
    special: tuple[Span, ...]
    cells: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class WallSheet:
    """A term of up to WALL_SQUADS squads."""

    squads: tuple[str, ...]
    weeks: tuple[WallWeek, ...]


@dataclass(frozen=True, slots=True)
class SquadSheet:
    """A squad's sessions of a term."""

    squad: str
    counselor: str
    lines: tuple[tuple[int, Line], ...]


def minutes(steps: Iterable[dict[str, object]]) -> tuple[Step, ...]:
    """An activity's steps with the minute in which each begins and ends."""
    found: list[Step] = []
    for step in steps:
        first = found[-1].last if found else 0
        last = first + int(str(step["minutes"]))
        found.append(Step(first, last, str(step["title"]), str(step["text"])))
    return tuple(found)


def week_number(day: date, term_first: date) -> int:
    """The week of a term, from 1, counted from the Monday of its first day."""
    return (monday(day) - monday(term_first)).days // 7 + 1


def spans(special: Iterable[Special]) -> tuple[Span, ...]:
    """Days that follow each other and are called alike, as one."""
    found: list[Span] = []
    for one in special:
        former = found[-1] if found else None
        alike = former and (former.kind, former.label, former.last) == (
            one.kind,
            one.label,
            one.day - timedelta(days=1),
        )
        if former and alike:
            found[-1] = Span(former.first, one.day, one.kind, one.label)
        else:
            found.append(Span(one.day, one.day, one.kind, one.label))
    return tuple(found)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_notice(
    day: date, term: int, term_first: date, lines: Sequence[Line], special: Sequence[Special]
) -> WeekNotice:
    """The notice of the week in which a day lies; lines in order of time."""
    days = tuple((day, tuple(rows)) for day, rows in groupby(lines, key=lambda line: line.day))
    return WeekNotice(week_number(day, term_first), term, monday(day), days, spans(special))


def wall(
    squads: Sequence[tuple[int, str]], first: date, last: date, lines: Sequence[Line], special: Sequence[Special]
) -> tuple[WallSheet, ...]:
    """A term for the wall: weeks from top to bottom, WALL_SQUADS squads on a sheet."""
    sheets = [squads[n : n + WALL_SQUADS] for n in range(0, len(squads), WALL_SQUADS)]
    return tuple(
        WallSheet(
            tuple(name for _id, name in chosen),
            tuple(_wall_week(start, first, chosen, lines, special) for start in _mondays(first, last)),
        )
        for chosen in sheets
    )


def _mondays(first: date, last: date) -> Iterable[date]:
    start = monday(first)
    while start <= last:
        yield start
        start += A_WEEK


def _wall_week(
    start: date, first: date, squads: Sequence[tuple[int, str]], lines: Sequence[Line], special: Sequence[Special]
) -> WallWeek:
    here = [line for line in lines if start <= line.day < start + A_WEEK]
    return WallWeek(
        week_number(start, first),
        start,
        spans([one for one in special if start <= one.day < start + A_WEEK and one.kind != "observance"]),
        tuple(tuple(line for line in here if squad_id in line.squad_ids) for squad_id, _name in squads),
    )


def squad_sheet(squad_id: int, squad: str, counselor: str, first: date, lines: Sequence[Line]) -> SquadSheet:
    """A squad's own list, with the number of the week before each session."""
    own = (line for line in lines if squad_id in line.squad_ids)
    return SquadSheet(squad, counselor, tuple((week_number(line.day, first), line) for line in own))
