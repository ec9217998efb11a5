"""Tables of training records and the qualifications that follow from them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Numeric
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.db import Base, SchoolOwned, Versioned
from careplan.school.models import StaffMember


class TrainingRecord(SchoolOwned, Versioned, Base):
    """One course of one person. Hours are training hours (学时), not lessons.

    state: draft · submitted · recognised · returned (with a reason). Only recognised records give a qualification,
    valid from `valid_from` to `valid_until` (None: no end).
    content: psychology · counselor · class-teacher · safety · ethics · other.
    """

    __tablename__ = "training_record"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    course: Mapped[str]
    organiser: Mapped[str] = mapped_column(default="")
    level: Mapped[str] = mapped_column(default="")
    category: Mapped[str] = mapped_column(default="")
    content: Mapped[str] = mapped_column(default="other")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    hours: Mapped[float] = mapped_column(Numeric(6, 1, asdecimal=False))
    credits: Mapped[float | None] = mapped_column(Numeric(6, 1, asdecimal=False))
    result: Mapped[str] = mapped_column(default="")
    certificate_number: Mapped[str] = mapped_column(default="")
    qualification: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="draft")
    reason: Mapped[str] = mapped_column(default="")
    recognised_on: Mapped[date | None]
    staff: Mapped[StaffMember] = relationship()
