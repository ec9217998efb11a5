"""Tables of what is planned beside the sessions."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.casework.models import HelpHours
from careplan.db import Base, SchoolOwned, Versioned
from careplan.programme.planned import hours_text
from careplan.programme.school_events import SchoolEventWords
from careplan.school.models import StaffMember, Venue
from careplan.sessions.models import TeamSession


class Series(SchoolOwned, Versioned, Base):
    """Something planned once or again and again. kind, rhythm, strand: see `planned`; title "" is the kind's own word.

    grades: for whom, [] the whole school. help_hours: the weekly opening hours that these hours are. places and
    sign_up_until: of an elective (S5).
    """

    __tablename__ = "programme_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    rhythm: Mapped[str] = mapped_column(default="once")
    first_on: Mapped[date]
    last_on: Mapped[date]
    grades: Mapped[list[int]] = mapped_column(JSON, default=list)
    strand: Mapped[str] = mapped_column(default="knowledge")
    places: Mapped[int | None]
    sign_up_until: Mapped[date | None]
    help_hours_id: Mapped[int | None] = mapped_column(ForeignKey("help_hours.id"), index=True)
    planned_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    help_hours: Mapped[HelpHours | None] = relationship()
    items: Mapped[list[Item]] = relationship(
        back_populates="series", order_by="Item.day, Item.begins, Item.id", cascade="all, delete-orphan"
    )


class Item(SchoolOwned, Versioned, Base):
    """One day of a series. state: planned · done · cancelled (with a reason); setting: where, as S21 counts it.

    came: parents at a parents' lesson, children in an elective, children who made a media item; None: not counted.
    changed_at: when it was planned or changed last.
    """

    __tablename__ = "programme_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("programme_series.id"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    begins: Mapped[time]
    ends: Mapped[time]
    topic: Mapped[str] = mapped_column(default="")
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id"), index=True)
    place: Mapped[str] = mapped_column(default="")
    setting: Mapped[str] = mapped_column(default="school")
    state: Mapped[str] = mapped_column(default="planned")
    reason: Mapped[str] = mapped_column(default="")
    came: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime | None]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    changed_at: Mapped[datetime | None]
    series: Mapped[Series] = relationship(back_populates="items")
    staff: Mapped[StaffMember | None] = relationship()
    venue: Mapped[Venue | None] = relationship()

    @property
    def hours(self) -> str:
        """12:20-13:00."""
        return hours_text(self.begins, self.ends)

    @property
    def where(self) -> str:
        """The place by name; "" where none is said."""
        return self.venue.name if self.venue else self.place


class SignUp(SchoolOwned, Base):
    """A child signed up for an elective; the order of `signed_at` decides who has a place. withdrawn_at: cancelled."""

    __tablename__ = "elective_sign_up"
    __table_args__ = (UniqueConstraint("series_id", "child_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("programme_series.id"), index=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    signed_at: Mapped[datetime]
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class SchoolEvent(SchoolOwned, Versioned, Base):
    """An event of the school's or the Pioneers' own calendar, so that busy days are seen (S20). begins None: all day.

    source: the file it came from, "" where it was entered; serves: codes of the plans that it serves (`served_plans`);
    settled: somebody said that nothing that looks alike is the same event.
    """

    __tablename__ = "school_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    last_day: Mapped[date]
    begins: Mapped[time | None]
    ends: Mapped[time | None]
    title: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    serves: Mapped[list[str]] = mapped_column(JSON, default=list)
    settled: Mapped[bool] = mapped_column(default=False)
    joins: Mapped[list[EventJoin]] = relationship(
        back_populates="event", order_by="EventJoin.id", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def words(self) -> SchoolEventWords:
        """The event as a plain noun."""
        return SchoolEventWords(self.day, self.last_day, self.title, self.begins, self.ends, self.place)


class EventJoin(SchoolOwned, Base):
    """Says that a session in force, or an item, is the same event as one of the school's calendar (S20).

    Neither session nor item: it is gone from that time, the event stands by itself again; `stood` says what it was and
    when (`joining.Stood`), so that it is found again when a later schedule puts it back.
    """

    __tablename__ = "event_join"
    __table_args__ = (UniqueConstraint("event_id", "session_id"), UniqueConstraint("event_id", "item_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("school_event.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("team_session.id", ondelete="SET NULL"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("programme_item.id", ondelete="SET NULL"), index=True)
    stood: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    joined_at: Mapped[datetime]
    joined_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    event: Mapped[SchoolEvent] = relationship(back_populates="joins")
    session: Mapped[TeamSession | None] = relationship()
    item: Mapped[Item | None] = relationship()


class ServedPlan(SchoolOwned, Base):
    """A plan of the school's own that events may serve, beside those of the vocabulary. retired: no longer offered."""

    __tablename__ = "served_plan"
    __table_args__ = (UniqueConstraint("school_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    retired: Mapped[bool] = mapped_column(default=False)
