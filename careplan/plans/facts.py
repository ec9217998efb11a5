"""What a year's scheduling problem is made from: the plan, the school and the library, as plain nouns. Pure.

Ids are the school's own: a squad is `entry year-number`, a person the staff number, a venue its name, an activity its
slug; no database id and no child's name enters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from careplan.school.calendar import LessonTime, YearCalendar
from careplan.school.stretch import Stretch
from careplan.training.qualification import Holding, Included


@dataclass(frozen=True, slots=True)
class SquadFacts:
    """A squad with its size in pupils and the weekly lessons it may use."""

    id: str
    grade: int
    size: int
    counselor: str | None
    lessons: frozenset[LessonTime]


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Somebody who can hold a post. Limits count lessons; `busy` are the weekly lessons they teach or keep free.

    away: when the person is not there at all.
    """

    id: str
    is_teacher: bool
    holdings: tuple[Holding, ...]
    busy: frozenset[LessonTime] = frozenset()
    max_per_week: int | None = None
    max_per_term: int | None = None
    away: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Lead:
    """A post that somebody holds in the schedule in force. needs: the qualification it asks for, "" for none."""

    person: str
    day: date
    periods: frozenset[int]
    needs: str = ""


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A venue; `home_of`: the squads whose own classroom it is (empty: everybody's); closed: when it cannot be used."""

    id: str
    kind: str
    capacity: int
    shared: bool
    home_of: frozenset[str] = frozenset()
    closed: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """An activity of the library, as far as scheduling asks. posts: qualification needed, "" for any teacher.

    months: its own season, None for the whole year; cares: it belongs to the strand of care.
    """

    id: str
    method: str
    goals: frozenset[str]
    grades: frozenset[int]
    lessons: int
    group_min: int
    group_max: int
    whole_grade: bool
    venue_kinds: frozenset[str]
    posts: tuple[str, ...]
    months: frozenset[int] | None
    after: tuple[str, ...] = ()
    cost_fen: int = 0
    cares: bool = False


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """A goal of a band: the library's codes that serve it, and how often each squad should meet it in the year."""

    id: str
    serves: frozenset[str]
    grades: frozenset[int]
    minimum: int
    target: int


@dataclass(frozen=True, slots=True)
class MethodLimit:
    """How often a squad of these grades meets a method in the year."""

    method: str
    grades: frozenset[int]
    minimum: int
    maximum: int | None


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """Everything that a year's problem is built from.

    Of the schedule in force: `leads`, who leads what; `meets`, activity and squads of each session, which go on though
    a squad has grown or shrunk since. lean: the months (1–12) that activities of care shall fill.
    """

    name: str
    calendar: YearCalendar
    squads: tuple[SquadFacts, ...]
    people: tuple[PersonFacts, ...]
    places: tuple[PlaceFacts, ...]
    activities: tuple[ActivityFacts, ...]
    goals: tuple[GoalFacts, ...]
    sessions_per_week: int
    term_minimum: int
    term_maximum: int
    methods: tuple[MethodLimit, ...] = ()
    budget_fen: int | None = None
    weights: Mapping[str, int] = field(default_factory=dict)
    included: Included = field(default_factory=dict)
    leads: tuple[Lead, ...] = ()
    meets: frozenset[tuple[str, frozenset[str]]] = frozenset()
    lean: frozenset[int] = frozenset()
