"""Facts about the school's work: plan, schedule, team sessions, attendance, feedback, reports. Ids only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

SessionState = Literal["planned", "held", "cancelled"]
AttendanceState = Literal["present", "late", "sick", "leave", "absent"]
ATTENDED: frozenset[str] = frozenset({"present", "late"})


@dataclass(frozen=True, slots=True)
class Term:
    """A term 学期 with its first and last day (both included) and its number of teaching weeks."""

    number: int
    first: date
    last: date
    weeks: int


@dataclass(frozen=True, slots=True)
class Post:
    """A staff post of a session.

    `staff_id` None = nobody assigned; `qualification` "" = any teacher will do.
    """

    role: str
    staff_id: str | None
    qualification: str = ""


@dataclass(frozen=True, slots=True)
class TeamSession:
    """A team session 队日活动: one activity for one or more squads on one day, with the activity's marks.

    `extra`: held outside the published plan.
    `in_reserved_lesson`: in the squads' reserved weekly lesson (S44), None = not known.
    `excused`: a cancelled session that has a reason (weather, closed day …).
    `parents_count` adults who came, `child_led_count` children with a leading part; None = not recorded.
    """

    id: str
    on: date
    term: int
    week: int
    squad_ids: tuple[str, ...]
    activity_id: str
    goals: tuple[str, ...]
    method: str
    strand: str
    channel: str
    tier: str
    lessons: int
    venue_kind: str
    state: SessionState = "planned"
    off_campus: bool = False
    interactive: bool = True
    experiential: bool = True
    audiences: frozenset[str] = frozenset({"pupils"})
    principles: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    abilities: frozenset[str] = frozenset()
    posts: tuple[Post, ...] = ()
    cancel_reason: str = ""
    excused: bool = False
    extra: bool = False
    in_reserved_lesson: bool | None = None
    parents_count: int | None = None
    child_led_count: int | None = None

    @property
    def held(self) -> bool:
        """Whether it took place."""
        return self.state == "held"


@dataclass(frozen=True, slots=True)
class Attendance:
    """One child at one held session."""

    session_id: str
    child_id: str
    state: AttendanceState

    @property
    def came(self) -> bool:
        """Present or late."""
        return self.state in ATTENDED


@dataclass(frozen=True, slots=True)
class Feedback:
    """The three fixed questions after a session (S17), 1–5 each; None = not answered.

    `by`: children | teacher.
    """

    id: str
    session_id: str
    by: Literal["children", "teacher"]
    interesting: int | None = None
    aimed: int | None = None
    effective: int | None = None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Something planned beside the sessions (S36, S26, S32, S35): a media item, a parents' lesson, hours of help …

    `kind`: as in programme.planned; `squad_ids`: whom it is meant for; `came`: None = not counted.
    """

    id: str
    on: date
    kind: str
    state: Literal["planned", "done", "cancelled"] = "planned"
    squad_ids: tuple[str, ...] = ()
    came: int | None = None

    @property
    def done(self) -> bool:
        """Whether it took place."""
        return self.state == "done"


@dataclass(frozen=True, slots=True)
class Talks:
    """Talks in the counselling room and on the hotline in some months, at least five of them: counts alone (S35)."""

    months: tuple[str, ...]
    talks: int


@dataclass(frozen=True, slots=True)
class GoalTarget:
    """How often the plan wants a goal in a band: per squad and year, in sessions."""

    band: str
    goal: str
    minimum: int
    target: int


@dataclass(frozen=True, slots=True)
class YearPlan:
    """The year plan (S42). `state`: draft | submitted | approved. `budget_fen` None = none set.

    `lecture_share_max` / `experiential_share_min`: the plan's own bounds, 0 to 1; None = none set.
    `psych_lessons_per_term`: lessons each squad shall have, None = none set (DOMAIN 1.2).
    """

    id: str
    state: str
    submitted_on: date | None = None
    approved_on: date | None = None
    goal_targets: tuple[GoalTarget, ...] = ()
    budget_fen: int | None = None
    lecture_share_max: float | None = None
    experiential_share_min: float | None = None
    psych_lessons_per_term: int | None = None


@dataclass(frozen=True, slots=True)
class LeadingGroupMember:
    """A member of the leading group (S3, S41). `duty` "" = none written. `until` None = open."""

    staff_id: str
    duty: str
    leads: bool = False
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ReservedLesson:
    """The weekly lesson kept free for a squad's activities (S44). Weekday 1 = Monday."""

    squad_id: str
    weekday: int
    lesson: int


@dataclass(frozen=True, slots=True)
class ScheduleVersion:
    """A version of the schedule that was published."""

    id: str
    number: int
    published_on: date


@dataclass(frozen=True, slots=True)
class Report:
    """A report issued in or for this year (S45). `kind`: annual | term."""

    id: str
    kind: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class Improvement:
    """Something found wanting and what became of it (S38): found, due, closed with a result."""

    id: str
    found_on: date
    due_on: date | None = None
    closed_on: date | None = None
