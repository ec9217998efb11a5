"""What a period is counted from beside its own records: what earlier ones used up, and what changed in locked ones."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select

from careplan.db import db
from careplan.workload.counting import count, spent_by, windows_of
from careplan.workload.freezing import read_late, read_line
from careplan.workload.late import LateLine, Past, late_lines
from careplan.workload.load import load_facts
from careplan.workload.models import WorkPeriod, WorkStatement
from careplan.workload.queries import locked_before
from careplan.workload.rules import read_rules
from careplan.workload.steps import OPEN


def spent_before(period: WorkPeriod) -> dict[int, dict[str, int]]:
    """Staff id → what earlier periods counted of the week and the month in which this one begins."""
    shared = {name for window, name in windows_of(period.first).items() if window != "period"}
    query = (
        select(WorkStatement)
        .join(WorkPeriod, WorkPeriod.id == WorkStatement.period_id)
        .where(WorkPeriod.first < period.first, WorkPeriod.state != OPEN)
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for row in db.session.scalars(query):
        for name, milli in spent_by(map(read_line, row.lines)).items():
            if name in shared:
                found[row.staff_id][name] = found[row.staff_id].get(name, 0) + milli
    return found


def load_late(period: WorkPeriod) -> dict[int, tuple[LateLine, ...]]:
    """Staff id → what records of locked periods count more or less today than was signed, and paid late since."""
    found: dict[int, list[LateLine]] = defaultdict(list)
    for past in locked_before(period):
        for staff_id, lines in _late_of(past, period).items():
            found[staff_id] += lines
    return {staff_id: tuple(lines) for staff_id, lines in found.items() if lines}


def _late_of(past: WorkPeriod, period: WorkPeriod) -> dict[int, tuple[LateLine, ...]]:
    if past.rules is None:
        return {}
    rules, facts = read_rules(past.rules.content), load_facts(past.first, past.last)
    signed = {row.staff_id: row for row in past.statements}
    paid = _paid_late(past, period)
    found = {}
    for staff_id in sorted({*signed, *facts}):
        row = signed.get(staff_id)
        now = count(facts.get(staff_id, ()), rules, row.spent if row else {})
        before = [read_line(one) for one in row.lines] if row else []
        found[staff_id] = late_lines(Past(past.id, past.name, past.name_en), before, paid.get(staff_id, ()), now)
    return found


def _paid_late(past: WorkPeriod, period: WorkPeriod) -> dict[int, list[LateLine]]:
    """What periods between these two already paid late for the past one."""
    query = (
        select(WorkStatement)
        .join(WorkPeriod, WorkPeriod.id == WorkStatement.period_id)
        .where(WorkPeriod.first > past.first, WorkPeriod.first < period.first, WorkPeriod.state != OPEN)
        .order_by(WorkPeriod.first)
    )
    found: dict[int, list[LateLine]] = defaultdict(list)
    for row in db.session.scalars(query):
        found[row.staff_id] += [late for one in row.late if (late := read_late(one)).period_id == past.id]
    return found
