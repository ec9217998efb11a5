"""How many children each squad has, shown on the school's pages. Counts only, no names."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from careplan.children.models import Child
from careplan.db import db
from careplan.school.beside import show_squad_sizes


def enrolled_by_squad(_day: date) -> dict[int, int]:
    """Squad id → children on the roll now."""
    query = select(Child.squad_id, func.count()).where(Child.state == "enrolled").group_by(Child.squad_id)
    return {row[0]: row[1] for row in db.session.execute(query)}


show_squad_sizes(enrolled_by_squad)
