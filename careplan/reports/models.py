"""Tables of the annual report: frozen with everything it was made from, checked again, and the texts before that."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from careplan.db import Base, SchoolOwned, Versioned

State = Literal["frozen", "signed", "withdrawn"]
UNSIGNED = text("signed_at IS NULL AND withdrawn_at IS NULL")
STANDING = text("withdrawn_at IS NULL")


class Report(SchoolOwned, Base):
    """An annual report (S45), frozen with its figures, then signed; amended only by another one.

    `document` is the document object as JSON (freezing.py); `figures` the measures' figures by code; the PDF lies in
    the data folder under reports/`file_name` and has the hash `sha256`. `frozen_sha256` is the fingerprint of what
    ReportFreeze holds, "" for a report from before there were any. Nothing of it changes after it was signed. One that
    was unfrozen before (withdrawn) keeps its row, its reason and its hash; what it said is thrown away.
    One report of a year waits for its signature at a time.
    """

    __tablename__ = "report"
    __table_args__ = (
        Index(
            "uq_report_one_number",
            "year_id",
            "number",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
        Index("uq_report_one_unsigned", "year_id", unique=True, sqlite_where=UNSIGNED, postgresql_where=UNSIGNED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year_id: Mapped[int] = mapped_column(ForeignKey("school_year.id"), index=True)
    number: Mapped[int]
    cut_off: Mapped[date]
    title: Mapped[str]
    document: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    file_name: Mapped[str]
    sha256: Mapped[str]
    pages: Mapped[int]
    issued_at: Mapped[datetime]
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    frozen_sha256: Mapped[str] = mapped_column(default="")
    amends_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"))
    amend_reason: Mapped[str] = mapped_column(default="")
    signed_at: Mapped[datetime | None]
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    signed_name: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_reason: Mapped[str] = mapped_column(default="")

    @property
    def state(self) -> State:
        """Where it stands."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "frozen" if self.signed_at is None else "signed"


class ReportFreeze(SchoolOwned, Base):
    """What a report was made from and says (frozen.Frozen), compressed and sealed to its row."""

    __tablename__ = "report_freeze"
    __table_args__ = (UniqueConstraint("report_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class ReportCheck(SchoolOwned, Base):
    """A frozen report was made again and compared: `findings` as checking.Finding, () where every byte is the same."""

    __tablename__ = "report_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    checked_at: Mapped[datetime]
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    same: Mapped[bool]
    remade_sha256: Mapped[str]
    findings: Mapped[list[Any]] = mapped_column(JSON, default=list)


class ReportText(SchoolOwned, Versioned, Base):
    """The own text of a section of a year's report; `proposal` is what was proposed when it was written."""

    __tablename__ = "report_text"
    __table_args__ = (UniqueConstraint("year_id", "section"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year_id: Mapped[int] = mapped_column(ForeignKey("school_year.id"), index=True)
    section: Mapped[str]
    text: Mapped[str]
    proposal: Mapped[str]
    edited_at: Mapped[datetime]
    edited_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class ReportComment(SchoolOwned, Base):
    """What somebody says about a section before the report is frozen; answered, and settled by a person."""

    __tablename__ = "report_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    year_id: Mapped[int] = mapped_column(ForeignKey("school_year.id"), index=True)
    section: Mapped[str]
    text: Mapped[str]
    written_at: Mapped[datetime]
    written_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class OtherSchool(SchoolOwned, Base):
    """Public figures that another school gave as a file. `content`: the file as it was read, with its fingerprint."""

    __tablename__ = "other_school"
    __table_args__ = (UniqueConstraint("school_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    file_name: Mapped[str]
    taken_at: Mapped[datetime]
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
