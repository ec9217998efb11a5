"""Tables of training: records with their trail and certificate, rules of credits, planned trainings, imports."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.db import Base, SchoolOwned, Versioned
from careplan.school.models import StaffMember
from careplan.secrecy import EncryptedText


class CreditRules(SchoolOwned, Versioned, Base):
    """The school's own copy of a rule set, and each version of it (S47). `content` is what `credits.reading` reads.

    state: draft · in-force · replaced. Once in force it never changes. counts_from: it counts trainings that end on
    this day or later; older ones keep the version before. based_on: the example or version that was copied.
    """

    __tablename__ = "credit_rules"
    __table_args__ = (UniqueConstraint("school_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    name: Mapped[str]
    state: Mapped[str] = mapped_column(default="draft")
    based_on: Mapped[str] = mapped_column(default="")
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    counts_from: Mapped[date | None]
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    adopted_at: Mapped[datetime | None]
    adopted_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class PlannedTraining(SchoolOwned, Versioned, Base):
    """A training that is to come, in the school or outside (S27). state: planned · done · cancelled (with a reason).

    places None: as many as want. qualification: what it attests to those who pass.
    """

    __tablename__ = "planned_training"

    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str]
    organiser: Mapped[str] = mapped_column(default="")
    internal: Mapped[bool] = mapped_column(default=True)
    place: Mapped[str] = mapped_column(default="")
    level: Mapped[str] = mapped_column(default="school")
    category: Mapped[str] = mapped_column(default="in-school")
    item: Mapped[str] = mapped_column(default="attend")
    content: Mapped[str] = mapped_column(default="other")
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date]
    begins: Mapped[time]
    ends: Mapped[time]
    hours: Mapped[float] = mapped_column(Numeric(6, 2, asdecimal=False))
    places: Mapped[int | None]
    qualification: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="planned")
    reason: Mapped[str] = mapped_column(default="")
    people: Mapped[list[PlannedPerson]] = relationship(cascade="all, delete-orphan", order_by="PlannedPerson.id")


class PlannedPerson(SchoolOwned, Base):
    """Who is to go to a planned training. came: None until it is known."""

    __tablename__ = "planned_person"
    __table_args__ = (UniqueConstraint("planned_id", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    planned_id: Mapped[int] = mapped_column(ForeignKey("planned_training.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    came: Mapped[bool | None]
    staff: Mapped[StaffMember] = relationship()


class TrainingRecord(SchoolOwned, Versioned, Base):
    """One course of one person. Hours are training hours (学时), not lessons.

    state: draft · submitted · approved (by the school) · sent (to the authority) · recognised · refused · returned.
    Only recognised records give a qualification, valid from `valid_from` to `valid_until` (None: no end).
    content: the main subject, `tags`: further ones (DOMAIN 3.3). by_days: hours follow from `days` and the rules.
    counted, credits, reasons, rules_id: what the hours count for and the rules that said so (None: no rule covers it);
    authority_credits: what the authority said instead. attended: the share, 0 to 1.
    """

    __tablename__ = "training_record"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    course: Mapped[str]
    organiser: Mapped[str] = mapped_column(default="")
    level: Mapped[str] = mapped_column(default="")
    category: Mapped[str] = mapped_column(default="")
    item: Mapped[str] = mapped_column(default="attend")
    content: Mapped[str] = mapped_column(default="other")
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    hours: Mapped[float] = mapped_column(Numeric(6, 2, asdecimal=False))
    days: Mapped[float | None] = mapped_column(Numeric(5, 2, asdecimal=False))
    by_days: Mapped[bool] = mapped_column(default=False)
    attended: Mapped[float] = mapped_column(Numeric(4, 3, asdecimal=False), default=1)
    same_content: Mapped[str] = mapped_column(default="")
    proofs: Mapped[list[str]] = mapped_column(JSON, default=list)
    credits: Mapped[float | None] = mapped_column(Numeric(8, 2, asdecimal=False))
    counted: Mapped[float | None] = mapped_column(Numeric(8, 2, asdecimal=False))
    reasons: Mapped[list[str]] = mapped_column(JSON, default=list)
    rules_id: Mapped[int | None] = mapped_column(ForeignKey("credit_rules.id"))
    authority_credits: Mapped[float | None] = mapped_column(Numeric(8, 2, asdecimal=False))
    result: Mapped[str] = mapped_column(default="passed")
    remark: Mapped[str] = mapped_column(default="")
    certificate_number: Mapped[str] = mapped_column(default="")
    qualification: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="draft", index=True)
    reason: Mapped[str] = mapped_column(default="")
    recognised_on: Mapped[date | None]
    planned_id: Mapped[int | None] = mapped_column(ForeignKey("planned_training.id"))
    staff: Mapped[StaffMember] = relationship()
    steps: Mapped[list[TrainingStep]] = relationship(order_by="TrainingStep.id")

    @property
    def said_credits(self) -> Decimal | None:
        """What it counts for: the authority's figure where there is one."""
        value = self.credits if self.authority_credits is None else self.authority_credits
        return None if value is None else Decimal(str(value))


class TrainingStep(SchoolOwned, Base):
    """A step of a record's way: who did what when, with the reason. Rows are only ever added."""

    __tablename__ = "training_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("training_record.id"), index=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    action: Mapped[str]
    before: Mapped[str] = mapped_column(default="")
    after: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")


class TrainingFile(SchoolOwned, Base):
    """The certificate of a record, sealed: a photograph written anew, or a PDF. One is in force at a time."""

    __tablename__ = "training_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("training_record.id"), index=True)
    kind: Mapped[str]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    size: Mapped[int]
    added_at: Mapped[datetime]
    added_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class TrainingKeptFile(SchoolOwned, Base):
    """A checked certificate that waits for the rest of its form to be mended; sealed, and gone when it is used or old.

    Only the browser session that sent it knows its id (`views_kept`). file_name: as the person's own machine calls it.
    """

    __tablename__ = "training_kept_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id", ondelete="CASCADE"))
    kind: Mapped[str]
    file_name: Mapped[str] = mapped_column(EncryptedText("training_kept_file.file_name"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    kept_at: Mapped[datetime] = mapped_column(index=True)
    kept_by: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))


class TrainingPerson(SchoolOwned, Versioned, Base):
    """What only training asks about a person: the probation of a new teacher, the identity number for the register."""

    __tablename__ = "training_person"
    __table_args__ = (UniqueConstraint("staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    probation_from: Mapped[date | None]
    probation_until: Mapped[date | None]
    id_number: Mapped[str | None] = mapped_column(EncryptedText("training_person.id_number"))


class TrainingImport(SchoolOwned, Base):
    """An uploaded register between preview and confirmation; the file is sealed and goes when it is done with.

    state: previewed · confirmed · discarded. recognised: its entries are the authority's, not drafts.
    """

    __tablename__ = "training_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str]
    sha256: Mapped[str]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    recognised: Mapped[bool]
    state: Mapped[str] = mapped_column(default="previewed")
    summary: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
