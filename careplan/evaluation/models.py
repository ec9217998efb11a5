"""Tables of the evaluation: the school's sets of indicators, the marks by hand, and how each mark stood before."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from careplan.accounts.models import User
from careplan.db import Base, SchoolOwned, Versioned
from careplan.school.models import SchoolYear


class EvaluationSet(SchoolOwned, Versioned, Base):
    """A set of indicators of the school for a year, as `tree_data` writes it. state: draft · adopted · replaced.

    Once adopted it never changes; a copy of it is a new draft with the next number of the year. reason: why it was put
    into force in the place of another one.
    """

    __tablename__ = "evaluation_set"
    __table_args__ = (
        UniqueConstraint("year_id", "number"),
        Index("ix_evaluation_set_one_adopted", "year_id", unique=True, sqlite_where=text("state = 'adopted'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year_id: Mapped[int] = mapped_column(ForeignKey("school_year.id"), index=True)
    number: Mapped[int]
    name: Mapped[str]
    state: Mapped[str] = mapped_column(default="draft")
    based_on: Mapped[str] = mapped_column(default="")
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    adopted_at: Mapped[datetime | None]
    adopted_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(default="")
    year: Mapped[SchoolYear] = relationship()
    marks: Mapped[list[EvaluationMark]] = relationship(back_populates="of_set", order_by="EvaluationMark.id")


class Said:
    """What somebody says of a leaf: points (kept in whole quarters), or the name of a grade, level or answer.

    Neither: it was taken back. evidence: a document's name or where it lies, in words.
    """

    quarters: Mapped[int | None]
    choice: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    marked_at: Mapped[datetime]

    @declared_attr
    def marked_by(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("user.id"))

    @declared_attr
    def person(cls) -> Mapped[User | None]:
        return relationship(User)

    @property
    def points(self) -> Decimal | None:
        return None if self.quarters is None else Decimal(self.quarters) / 4


class EvaluationMark(Said, SchoolOwned, Versioned, Base):
    """What one scorer (self · check · review) says of one leaf of a set in force."""

    __tablename__ = "evaluation_mark"
    __table_args__ = (UniqueConstraint("set_id", "scorer", "leaf"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("evaluation_set.id"), index=True)
    scorer: Mapped[str]
    leaf: Mapped[str]
    of_set: Mapped[EvaluationSet] = relationship(back_populates="marks")
    changes: Mapped[list[MarkChange]] = relationship(back_populates="mark", order_by="MarkChange.id")


class MarkChange(Said, SchoolOwned, Base):
    """How a mark stood before it was changed or taken back; rows are only ever added."""

    __tablename__ = "evaluation_mark_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    mark_id: Mapped[int] = mapped_column(ForeignKey("evaluation_mark.id"), index=True)
    mark: Mapped[EvaluationMark] = relationship(back_populates="changes")
