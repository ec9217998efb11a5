"""The table of how a session departed from the plan: held at another time or place, with other squads, or merged."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from careplan.db import Base, SchoolOwned


class Departure(SchoolOwned, Base):
    """What a session was in the schedule before it happened otherwise, and why; one for a session at most.

    kind: moved (another day, lesson or place) · joined (squads of a merged session came too) · merged (this one did not
    take place; its squads went to the session `into_id`) · unplanned (held though never scheduled). `was_*` is how the
    schedule knows the session, so that a re-plan finds it again; `was_squads` are squads' ids in a
    scheduling file.
    """

    __tablename__ = "session_departure"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_session_id: Mapped[int] = mapped_column(ForeignKey("team_session.id"), unique=True)
    kind: Mapped[str]
    was_day: Mapped[date]
    was_period: Mapped[int]
    was_venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"))
    was_squads: Mapped[list[str]] = mapped_column(JSON, default=list)
    into_id: Mapped[int | None] = mapped_column(ForeignKey("team_session.id"), index=True)
    reason: Mapped[str]
    noted_at: Mapped[datetime]
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
