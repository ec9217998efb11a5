"""Tables of the year plan."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careplan.db import Base, SchoolOwned, Versioned


class YearPlan(SchoolOwned, Versioned, Base):
    """The plan of one school year (S42). state: draft · submitted · approved · returned.

    Limits are per squad: sessions in a term (min, max); `methods` maps a method to {min, max} a year; shares are 0–1 of
    all sessions; money in fen. `weights` are the preferences of the scheduling file format.
    fills_lean: whether activities of care prefer the months in which help came thinly; `lean` keeps them as they
    were read when the plan was last saved (`lean.lean_json`), so that a schedule made anew prefers the same ones (C29).
    """

    __tablename__ = "year_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    year_id: Mapped[int] = mapped_column(ForeignKey("school_year.id"), index=True)
    state: Mapped[str] = mapped_column(default="draft")
    aims: Mapped[str] = mapped_column(default="")
    sessions_per_week: Mapped[int] = mapped_column(default=1)
    term_minimum: Mapped[int] = mapped_column(default=7)
    term_maximum: Mapped[int] = mapped_column(default=9)
    budget_fen: Mapped[int | None]
    methods: Mapped[dict[str, dict[str, int | None]]] = mapped_column(JSON, default=dict)
    outdoor_grades: Mapped[list[int]] = mapped_column(JSON, default=list)
    weights: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    fills_lean: Mapped[bool] = mapped_column(default=True)
    lean: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    submitted_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    submitted_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str] = mapped_column(default="")
    goals: Mapped[list[PlanGoal]] = relationship(back_populates="plan", cascade="all, delete-orphan")


class PlanGoal(SchoolOwned, Base):
    """How often each squad of the goal's band should meet the goal in the year: at least, and best."""

    __tablename__ = "plan_goal"
    __table_args__ = (UniqueConstraint("plan_id", "goal_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("year_plan.id"), index=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id"))
    minimum: Mapped[int]
    target: Mapped[int]
    plan: Mapped[YearPlan] = relationship(back_populates="goals")


class PlanEvent(SchoolOwned, Base):
    """A step in the plan's life: submitted, approved, returned; with the words that came with it."""

    __tablename__ = "plan_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("year_plan.id"), index=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    step: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    figures: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
