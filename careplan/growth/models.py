"""Table of what squads said."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from careplan.db import Base, SchoolOwned, Versioned


class SquadCheck(SchoolOwned, Versioned, Base):
    """How many pupils of a squad answered what. moment: start · end; counts: ability → answer → pupils. No names."""

    __tablename__ = "squad_check"
    __table_args__ = (UniqueConstraint("squad_id", "start_year", "moment"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    squad_id: Mapped[int] = mapped_column(ForeignKey("squad.id"), index=True)
    start_year: Mapped[int]
    moment: Mapped[str]
    counts: Mapped[dict[str, dict[str, int]]] = mapped_column(JSON)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
