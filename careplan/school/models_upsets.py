"""Tables of what life brings: who is away, and which places are closed, from when to when."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.db import Base, SchoolOwned, Versioned
from careplan.school.models import StaffMember, Venue
from careplan.school.stretch import Stretch


class _Lasting(Versioned):
    """Days from `first` to `last`; `first_period` and `last_period` narrow each day to some lessons."""

    first: Mapped[date] = mapped_column(index=True)
    last: Mapped[date] = mapped_column(index=True)
    first_period: Mapped[int | None]
    last_period: Mapped[int | None]
    marked_at: Mapped[datetime]

    @property
    def stretch(self) -> Stretch:
        return Stretch(self.first, self.last, self.first_period, self.last_period)


class Away(SchoolOwned, _Lasting, Base):
    """A person who cannot lead for a while. reason: duty · course · leave · other; never more than the kind.

    Read by those who arrange the sessions and by the person; it is not counted or compared anywhere.
    """

    __tablename__ = "staff_away"
    __table_args__ = (CheckConstraint("first <= last", name="first_before_last"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    reason: Mapped[str]
    marked_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    staff: Mapped[StaffMember] = relationship()


class Closure(SchoolOwned, _Lasting, Base):
    """Places that cannot be used for a while. reason: weather · repair · taken · other, with a note in own words."""

    __tablename__ = "closure"
    __table_args__ = (CheckConstraint("first <= last", name="first_before_last"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    marked_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    venues: Mapped[list[Venue]] = relationship(secondary="closure_venue", order_by="Venue.name")


class ClosureVenue(Base):
    """Which places a closure shuts."""

    __tablename__ = "closure_venue"

    closure_id: Mapped[int] = mapped_column(ForeignKey("closure.id"), primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True, index=True)
