"""What workload asks of somebody today."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.access.roles import OFFICE, PRINCIPAL
from careplan.accounts.models import User
from careplan.clock import today
from careplan.home.tasks import Task
from careplan.workload.entry_operations import may_decide
from careplan.workload.models import WorkPeriod
from careplan.workload.queries import (
    entries_to_decide,
    open_objections,
    own_statements,
    periods,
    signers,
    to_countersign,
)
from careplan.workload.sign_operations import what_hinders
from careplan.workload.steps import COMPUTED, OPEN, SIGNED, WAITING
from careplan.workload.views_words import day_word, period_word


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """Everybody: the own statement to look over. Office: objections, periods to compute or lock. Principal: to sign."""
    found = _own(person)
    if OFFICE in roles:
        found += _objections(person) + _countersign(person)
    waiting = [one for one in entries_to_decide() if may_decide(person, one)]
    if waiting:
        words = ngettext(
            "Unplanned work to counter-sign: one entry", "Unplanned work to counter-sign: %(num)d entries", len(waiting)
        )
        found.append(Task(words, _("entered by hand"), url_for("workload.entries"), "pencil-square", "soon"))
    if roles & {OFFICE, PRINCIPAL}:
        found += [task for one in periods() if (task := _step(one, person, roles)) is not None]
    return found


def _own(person: User) -> list[Task]:
    found = []
    for row in own_statements(person.staff_id):
        if row.period.state == COMPUTED and row.state == WAITING:
            title = _("Look over your workload statement: %(period)s", period=period_word(row.period))
            until = row.period.check_until
            detail = _("until %(day)s", day=day_word(until)) if until else ""
            is_late = until is not None and until <= today()
            url = url_for("workload.statement", statement_id=row.id)
            found.append(Task(title, detail, url, "clipboard-check", "now" if is_late else "soon"))
    return found


def _objections(person: User) -> list[Task]:
    others = [one for one in open_objections() if one.statement.staff_id != person.staff_id]
    if not others:
        return []
    words = ngettext(
        "One objection to a workload statement to answer",
        "%(num)d objections to workload statements to answer",
        len(others),
    )
    first = others[0].statement
    url = url_for("workload.statement", statement_id=first.id)
    return [Task(words, period_word(first.period), url, "chat-left-text", "now")]


def _countersign(person: User) -> list[Task]:
    """The statement of whoever will sign wants a second person."""
    return [
        Task(
            _("Counter-sign the statement of %(name)s", name=row.staff.name),
            _("who will sign %(period)s", period=period_word(row.period)),
            url_for("workload.statement", statement_id=row.id),
            "clipboard-check",
        )
        for row in to_countersign(signers())
        if row.staff_id != person.staff_id
    ]


def _step(period: WorkPeriod, person: User, roles: frozenset[str]) -> Task | None:
    url = url_for("workload.period", period_id=period.id)
    name = period_word(period)
    if OFFICE in roles and period.state == OPEN and period.last < today():
        return Task(
            _("Workload to compute: %(period)s", period=name), _("its days are over"), url, "calculator", "soon"
        )
    if OFFICE in roles and period.state == SIGNED:
        return Task(
            _("Workload is signed: %(period)s", period=name), _("send it to finance, then lock it"), url, "lock"
        )
    if PRINCIPAL in roles and period.state == COMPUTED and not what_hinders(person, period).any:
        return Task(
            _("Workload to sign: %(period)s", period=name), _("everybody has looked it over"), url, "pen", "now"
        )
    return None
