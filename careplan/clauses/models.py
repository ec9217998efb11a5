"""Who answers for a clause of the plan."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from careplan.db import Base, SchoolOwned, Versioned


class ClauseOwner(SchoolOwned, Versioned, Base):
    """Set by the principal for a clause (ref: S1–S52, C1–C41). staff_id None: the post of its area answers for it.

    proof: where the papers lie, in words, without a child's name.
    """

    __tablename__ = "clause_owner"
    __table_args__ = (UniqueConstraint("school_id", "ref"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    due_on: Mapped[date | None]
    proof: Mapped[str] = mapped_column(default="")
