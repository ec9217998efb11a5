"""Tables of the activity library."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from careplan.db import Base, SchoolOwned, Versioned


class Activity(SchoolOwned, Versioned, Base):
    """An activity (活动方案).

    Codes are the vocabulary's; lists are JSON: steps `{minutes, title, text}`, posts `{role, qualification}`.
    origin: library (from seed_data) · school (written or changed here).
    """

    __tablename__ = "activity"
    __table_args__ = (UniqueConstraint("school_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str]
    title: Mapped[str]
    title_en: Mapped[str] = mapped_column(default="")
    goals: Mapped[list[str]] = mapped_column(JSON)
    grades: Mapped[list[int]] = mapped_column(JSON)
    method: Mapped[str]
    strand: Mapped[str]
    channel: Mapped[str]
    tier: Mapped[str] = mapped_column(default="universal")
    domains: Mapped[list[str]] = mapped_column(JSON, default=list)
    abilities: Mapped[list[str]] = mapped_column(JSON, default=list)
    principles: Mapped[list[str]] = mapped_column(JSON, default=list)
    audiences: Mapped[list[str]] = mapped_column(JSON, default=list)
    lessons: Mapped[int] = mapped_column(default=1)
    group_min: Mapped[int]
    group_max: Mapped[int]
    meets: Mapped[str] = mapped_column(default="squad")
    venue_kinds: Mapped[list[str]] = mapped_column(JSON)
    seasons: Mapped[list[str]] = mapped_column(JSON)
    posts: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    cost_fen: Mapped[int] = mapped_column(default=0)
    after: Mapped[list[str]] = mapped_column(JSON, default=list)
    purpose: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    materials: Mapped[list[str]] = mapped_column(JSON, default=list)
    safety: Mapped[list[str]] = mapped_column(JSON, default=list)
    success: Mapped[list[str]] = mapped_column(JSON, default=list)
    family: Mapped[str] = mapped_column(default="")
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    origin: Mapped[str] = mapped_column(default="school")
    retired: Mapped[bool] = mapped_column(default=False)
