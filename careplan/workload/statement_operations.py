"""A statement is looked over by its person, objected to, answered and corrected by somebody else (S52)."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db
from careplan.errors import NotAllowed, Refused
from careplan.workload.counting import money_of
from careplan.workload.models import WorkCorrection, WorkObjection, WorkStatement
from careplan.workload.rules import read_rules
from careplan.workload.steps import COMPUTED, CONFIRMED, OBJECTED, STEPS, WAITING, is_legal

MOST_CORRECTED = 200_000
ABOUT = ("kind", "role", "day", "title", "title_en")
"""What an objection keeps of the line that it is to: mended records may make the line go."""


def add_up(row: WorkStatement) -> None:
    """The statement's totals: lines, late lines and corrections."""
    parts = [
        *((one["counted"], one["fen"]) for one in row.lines),
        *((one["milli"], one["fen"]) for one in row.late),
        *((one.milli, one.fen) for one in row.corrections),
    ]
    money = [fen for _milli, fen in parts if fen is not None]
    row.milli, row.fen = sum(milli for milli, _fen in parts), sum(money) if money else None


def lines_by_key(row: WorkStatement) -> dict[str, dict[str, Any]]:
    """Key → each line that can be objected to, as stored: the period's own lines, then late ones."""
    own = {f"{one['source']}-{one['source_id']}-{one['kind']}-{one['role']}": one for one in row.lines}
    late = {
        f"late-{one['period_id']}-{one['source']}-{one['source_id']}-{one['kind']}-{one['role']}": one
        for one in row.late
    }
    return {**own, **late}


def confirm(*, actor: User, row: WorkStatement) -> None:
    """The person says that their own statement is right. Refused while an objection is open; twice is once."""
    _check_own(actor, row)
    _check_computed(row)
    if open_ones(row):
        raise Refused(_("Your objection is not answered yet."))
    if row.state == CONFIRMED:
        return
    row.state, row.confirmed_at = CONFIRMED, now()
    _noted(actor, row, "confirm")


def object_to(*, actor: User, row: WorkStatement, words: str, line: str = "") -> WorkObjection:
    """The person says what is wrong with their own statement, or with one line of it (its key).

    Refused without words, and to a line that is not there. The same words sent again while they wait for an answer are
    the objection of the first time.
    """
    _check_own(actor, row)
    _check_computed(row)
    if not words.strip():
        raise Refused(_("Please say what is not right."))
    about = lines_by_key(row).get(line)
    if line and about is None:
        raise Refused(_("This line is not on the statement any more."))
    again = next((one for one in open_ones(row) if (one.words, one.line) == (words.strip(), line)), None)
    if again:
        return again
    kept = {name: about[name] for name in ABOUT} if about else None
    objection = WorkObjection(words=words.strip(), line=line, about=kept, raised_at=now(), raised_by=actor.id)
    row.objections.append(objection)
    row.state, row.confirmed_at = OBJECTED, None
    _noted(actor, row, "object", **({"line": line} if line else {}))
    return objection


def answer(*, actor: User, objection: WorkObjection, words: str) -> None:
    """Answer an objection; the person then looks the statement over again. Nobody answers their own."""
    row = objection.statement
    _check_others(actor, row, "correct")
    if objection.answered_at is not None:
        raise Refused(_("This objection is answered already."))
    if not words.strip():
        raise Refused(_("Please write an answer."))
    objection.answer, objection.answered_at, objection.answered_by = words.strip(), now(), actor.id
    db.session.flush()
    row.state = OBJECTED if open_ones(row) else WAITING
    _noted(actor, row, "answer")


def correct(
    *, actor: User, row: WorkStatement, milli: int, reason: str, objection: WorkObjection | None = None
) -> WorkCorrection:
    """Add a line of so many thousandths of a unit more or less, with its reason; nothing is overwritten.

    objection: the one of this statement that it follows from. Refused without a reason, for nothing, for what would
    leave less than nothing, and for one's own statement.
    """
    _check_others(actor, row, "correct")
    if not reason.strip():
        raise Refused(_("Please say why."))
    if not milli or abs(milli) > MOST_CORRECTED:
        raise Refused(_("Please enter how many units more or less, but not 0."))
    if row.milli + milli < 0:
        raise Refused(_("The statement would come to less than nothing."))
    rules = row.period.rules
    fen = money_of(milli, read_rules(rules.content)) if rules else None
    if objection is not None and objection not in row.objections:
        raise Refused(_("This objection is not to this statement."))
    correction = WorkCorrection(
        milli=milli, fen=fen, reason=reason.strip(), objection=objection, made_at=now(), made_by=actor.id
    )
    row.corrections.append(correction)
    add_up(row)
    row.state = OBJECTED if open_ones(row) else WAITING
    row.confirmed_at = row.countersigned_at = row.countersigned_by = None
    _noted(actor, row, "correct", milli=milli)
    return correction


def countersign(*, actor: User, row: WorkStatement) -> None:
    """A second person vouches for the statement of whoever will sign the period."""
    _check_others(actor, row, "countersign")
    if open_ones(row):
        raise Refused(_("An objection is not answered yet."))
    row.countersigned_at, row.countersigned_by = now(), actor.id
    _noted(actor, row, "countersign")


def open_ones(row: WorkStatement) -> list[WorkObjection]:
    """Objections that nobody answered yet."""
    return [one for one in row.objections if one.answered_at is None]


def _check_own(actor: User, row: WorkStatement) -> None:
    if actor.staff_id is None or actor.staff_id != row.staff_id:
        raise NotAllowed(_("This is not your own statement."))


def _check_others(actor: User, row: WorkStatement, step: str) -> None:
    """Whose role it is, but never on their own statement: two people look at everything."""
    if not STEPS[step].who & frozenset(actor.roles):
        raise NotAllowed(_("This is not yours to do."))
    if actor.staff_id is not None and actor.staff_id == row.staff_id:
        raise NotAllowed(_("Nobody decides on their own statement. Ask a colleague."))
    _check_computed(row, step)


def _check_computed(row: WorkStatement, step: str = "correct") -> None:
    if not is_legal(step, row.period.state) or row.period.state != COMPUTED:
        raise Refused(_("The period has moved on meanwhile. Please look at it again."))


def _noted(actor: User, row: WorkStatement, action: str, **detail: object) -> None:
    db.session.flush()
    record(actor_id=actor.id, action=action, entity="work_statement", entity_id=row.id, detail=dict(detail))
