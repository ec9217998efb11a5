"""Read what squads said."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from careplan.db import db
from careplan.growth.models import SquadCheck


def checks_of_year(start_year: int) -> Sequence[SquadCheck]:
    return db.session.scalars(select(SquadCheck).where(SquadCheck.start_year == start_year)).all()


def check_of(squad_id: int, start_year: int, moment: str) -> SquadCheck | None:
    return db.session.scalar(
        select(SquadCheck).where(
            SquadCheck.squad_id == squad_id, SquadCheck.start_year == start_year, SquadCheck.moment == moment
        )
    )
