"""The school's rules: the example is copied, and every change makes a new version (S51)."""

from __future__ import annotations

from datetime import date
from functools import cache

from flask_babel import gettext as _
from sqlalchemy import func, select

from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused
from careplan.seeds.load import seed_folder
from careplan.seeds.source import read_source
from careplan.workload.example import read_example
from careplan.workload.models import WorkPeriod, WorkRules
from careplan.workload.rules import Rules, faults_of, plain_rules, read_rules
from careplan.workload.steps import LOCKED, SIGNED


@cache
def example_rules() -> Rules:
    """The shipped example 示例: figures that show what can be set, no document's and without money."""
    place = "workload/example.toml"
    return read_example(read_source(seed_folder() / place, f"seed_data/{place}"))


def save_rules(*, actor_id: int | None, rules: Rules, valid_from: date, change: str) -> WorkRules:
    """A new version. Refused when nothing changed, when a value is none, and for days that are signed already."""
    if faults_of(rules):
        raise Refused(_("These rules cannot be used: %(faults)s", faults=", ".join(faults_of(rules))))
    settled = db.session.scalar(select(func.max(WorkPeriod.first)).where(WorkPeriod.state.in_((SIGNED, LOCKED))))
    if settled is not None and valid_from <= settled:
        raise Refused(
            _("A period that begins on %(day)s is signed already. Please choose a later day.", day=settled.isoformat())
        )
    newest = db.session.scalars(select(WorkRules).order_by(WorkRules.number.desc()).limit(1)).first()
    if newest and plain_rules(read_rules(newest.content)) == plain_rules(rules) and newest.valid_from == valid_from:
        raise Refused(_("Nothing is different from version %(number)s.", number=newest.number))
    row = WorkRules(
        number=newest.number + 1 if newest else 1,
        valid_from=valid_from,
        content=plain_rules(rules),
        change=change,
        made_at=now(),
        made_by=actor_id,
    )
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="save", entity="work_rules", entity_id=row.id, detail={"number": row.number})
    return row
