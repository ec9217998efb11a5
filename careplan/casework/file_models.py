"""Tables of the file: needs by area, goals with progress, placements with fees."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.db import Base, SchoolOwned, Versioned
from careplan.secrecy import EncryptedText


class Need(SchoolOwned, Versioned, Base):
    """Something the child needs, in one of four areas (C1): learning · living · safety · health; until met."""

    __tablename__ = "need"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    area: Mapped[str]
    words: Mapped[str] = mapped_column(EncryptedText("need.words"))
    since: Mapped[date]
    until: Mapped[date | None]
    result: Mapped[str | None] = mapped_column(EncryptedText("need.result"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class CareGoal(SchoolOwned, Versioned, Base):
    """What is to become better (C33). aspect: body · mind · learning · living; state: open · reached · dropped."""

    __tablename__ = "care_goal"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    aspect: Mapped[str]
    words: Mapped[str] = mapped_column(EncryptedText("care_goal.words"))
    since: Mapped[date]
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(default="open")
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    progress: Mapped[list[GoalProgress]] = relationship(back_populates="goal", order_by="GoalProgress.id")


class GoalProgress(SchoolOwned, Base):
    """How far a goal has come on a day: step 0 (not begun) to 4 (reached); rows are only ever added."""

    __tablename__ = "goal_progress"

    id: Mapped[int] = mapped_column(primary_key=True)
    care_goal_id: Mapped[int] = mapped_column(ForeignKey("care_goal.id"), index=True)
    day: Mapped[date]
    step: Mapped[int]
    note: Mapped[str] = mapped_column(EncryptedText("goal_progress.note"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    goal: Mapped[CareGoal] = relationship(back_populates="progress")


class Placement(SchoolOwned, Versioned, Base):
    """Where the child lives in a time, and what it costs (C22–C24). Money in fen.

    kind: home · relatives · boarding · care-class · other; fee_per: month · term; owed_fen: still to be paid, by
    pay_by; may_lose: the place may be lost, which is a danger.
    """

    __tablename__ = "placement"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    kind: Mapped[str]
    place: Mapped[str] = mapped_column(EncryptedText("placement.place"))
    contact: Mapped[str] = mapped_column(EncryptedText("placement.contact"))
    fee_fen: Mapped[int | None]
    fee_per: Mapped[str] = mapped_column(default="month")
    owed_fen: Mapped[int | None]
    pay_by: Mapped[date | None]
    may_lose: Mapped[bool] = mapped_column(default=False)
    since: Mapped[date]
    until: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
