"""Read the care levels and the school's rules for them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from careplan.accounts.models import User
from careplan.casework.models import CareLevel, CareRules
from careplan.casework.rules import LevelNow, Rule
from careplan.db import db
from careplan.seeds.load import shipped_care


def rules_on(day: date) -> dict[str, Rule]:
    """Level code → its rule on a day: the school's own newest version, else the shipped example."""
    row = db.session.scalars(
        select(CareRules).where(CareRules.since <= day).order_by(CareRules.since.desc(), CareRules.id.desc()).limit(1)
    ).first()
    found = {level.code: Rule(level.days, level.visits) for level in shipped_care().levels.values()}
    if row:
        found |= {code: Rule(**numbers) for code, numbers in row.levels.items() if code in found}
    return found


def rules_history() -> list[tuple[CareRules, str]]:
    """Every version with who set it, newest first."""
    query = select(CareRules, User.display_name).join(User, User.id == CareRules.set_by)
    rows = db.session.execute(query.order_by(CareRules.since.desc(), CareRules.id.desc())).all()
    return [(row[0], row[1]) for row in rows]


def levels_now(child_ids: Collection[int]) -> dict[int, LevelNow]:
    """Child id → the level now; without an entry none was set."""
    query = (
        select(CareLevel.child_id, CareLevel.level, CareLevel.since, User.display_name, CareLevel.reason)
        .join(User, User.id == CareLevel.set_by)
        .where(CareLevel.child_id.in_(list(child_ids)))
        .order_by(CareLevel.id)
    )
    return {row[0]: LevelNow(row[1], row[2], row[3], row[4]) for row in db.session.execute(query)}


def level_history(child_id: int) -> list[tuple[CareLevel, str]]:
    """Each level with who set it, newest first."""
    query = select(CareLevel, User.display_name).join(User, User.id == CareLevel.set_by)
    rows = db.session.execute(query.where(CareLevel.child_id == child_id).order_by(CareLevel.id.desc())).all()
    return [(row[0], row[1]) for row in rows]
