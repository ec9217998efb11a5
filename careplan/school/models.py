"""Tables of the school: who, where, and on which days."""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.db import Base, SchoolOwned, Versioned
from careplan.school.school_year import class_label, grade_of, year_label


class School(Versioned, Base):
    """A school (大队). `profile` holds its own words on needs and conditions (S1, S13)."""

    __tablename__ = "school"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    county: Mapped[str] = mapped_column(default="")
    document_prefix: Mapped[str] = mapped_column(default="")
    """The school's short name in a document number, e.g. 青石小 → 青石小〔2026〕5号."""
    is_demo: Mapped[bool] = mapped_column(default=False)
    counts_by: Mapped[str] = mapped_column(default="civil_affairs")
    """Which definition of a left-behind child the school's figures count by (DOMAIN 4.1); all three stay on record."""
    band_set: Mapped[str] = mapped_column(default="plan")
    profile: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """Texts by key: situation, needs, conditions, work_plan (S40), helplines."""


class SchoolYear(SchoolOwned, Versioned, Base):
    """A school year, e.g. 2026—2027学年; exactly one is current."""

    __tablename__ = "school_year"
    __table_args__ = (UniqueConstraint("school_id", "start_year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    start_year: Mapped[int]
    is_current: Mapped[bool] = mapped_column(default=True)
    terms: Mapped[list[Term]] = relationship(back_populates="year", order_by="Term.number")

    @property
    def label(self) -> str:
        """2026—2027."""
        return year_label(self.start_year)


class Term(SchoolOwned, Base):
    """Term 1 (第一学期) or 2 (第二学期) with its first and last school day."""

    __tablename__ = "term"
    __table_args__ = (
        UniqueConstraint("year_id", "number"),
        CheckConstraint("starts_on < ends_on", name="starts_before_end"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year_id: Mapped[int] = mapped_column(ForeignKey("school_year.id"), index=True)
    number: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    year: Mapped[SchoolYear] = relationship(back_populates="terms")


class CalendarDay(SchoolOwned, Versioned, Base):
    """A day that is not an ordinary one.

    kind: closed (no lessons) · makeup (school on a weekend; `timetable_weekday` 1–7 says whose lessons run, None = no
    regular lessons) · observance (an ordinary school day with a theme). `confirmed` False: 调休待公布. `note` says more
    in the school's words; `domains` are what an activity on an observance day fits (vocabulary).
    """

    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("school_id", "day", "kind", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    kind: Mapped[str]
    label: Mapped[str]
    label_en: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    note_en: Mapped[str] = mapped_column(default="")
    domains: Mapped[list[str]] = mapped_column(JSON, default=list)
    source: Mapped[str] = mapped_column(default="")
    timetable_weekday: Mapped[int | None]
    confirmed: Mapped[bool] = mapped_column(default=True)


class Band(SchoolOwned, Base):
    """A grade band (学段): consecutive grades with goals of their own (S23). Bands are data."""

    __tablename__ = "band"
    __table_args__ = (UniqueConstraint("school_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    name: Mapped[str]
    name_en: Mapped[str]
    first_grade: Mapped[int]
    last_grade: Mapped[int]
    goals: Mapped[list[Goal]] = relationship(back_populates="band", order_by="Goal.position")

    def covers(self, grade: int) -> bool:
        return self.first_grade <= grade <= self.last_grade


class Goal(SchoolOwned, Versioned, Base):
    """A goal of a band (S24, S25). `serves` lists the library's goal codes that count for it (its own among them)."""

    __tablename__ = "goal"
    __table_args__ = (UniqueConstraint("school_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    band_id: Mapped[int] = mapped_column(ForeignKey("band.id"), index=True)
    code: Mapped[str]
    name: Mapped[str]
    name_en: Mapped[str]
    serves: Mapped[list[str]] = mapped_column(JSON, default=list)
    domains: Mapped[list[str]] = mapped_column(JSON, default=list)
    position: Mapped[int] = mapped_column(default=0)
    default_minimum: Mapped[int] = mapped_column(default=1)
    default_target: Mapped[int] = mapped_column(default=2)
    band: Mapped[Band] = relationship(back_populates="goals")


COMMUNITY = "community"
"""The kind of a person of the community on the staff list."""
ANSWERS = ("teacher", COMMUNITY)
"""Kinds of those who can be made responsible for a child (C9)."""


class StaffMember(SchoolOwned, Versioned, Base):
    """A person who can hold a post in a session, or answer for children.

    kind: teacher · expert (guest without an account, S31) · partner (training base) · community (community worker or
    village children's director: answers for children, C9, but is no teacher and leads no session). Limits count
    lessons (S50).
    """

    __tablename__ = "staff_member"
    __table_args__ = (UniqueConstraint("school_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="teacher")
    title: Mapped[str] = mapped_column(default="")
    max_per_week: Mapped[int | None]
    max_per_term: Mapped[int | None]
    active: Mapped[bool] = mapped_column(default=True)
    busy: Mapped[list[StaffBusy]] = relationship(back_populates="staff", cascade="all, delete-orphan")


class StaffBusy(SchoolOwned, Base):
    """A weekly lesson in which a person teaches or rests, so cannot lead (S50). Weekday 1 = Monday.

    kept: kept free for preparing and rest; what happens in it all the same is counted as a breach.
    """

    __tablename__ = "staff_busy"
    __table_args__ = (UniqueConstraint("staff_id", "weekday", "period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    weekday: Mapped[int]
    period: Mapped[int]
    kept: Mapped[bool] = mapped_column(default=False)
    staff: Mapped[StaffMember] = relationship(back_populates="busy")


class Venue(SchoolOwned, Versioned, Base):
    """A place: kind from the vocabulary, capacity in pupils; shared ones take several squads at once."""

    __tablename__ = "venue"
    __table_args__ = (UniqueConstraint("school_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    capacity: Mapped[int]
    shared: Mapped[bool] = mapped_column(default=False)
    off_campus: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)


class Squad(SchoolOwned, Versioned, Base):
    """A class's Young Pioneer squad (中队). Its identity is entry year + number, so that files follow the class."""

    __tablename__ = "squad"
    __table_args__ = (UniqueConstraint("school_id", "entry_year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_year: Mapped[int]
    number: Mapped[int]
    motto: Mapped[str] = mapped_column(default="")
    counselor_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    home_venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id"))
    active: Mapped[bool] = mapped_column(default=True)
    counselor: Mapped[StaffMember | None] = relationship()
    home_venue: Mapped[Venue | None] = relationship()
    lessons: Mapped[list[SquadLesson]] = relationship(back_populates="squad", cascade="all, delete-orphan")

    def grade(self, start_year: int) -> int:
        """The grade in that school year; outside 1–6 before it entered or when it has left."""
        return grade_of(self.entry_year, start_year)

    def label(self, start_year: int) -> str:
        """The class's name in that school year, e.g. 三(2)班."""
        return class_label(self.entry_year, self.number, start_year)


class SquadLesson(SchoolOwned, Base):
    """A weekly lesson kept free for the squad's activities (S44). Weekday 1 = Monday; period from 1."""

    __tablename__ = "squad_lesson"
    __table_args__ = (UniqueConstraint("squad_id", "weekday", "period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    squad_id: Mapped[int] = mapped_column(ForeignKey("squad.id"), index=True)
    weekday: Mapped[int]
    period: Mapped[int]
    squad: Mapped[Squad] = relationship(back_populates="lessons")


class LeadingGroupMember(SchoolOwned, Versioned, Base):
    """A member of the leading group (S3, S41): who, which duty, from when to when."""

    __tablename__ = "leading_group_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    duty: Mapped[str]
    is_head: Mapped[bool] = mapped_column(default=False)
    since: Mapped[date]
    until: Mapped[date | None]
    staff: Mapped[StaffMember] = relationship()
