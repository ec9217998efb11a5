"""The snapshot: every fact about one school year that a measure may use, as known on one date.

`load.py` fills it from the database; measures are pure functions over it. It carries ids, never a name
(ARCHITECTURE 4).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from careplan.indicators.facts_people import (
    AidRecord,
    CareGoal,
    Child,
    ChildEvent,
    LeftBehindEnrolment,
    ParentContact,
    Qualification,
    RecordChange,
    Referral,
    Squad,
    Staff,
    TrainingRecord,
    Visit,
)
from careplan.indicators.facts_work import (
    ATTENDED,
    Arrangement,
    Attendance,
    AttendanceState,
    Feedback,
    GoalTarget,
    Improvement,
    LeadingGroupMember,
    Post,
    Report,
    ReservedLesson,
    ScheduleVersion,
    SessionState,
    Talks,
    TeamSession,
    Term,
    YearPlan,
)

__all__ = [
    "ATTENDED",
    "AidRecord",
    "Arrangement",
    "Attendance",
    "AttendanceState",
    "CareGoal",
    "Child",
    "ChildEvent",
    "Feedback",
    "GoalTarget",
    "Improvement",
    "LeadingGroupMember",
    "LeftBehindEnrolment",
    "ParentContact",
    "Post",
    "Qualification",
    "RecordChange",
    "Referral",
    "Report",
    "ReservedLesson",
    "ScheduleVersion",
    "SessionState",
    "Snapshot",
    "Squad",
    "Staff",
    "Talks",
    "TeamSession",
    "Term",
    "TrainingRecord",
    "Visit",
    "YearPlan",
]


@dataclass(frozen=True)
class Snapshot:
    """All facts of one school year up to and including `as_of`, plus the sessions still planned after it.

    `year`: "2026—2027". Rows are ordered by id; a fact kind the school does not keep is an empty tuple.
    """

    school_id: str
    year: str
    as_of: date
    terms: tuple[Term, ...] = ()
    squads: tuple[Squad, ...] = ()
    children: tuple[Child, ...] = ()
    staff: tuple[Staff, ...] = ()
    plan: YearPlan | None = None
    leading_group: tuple[LeadingGroupMember, ...] = ()
    reserved_lessons: tuple[ReservedLesson, ...] = ()
    schedule_versions: tuple[ScheduleVersion, ...] = ()
    sessions: tuple[TeamSession, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    visits: tuple[Visit, ...] = ()
    parent_contacts: tuple[ParentContact, ...] = ()
    referrals: tuple[Referral, ...] = ()
    aid: tuple[AidRecord, ...] = ()
    changes: tuple[RecordChange, ...] = ()
    events: tuple[ChildEvent, ...] = ()
    care_goals: tuple[CareGoal, ...] = ()
    trainings: tuple[TrainingRecord, ...] = ()
    reports: tuple[Report, ...] = ()
    improvements: tuple[Improvement, ...] = ()
    is_demo: bool = field(default=False, compare=False)
    guests: tuple[Staff, ...] = ()
    """Others who may hold a post: experts and partners from outside (S31, S33), teachers who have left."""
    beside: tuple[Arrangement, ...] = ()
    """What was planned beside the sessions."""
    talks: tuple[Talks, ...] = ()
    """How much help was asked for: months joined until they hold five talks, nothing else of them."""
    definition: str = "civil_affairs"
    """The definition of a left-behind child that the school counts by; the three are never merged (DOMAIN 4.1)."""

    @cached_property
    def on_roll(self) -> tuple[Child, ...]:
        """Children on the roll on `as_of`."""
        return tuple(c for c in self.children if c.here_on(self.as_of))

    @cached_property
    def left_behind(self) -> tuple[Child, ...]:
        """Those of them whom the school's definition counts: the denominator of the care measures (S6)."""
        return tuple(c for c in self.on_roll if c.is_left_behind(self.definition))

    def count_by(self, definition: str) -> int:
        """How many children on the roll a definition counts."""
        return sum(child.is_left_behind(definition) for child in self.on_roll)

    @cached_property
    def due_sessions(self) -> tuple[TeamSession, ...]:
        """Sessions whose day has come. One that is planned for today is not yet due."""
        return tuple(s for s in self.sessions if s.on < self.as_of or (s.on == self.as_of and s.state != "planned"))

    @cached_property
    def held_sessions(self) -> tuple[TeamSession, ...]:
        """Sessions that took place up to `as_of`."""
        return tuple(s for s in self.due_sessions if s.held)

    def due_beside(self, kinds: frozenset[str]) -> tuple[Arrangement, ...]:
        """What of these kinds should have taken place by `as_of`; today's only once it is recorded."""
        due = (a for a in self.beside if a.on < self.as_of or (a.on == self.as_of and a.state != "planned"))
        return tuple(a for a in due if a.kind in kinds)

    @cached_property
    def attended(self) -> frozenset[tuple[str, str]]:
        """(session id, child id) of every child that came to a held session."""
        held = {s.id for s in self.held_sessions}
        return frozenset((a.session_id, a.child_id) for a in self.attendance if a.came and a.session_id in held)

    @cached_property
    def term(self) -> Term | None:
        """The term `as_of` lies in, else the last one that has begun; None before the first."""
        begun = [t for t in self.terms if t.first <= self.as_of]
        return max(begun, key=lambda t: t.first) if begun else None
