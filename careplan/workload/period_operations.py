"""A period from its opening to its lock (S52): the order of the steps is `steps`, who may is the policy and `steps`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import NotAllowed, Refused
from careplan.workload.counting import count, money_of
from careplan.workload.freezing import plain, text_of
from careplan.workload.late import LateLine
from careplan.workload.load import load_facts
from careplan.workload.load_periods import load_late, spent_before
from careplan.workload.models import WorkPeriod, WorkStatement
from careplan.workload.queries import periods_that_touch, rules_on
from careplan.workload.rules import Rules, read_rules
from careplan.workload.statement_operations import add_up
from careplan.workload.steps import COMPUTED, OPEN, STEPS, WAITING, is_legal
from careplan.workload.work import Fact

LONGEST = timedelta(days=200)
DAYS_TO_CHECK = 7


def open_period(*, actor: User, name: str, name_en: str, first: date, last: date) -> WorkPeriod:
    """Begin a period. Refused when it shares days with another one, or no rules hold on its first day."""
    if not first <= last <= first + LONGEST:
        raise Refused(
            _("The last day must not lie before the first, and a period has at most %(n)s days.", n=LONGEST.days)
        )
    taken = periods_that_touch(first, last)
    if taken:
        raise Refused(_("These days belong to another period already: %(name)s.", name=taken[0].name))
    if rules_on(first) is None:
        raise Refused(_("No workload rules hold on the first day yet. Save the school's rules first."))
    row = WorkPeriod(name=name, name_en=name_en, first=first, last=last, state=OPEN)
    db.session.add(row)
    _noted(actor, row, "open")
    return row


def take_step(actor: User, period: WorkPeriod, step: str) -> None:
    """Refused where the period's state does not allow the step; NotAllowed where it is not this person's to take."""
    if not STEPS[step].who & frozenset(actor.roles):
        raise NotAllowed(_("This is not yours to do."))
    if not is_legal(step, period.state):
        raise Refused(_("The period has moved on meanwhile. Please look at it again."))


def compute_period(*, actor: User, period: WorkPeriod, check_until: date | None = None) -> int:
    """Count everybody's records by the rules of the first day; returns how many statements are new or changed.

    Statements that come out as before keep their confirmation; the others are looked over again. Corrections stay.
    """
    take_step(actor, period, "compute")
    rules = rules_on(period.first)
    if rules is None:
        raise Refused(_("No workload rules hold on the first day yet. Save the school's rules first."))
    if period.last >= today():
        raise Refused(_("The period is not over yet. It can be computed from %(day)s on.", day=_next(period.last)))
    period.rules, period.state = rules, COMPUTED
    period.computed_at, period.computed_by = now(), actor.id
    period.check_until = max(check_until or today() + timedelta(days=DAYS_TO_CHECK), today())
    changed = _count_everybody(period, read_rules(rules.content))
    _noted(actor, period, "compute", people=len(period.statements), changed=changed)
    return changed


def _next(day: date) -> str:
    return (day + timedelta(days=1)).isoformat()


def _count_everybody(period: WorkPeriod, rules: Rules) -> int:
    facts, late, spent = load_facts(period.first, period.last), load_late(period), spent_before(period)
    known = {row.staff_id: row for row in period.statements}
    changed = 0
    for staff_id in sorted({*facts, *late, *known}):
        found = _counted(facts.get(staff_id, ()), rules, spent.get(staff_id, {}), late.get(staff_id, ()))
        row = known.get(staff_id)
        if row is None and (found["lines"] or found["late"]):
            row = WorkStatement(staff_id=staff_id, state=WAITING)
            period.statements.append(row)
        if row is not None and _store(row, found, rules):
            changed += 1
    db.session.flush()
    return changed


def _counted(
    facts: tuple[Fact, ...], rules: Rules, spent: dict[str, int], late: tuple[LateLine, ...]
) -> dict[str, Any]:
    return {
        "facts": [plain(one) for one in facts],
        "spent": spent,
        "lines": [plain(one) for one in count(facts, rules, spent)],
        "late": [plain(one) for one in late],
    }


def _store(row: WorkStatement, found: dict[str, Any], rules: Rules) -> bool:
    """Keep what was counted; a statement that says something else now waits for its person again."""
    before = {key: getattr(row, key) for key in found}
    is_same = row.id is not None and text_of(before) == text_of(found)
    for key, value in found.items():
        if not is_same:
            setattr(row, key, value)
    for one in row.corrections:
        one.fen = money_of(one.milli, rules)
    add_up(row)
    if not is_same:
        row.state = "objected" if any(one.answered_at is None for one in row.objections) else WAITING
        row.confirmed_at = row.countersigned_at = row.countersigned_by = None
    return not is_same


def remove_period(*, actor: User, period: WorkPeriod) -> None:
    """Take out a period that was opened by mistake. Refused once somebody objected or something was corrected."""
    take_step(actor, period, "remove")
    if any(row.objections or row.corrections for row in period.statements):
        raise Refused(_("Somebody objected or something was corrected: the period stays."))
    _noted(actor, period, "remove")
    db.session.delete(period)
    db.session.flush()


def lock_period(*, actor: User, period: WorkPeriod) -> None:
    """Close a signed period for good: what changes in its records from now on comes late, into the next period."""
    take_step(actor, period, "lock")
    period.state, period.locked_at, period.locked_by = "locked", now(), actor.id
    _noted(actor, period, "lock")


def _noted(actor: User, period: WorkPeriod, action: str, **detail: object) -> None:
    db.session.flush()
    record(actor_id=actor.id, action=action, entity="work_period", entity_id=period.id, detail=dict(detail))
