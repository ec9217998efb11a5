"""The nouns of a scheduling problem: what a whole school year asks of its planner.

Every class mirrors one object of the file format `careplan-problem/1`. Nothing here knows a table, a
view or a clock; ids are text, dates are dates, money is a whole number, and `None` means "no limit".
A child's name never enters: a squad is an id and a size.

Not checked here: build a `Problem` from a file with `problem_file.read_problem`, or from a year plan,
and have `problem_file.check_problem` say what does not fit together.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields

from careplan.scheduling.solution import Session

PROBLEM_FORMAT = "careplan-problem/1"


@dataclass(frozen=True, slots=True)
class Slot:
    """A teaching period in which a session may take place."""

    id: str
    date: dt.date
    period: int
    week: int  # teaching weeks of the year, from 1
    term: str


@dataclass(frozen=True, slots=True)
class Squad:
    """A class's Young Pioneer squad; `open` are the slot ids it can use (None: all)."""

    id: str
    size: int  # pupils
    counselor: str | None = None  # staff id of its own counselor
    open: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Who meets together: one squad, or several different ones (a grade, a band)."""

    id: str
    squads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Venue:
    """A place; a shared one takes several sessions at once while their pupils fit together."""

    id: str
    kinds: frozenset[str]
    capacity: int  # pupils
    shared: bool = False
    open: frozenset[str] | None = None
    squads: frozenset[str] | None = None  # only groups made up of these may use it


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who can hold a post; the two limits count periods."""

    id: str
    skills: frozenset[str]
    open: frozenset[str] | None = None
    max_per_week: int | None = None
    max_per_term: int | None = None
    balanced: bool = True  # counts in the `imbalance` penalty


@dataclass(frozen=True, slots=True)
class Post:
    """One post of an activity: held by one person who has all these skills."""

    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Activity:
    """What can be held: how, for whom, where, by whom, when, and what it serves."""

    id: str
    method: str
    goals: frozenset[str]
    periods: int  # consecutive slots
    groups: tuple[str, ...]
    venues: frozenset[str]  # kinds, any one of them
    staff: tuple[Post, ...]
    open: frozenset[str] | None = None
    preferred: frozenset[str] | None = None  # the slots in which it had best start
    repeats: int | None = 1  # how often one squad may do it
    after: tuple[str, ...] = ()  # activities that each squad must have finished before
    cost: int = 0  # money a session


@dataclass(frozen=True, slots=True)
class TermRule:
    """Each squad's sessions in a term; `squads` None means all of them."""

    term: str
    min: int = 0
    max: int | None = None
    squads: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class GoalRule:
    """Each squad's sessions in the year that serve a goal; `target` is only a wish."""

    goal: str
    min: int = 0
    max: int | None = None
    target: int = 0
    squads: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class MethodRule:
    """Each squad's sessions of a method in the year."""

    method: str
    min: int = 0
    max: int | None = None
    squads: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What the year must reach."""

    sessions_per_week: int | None = 1
    sessions_per_term: tuple[TermRule, ...] = ()
    goals: tuple[GoalRule, ...] = ()
    methods: tuple[MethodRule, ...] = ()
    budget: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A session that must be in the plan; what is None is left to the solver."""

    activity: str
    group: str | None = None
    start: str | None = None
    venue: str | None = None
    staff: tuple[str, ...] | None = None  # every post, in the posts' order


@dataclass(frozen=True, slots=True)
class Weights:
    """The penalty of each preference, whole numbers; 0 means it does not matter."""

    goal_shortfall: int = 0
    same_method: int = 0
    back_to_back: int = 0
    idle: int = 0
    other_counselor: int = 0
    imbalance: int = 0
    off_season: int = 0
    change: int = 0


PREFERENCES: tuple[str, ...] = tuple(field.name for field in fields(Weights))


@dataclass(frozen=True, slots=True)
class Windows:
    """Lengths, in teaching weeks, of the two sliding windows."""

    idle_weeks: int = 4
    variety_weeks: int = 4


@dataclass(frozen=True, slots=True)
class Problem:
    """A whole school year's scheduling problem."""

    name: str
    slots: tuple[Slot, ...]
    squads: tuple[Squad, ...]
    groups: tuple[Group, ...]
    venues: tuple[Venue, ...]
    staff: tuple[Staff, ...]
    activities: tuple[Activity, ...]
    rules: Rules = Rules()
    requests: tuple[Request, ...] = ()
    previous: tuple[Session, ...] = ()
    weights: Weights = Weights()
    windows: Windows = Windows()
