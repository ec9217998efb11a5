"""Tables of aid. Money is whole fen; lines of a ledger, steps and amounts are only ever added, never changed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.children.models import Child
from careplan.db import Base, SchoolOwned, Versioned
from careplan.school.models import StaffMember
from careplan.secrecy import EncryptedText


class AidCase(SchoolOwned, Versioned, Base):
    """One help that was asked for or given (C26). kind, giver: codes of `seed_data/aid`; agency: the office's own name.

    monthly: it comes every month, its amounts are in `rates`; pay_day, ends_on: of a monthly one.
    for_costs: whether its money may pay known costs, so that the forecast counts it.
    """

    __tablename__ = "aid_case"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    kind: Mapped[str]
    giver: Mapped[str]
    agency: Mapped[str] = mapped_column(default="")
    monthly: Mapped[bool] = mapped_column(default=False)
    pay_day: Mapped[int | None]
    ends_on: Mapped[date | None]
    for_costs: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(EncryptedText("aid_case.note"), default="")
    opened_at: Mapped[datetime]
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    child: Mapped[Child] = relationship()
    steps: Mapped[list[AidStep]] = relationship(back_populates="case", order_by="AidStep.day, AidStep.id")
    entries: Mapped[list[AidEntry]] = relationship(back_populates="case", order_by="AidEntry.day, AidEntry.id")
    rates: Mapped[list[AidRate]] = relationship(back_populates="case", order_by="AidRate.since, AidRate.id")


class AidStep(SchoolOwned, Base):
    """What happened with a case: asked · granted · refused · ended, on a day. fen: asked for or granted, one-off only.

    taken_back_at: entered by mistake; it stays on record with the reason.
    """

    __tablename__ = "aid_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("aid_case.id"), index=True)
    state: Mapped[str]
    day: Mapped[date]
    fen: Mapped[int | None]
    note: Mapped[str] = mapped_column(EncryptedText("aid_step.note"), default="")
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    taken_back_at: Mapped[datetime | None]
    taken_back_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(EncryptedText("aid_step.reason"), default="")
    case: Mapped[AidCase] = relationship(back_populates="steps")


class AidRate(SchoolOwned, Base):
    """From a day on so many fen a month (C30). taken_back_at: entered by mistake, kept with the reason."""

    __tablename__ = "aid_rate"
    __table_args__ = (CheckConstraint("fen > 0", name="fen_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("aid_case.id"), index=True)
    since: Mapped[date]
    fen: Mapped[int]
    note: Mapped[str] = mapped_column(EncryptedText("aid_rate.note"), default="")
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    taken_back_at: Mapped[datetime | None]
    taken_back_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(EncryptedText("aid_rate.reason"), default="")
    case: Mapped[AidCase] = relationship(back_populates="rates")


class AidEntry(SchoolOwned, Base):
    """A line of the ledger (C27). kind: paid · split · spent · goods; fen None only for goods without a value.

    undoes_id: the line that this contra-entry takes back, with `reason`. key: of the form, so that it counts once.
    """

    __tablename__ = "aid_entry"
    __table_args__ = (
        UniqueConstraint("undoes_id"),
        UniqueConstraint("school_id", "key"),
        CheckConstraint("fen > 0 OR (fen IS NULL AND kind = 'goods')", name="fen_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("aid_case.id"), index=True)
    kind: Mapped[str]
    day: Mapped[date] = mapped_column(index=True)
    fen: Mapped[int | None]
    purpose: Mapped[str] = mapped_column(default="")
    what: Mapped[str] = mapped_column(EncryptedText("aid_entry.what"), default="")
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("aid_entry.id"))
    reason: Mapped[str] = mapped_column(EncryptedText("aid_entry.reason"), default="")
    key: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    case: Mapped[AidCase] = relationship(back_populates="entries")


class KnownCost(SchoolOwned, Versioned, Base):
    """A cost that comes again (C31): rhythm monthly · term · once, day of the month, from since to until.

    label: what it is, one of the purposes; school_time: rests outside the terms.
    """

    __tablename__ = "aid_cost"
    __table_args__ = (CheckConstraint("fen > 0", name="fen_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    purpose: Mapped[str]
    fen: Mapped[int]
    rhythm: Mapped[str]
    day: Mapped[int] = mapped_column(default=1)
    since: Mapped[date]
    until: Mapped[date | None]
    school_time: Mapped[bool] = mapped_column(default=False)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class Duty(SchoolOwned, Versioned, Base):
    """Something to be done again and again, for a child or (child_id None) for the school (C29, C31, C34).

    preset: a code of `seed_data/aid/duties.toml`, whose name it has while `title` is empty. first, last: month 0 for a
    monthly one; see `windows.Pattern`. case_id: the aid whose money is brought.
    """

    __tablename__ = "aid_duty"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int | None] = mapped_column(ForeignKey("child.id"), index=True)
    preset: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(EncryptedText("aid_duty.title"), default="")
    rhythm: Mapped[str]
    first_month: Mapped[int] = mapped_column(default=0)
    first_day: Mapped[int] = mapped_column(default=0)
    last_month: Mapped[int] = mapped_column(default=0)
    last_day: Mapped[int] = mapped_column(default=0)
    since: Mapped[date]
    until: Mapped[date | None]
    pauses: Mapped[list[int]] = mapped_column(JSON, default=list)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("aid_case.id"))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    child: Mapped[Child | None] = relationship()
    holders: Mapped[list[DutyHolder]] = relationship(back_populates="duty", order_by="DutyHolder.id")
    records: Mapped[list[DutyRecord]] = relationship(back_populates="duty", order_by="DutyRecord.id")


class DutyHolder(SchoolOwned, Base):
    """Who does a duty, from a day until handed over. Exactly one row of a duty has no `until`."""

    __tablename__ = "aid_duty_holder"

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("aid_duty.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]
    note: Mapped[str] = mapped_column(EncryptedText("aid_duty_holder.note"), default="")
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    duty: Mapped[Duty] = relationship(back_populates="holders")
    staff: Mapped[StaffMember] = relationship()


class DutyRecord(SchoolOwned, Base):
    """One time of a duty: its window by the opening day. done_on None: not needed, with the reason in `note`.

    how_child: how the child was; asked: which teacher was asked about the child (C32). entry_id: the line of the ledger
    with the money or goods that were brought. taken_back_at: entered by mistake, kept with `reason`.
    """

    __tablename__ = "aid_duty_record"

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("aid_duty.id"), index=True)
    opens: Mapped[date]
    done_on: Mapped[date | None] = mapped_column(index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    asked: Mapped[str] = mapped_column(EncryptedText("aid_duty_record.asked"), default="")
    how_child: Mapped[str] = mapped_column(EncryptedText("aid_duty_record.how_child"), default="")
    note: Mapped[str] = mapped_column(EncryptedText("aid_duty_record.note"), default="")
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("aid_entry.id"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    taken_back_at: Mapped[datetime | None]
    taken_back_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(EncryptedText("aid_duty_record.reason"), default="")
    duty: Mapped[Duty] = relationship(back_populates="records")
    staff: Mapped[StaffMember | None] = relationship()
    entry: Mapped[AidEntry | None] = relationship()


class AidPaper(SchoolOwned, Base):
    """A photographed paper of a case, a line or a delivery, sealed; kind: application decision receipt delivery other.

    shows_child: shown only while the guardian's consent to photographs stands. removed_at: erased, that it was is kept.
    """

    __tablename__ = "aid_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("aid_case.id"), index=True)
    record_id: Mapped[int | None] = mapped_column(ForeignKey("aid_duty_record.id"), index=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("aid_entry.id"), index=True)
    kind: Mapped[str]
    shows_child: Mapped[bool] = mapped_column(default=False)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    added_at: Mapped[datetime]
    added_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
