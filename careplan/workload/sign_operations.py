"""The principal's signature freezes everybody's statement; it can be taken back with a reason until the lock (S52)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.school.queries import this_school
from careplan.workload.freezing import counted_part, made_again, read_fact, sha256, text_of, whole_statement
from careplan.workload.models import WorkPeriod, WorkStatement
from careplan.workload.period_operations import take_step
from careplan.workload.queries import entries_waiting, names_of_accounts, people_with_accounts, statements_of
from careplan.workload.rules import Rules, read_rules
from careplan.workload.statement_operations import open_ones
from careplan.workload.steps import COMPUTED, SIGNED, WAITING, Checked, Hindrances, hindrances


def what_hinders(actor: User, period: WorkPeriod) -> Hindrances:
    """What stands against this person signing the period now."""
    rows, with_account = statements_of(period), people_with_accounts()
    checked = [
        Checked(
            "" if row.state == WAITING and row.staff_id not in with_account else row.state,
            len(open_ones(row)),
            own=actor.staff_id is not None and row.staff_id == actor.staff_id,
            countersigned=row.countersigned_by not in (None, actor.id),
        )
        for row in rows
    ]
    makers = {period.computed_by, *(one.made_by for row in rows for one in row.corrections)}
    return hindrances(
        checked,
        made_by_signer=actor.id in makers,
        time_is_up=period.check_until is not None and period.check_until < today(),
        entries_waiting=entries_waiting(period.first, period.last),
    )


def sign_period(*, actor: User, period: WorkPeriod) -> None:
    """Sign what everybody checked: each statement is kept as a text with its hash, and the sum of all as another."""
    take_step(actor, period, "sign")
    found = what_hinders(actor, period)
    if found.any:
        raise Refused(" ".join(words for _code, words in hindered_words(found)))
    period.state, period.signed_at, period.signed_by, period.signed_name = SIGNED, now(), actor.id, actor.display_name
    _freeze(period)
    _noted(actor, period, "sign", people=len(period.statements), sha256=period.sha256[:12])


def hindered_words(found: Hindrances) -> list[tuple[str, str]]:
    """Everything to do before the period can be signed, at once: a code for each, and its words."""
    told = {
        "made": found.made_by_signer
        and _("You computed or corrected this period yourself: another person must sign it."),
        "objections": found.objections and _("Objections without an answer: %(n)s.", n=found.objections),
        "entries": found.entries_waiting
        and _("Work entered by hand that waits for a counter-signature: %(n)s.", n=found.entries_waiting),
        "own": found.own_not_countersigned
        and _("Your own statement is among them: the office must counter-sign it first."),
        "unconfirmed": found.unconfirmed
        and _("People who have not confirmed yet, and still have time to: %(n)s.", n=found.unconfirmed),
    }
    return [(code, words) for code, words in told.items() if words]


def take_back(*, actor: User, period: WorkPeriod, reason: str) -> None:
    """Take the signature back: the period is open for corrections again. Refused without a reason."""
    take_step(actor, period, "take_back")
    if not reason.strip():
        raise Refused(_("Please say why."))
    period.state, period.taken_back = COMPUTED, reason.strip()
    period.signed_at, period.signed_by, period.signed_name, period.summary, period.sha256 = None, None, "", "", ""
    for row in period.statements:
        row.content, row.sha256 = "", ""
    _noted(actor, period, "take-back")


def _freeze(period: WorkPeriod) -> None:
    rows = statements_of(period)
    makers = {one.made_by for row in rows for one in row.corrections}
    answerers = {one.answered_by for row in rows for one in row.objections if one.answered_by}
    names, rules = names_of_accounts(makers | answerers), _rules(period)
    heading = _heading(period)
    for row in rows:
        row.content = text_of(_statement(row, heading, rules, names))
        row.sha256 = sha256(row.content)
        if made_again(row.content) != row.content:
            raise Refused(_("The statement of %(name)s does not come out the same twice.", name=row.staff.name))
    period.summary = text_of(_summary(rows, heading))
    period.sha256 = sha256(period.summary)


def _rules(period: WorkPeriod) -> Rules:
    assert period.rules is not None
    return read_rules(period.rules.content)


def _heading(period: WorkPeriod) -> dict[str, Any]:
    school = this_school()
    return {
        "school": {"name": school.name, "is_demo": school.is_demo},
        "period": {
            "id": period.id,
            "name": period.name,
            "name_en": period.name_en,
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
        },
        "rules": {"number": period.rules.number if period.rules else 0},
        "signed": {"by": period.signed_name, "at": _moment(period.signed_at)},
    }


def _statement(row: WorkStatement, heading: dict[str, Any], rules: Rules, names: dict[int, str]) -> dict[str, Any]:
    person = {"id": row.staff_id, "number": row.staff.number, "name": row.staff.name, "title": row.staff.title}
    beside = {
        "late": row.late,
        "corrections": [
            {
                "milli": one.milli,
                "fen": one.fen,
                "reason": one.reason,
                "by": names.get(one.made_by, ""),
                "at": _moment(one.made_at),
                **({"objection": row.objections.index(one.objection) + 1} if one.objection else {}),
            }
            for one in row.corrections
        ],
        "objections": [
            {
                "words": one.words,
                "at": _moment(one.raised_at),
                "answer": one.answer,
                "by": names.get(one.answered_by or 0, ""),
                **({"line": one.line, "about": one.about} if one.line else {}),
            }
            for one in row.objections
        ],
    }
    own = {**heading, "person": person, "confirmed": _moment(row.confirmed_at)}
    return whole_statement(own, rules, counted_part(map(read_fact, row.facts), rules, row.spent), beside)


def _summary(rows: Any, heading: dict[str, Any]) -> dict[str, Any]:
    people = [
        {
            "number": row.staff.number,
            "name": row.staff.name,
            "milli": row.milli,
            "fen": row.fen,
            "confirmed": _moment(row.confirmed_at),
            "sha256": row.sha256,
        }
        for row in rows
    ]
    money = [one["fen"] for one in people if one["fen"] is not None]
    return {
        **heading,
        "people": people,
        "total_milli": sum(one["milli"] for one in people),
        "total_fen": sum(money) if money else None,
    }


def _moment(at: datetime | None) -> str:
    return "" if at is None else at.isoformat(timespec="seconds")


def _noted(actor: User, period: WorkPeriod, action: str, **detail: object) -> None:
    db.session.flush()
    record(actor_id=actor.id, action=action, entity="work_period", entity_id=period.id, detail=dict(detail))
