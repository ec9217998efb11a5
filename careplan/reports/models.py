"""Tables of issued reports: frozen with their figures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from careplan.db import Base, SchoolOwned


class Report(SchoolOwned, Base):
    """An issued annual report (S45), frozen with its figures.

    `document` is the document object as JSON (freezing.py); `figures` the measures' figures by code; the PDF lies in
    the data folder under reports/`file_name` and has the hash `sha256`.
    """

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("school_id", "year_id", "number"),)

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
