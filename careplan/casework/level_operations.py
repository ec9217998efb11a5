"""Set a child's care level with a reason (DOMAIN 1.5); set the school's rules for contacts (C11)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.casework.level_queries import rules_on
from careplan.casework.models import CareLevel, CareRules
from careplan.casework.rules import Rule
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.seeds.load import shipped_care

REASON_LENGTH = 4


def set_level(*, actor_id: int, child_id: int, level: str, reason: str) -> CareLevel:
    """From today the child is followed so closely; a person decides and says why (PIPL §24).

    The same level again is a review.
    """
    if level not in shipped_care().levels:
        raise Refused(_("Please choose."))
    if len(reason.strip()) < REASON_LENGTH:
        raise Refused(_("Please say why, in a few words."))
    row = CareLevel(child_id=child_id, level=level, reason=reason, since=today(), set_by=actor_id, set_at=now())
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="set-level", entity="care_level", entity_id=row.id)
    return row


def set_rules(*, actor_id: int, since: date, preset: str, levels: Mapping[str, Rule], reason: str) -> CareRules:
    """A new version of the school's rules; Refused when a closer level would be met less often, or nothing changes."""
    numbers = [levels[code] for code in shipped_care().levels]
    if any(closer.days > farther.days or closer.visits < farther.visits for farther, closer in _pairs(numbers)):
        raise Refused(_("A closer level cannot be met less often than one before it."))
    if since < today():
        raise Refused(_("Rules hold from today on or later, never backwards."))
    if dict(levels) == rules_on(since):
        raise Refused(_("These are the rules that hold already."))
    row = CareRules(
        since=since,
        preset=preset,
        levels={code: {"days": rule.days, "visits": rule.visits} for code, rule in levels.items()},
        reason=reason,
        set_by=actor_id,
        set_at=now(),
    )
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="set-rules", entity="care_rules", entity_id=row.id)
    return row


def _pairs(numbers: list[Rule]) -> list[tuple[Rule, Rule]]:
    return list(pairwise(numbers))
