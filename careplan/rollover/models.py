"""The table of the rollover: what was decided for each child of the last grade when a school year was opened."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from careplan.db import Base, SchoolOwned
from careplan.secrecy import EncryptedText


class YearDecision(SchoolOwned, Base):
    """One child of the last grade, when the year was opened. decision: leaves · stays; left_on: of one who leaves.

    note: to whom what is still open was handed on, or why the child stays; "" where nothing was open.
    """

    __tablename__ = "year_decision"
    __table_args__ = (UniqueConstraint("year_id", "child_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year_id: Mapped[int] = mapped_column(ForeignKey("school_year.id"), index=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    decision: Mapped[str]
    left_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(EncryptedText("year_decision.note"), default="")
    decided_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
