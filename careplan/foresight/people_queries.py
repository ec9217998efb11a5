"""Names of those who do something."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from careplan.accounts.models import User
from careplan.db import db
from careplan.school.models import StaffMember


def names_of(keys: Collection[str]) -> dict[str, str]:
    """staff-ID and user-ID → name."""
    staff = [int(key[6:]) for key in keys if key.startswith("staff-") and key[6:].isdigit()]
    users = [int(key[5:]) for key in keys if key.startswith("user-") and key[5:].isdigit()]
    people = db.session.execute(select(StaffMember.id, StaffMember.name).where(StaffMember.id.in_(staff)))
    others = db.session.execute(select(User.id, User.display_name).where(User.id.in_(users)))
    return {f"staff-{i}": name for i, name in people} | {f"user-{i}": name for i, name in others}
