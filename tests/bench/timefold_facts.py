"""The facts of a year as Timefold's constraints read them.

Flags are texts of "0" and "1": lists of them take seconds to hand over to Java.
"""

from dataclasses import dataclass


@dataclass(eq=False)
class Start:
    """A slot in order of time; `filled` holds, for each length, the numbers of the slots that a session fills."""

    id: str
    number: int
    week: int  # teaching weeks of all terms in one row
    term: int
    filled: list[list[int]]


@dataclass(eq=False)
class Person:
    """Somebody who can hold a post."""

    id: str
    number: int
    most_a_week: int
    most_a_term: int
    balanced: bool


@dataclass(eq=False)
class PlaceTime:
    """A place at one slot: so much fits in."""

    room: int


@dataclass(eq=False)
class What:
    """An activity in one of its places, `own` standing for the squad's home classroom, which nobody else may use."""

    activity: int
    name: str
    venue: str
    method: int
    periods: int
    posts: int
    cost: int
    open: str  # for each start, "1" where activity and place allow it
    preferred: str
    places: list[list[PlaceTime]]  # for each start
    shared: bool
    able: list[list[str]]  # for each post and start, "1" for each person who can have it
    after: list[int]


@dataclass(eq=False)
class Tally:
    """A squad's sessions that count towards one rule: at least, at most, and the wish."""

    least: int
    most: int
    target: int


@dataclass(eq=False)
class Run:
    """Weeks of one squad in a row (for one method, or for any)."""

    id: int


@dataclass(eq=False)
class SquadWeek:
    """A squad's week, with the runs in which it lies."""

    pairs: list[Run]
    idle: list[Run]


@dataclass(eq=False)
class Team:
    """A group of squads, and where its sessions count."""

    id: str
    squads: list[int]
    pupils: int
    counselor: Person | None  # of the only squad
    own: str
    open: list[str]  # for each length, "1" for each start that all of them can use
    weeks: list[list[SquadWeek]]
    tallies: list[list[list[Tally]]]  # for each activity and term
    runs: list[list[list[Run]]]  # for each method and week


@dataclass(eq=False)
class Before:
    """A session of the plan in force."""

    activity: int
    group: str
    start: int
    venue: str
    staff: list[str]


@dataclass(eq=False)
class Sums:
    """What is missing in an empty year; sessions take from it."""

    least: int
    target: int
    idle: int
    budget: int
