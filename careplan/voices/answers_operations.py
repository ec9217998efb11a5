"""Ask the children of a squad: open a number, take answers under it, close it, or key in a paper tally (S17)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.sessions.models import TeamSession
from careplan.sessions.record_operations import mark_held
from careplan.voices.answers import FEW, added, answered, nothing, one_child, tally_faults
from careplan.voices.answers_queries import answers_of_squad, children_present, is_taken
from careplan.voices.codes import DIGITS, MINUTES
from careplan.voices.models import ClassAnswers


class AllAnswered(Refused):
    """As many answers as children were there: one more would be a second one of somebody."""


def open_round(*, actor_id: int, team_session: TeamSession, squad_id: int, way: str, minutes: int) -> ClassAnswers:
    """Take answers under a new number for some minutes. way: round · each.

    Refused when the squad has answered already: an answer more or less would show what a single child said.
    """
    if way not in ("round", "each") or minutes not in MINUTES:
        raise Refused(_("Please choose how the children answer, and for how long."))
    code = _new_code()  # looks across the schools, so before anything is to be written
    row = _row_to_write(actor_id, team_session, squad_id)
    if answered(row.counts) >= FEW:
        raise Refused(_("This squad has answered already. What was shown once is not changed by single answers."))
    row.way, row.code = way, code
    row.open_until = now() + timedelta(minutes=minutes)
    _noted(row, actor_id, "open")
    return row


def _new_code() -> str:
    while True:
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        if not is_taken(code):
            return code


def close_round(*, actor_id: int, row: ClassAnswers) -> None:
    """No more answers; the number is gone and the result is shown."""
    row.code = row.open_until = None
    _noted(row, actor_id, "close")


def take_answer(*, row: ClassAnswers, answer: Mapping[str, str]) -> None:
    """Add one child's answers to the counts: nothing else is kept, and nothing tells who or when.

    Refused when one is missing or the number is closed; AllAnswered when every child who was there has answered.
    """
    child = one_child(answer)
    if child is None:
        raise Refused(_("Please choose a face for each question."))
    if not row.is_open(now()):
        raise Refused(_("The time for answering is over."))
    present, _called = children_present(row.team_session, row.squad_id)
    if answered(row.counts) >= present:
        raise AllAnswered(_("As many answers as children are in. Thank you!"))
    row.counts = added(row.counts, child)
    db.session.flush()


def save_tally(
    *,
    actor_id: int,
    team_session: TeamSession,
    squad_id: int,
    counts: Mapping[str, Mapping[str, int]],
    uneven: bool = False,
) -> ClassAnswers:
    """Keep a counted box of slips, or correct it. `uneven`: some children really left a question out.

    Refused with more answers than children were present, with no answer, and with sums that differ unasked.
    """
    present, _called = children_present(team_session, squad_id)
    faults = tally_faults(counts, present)
    if faults.empty:
        raise Refused(_("Please enter how many children chose each face."))
    if faults.too_many:
        raise Refused(_("More answers than children: %(n)s were present.", n=present))
    if faults.uneven and not uneven:
        raise Refused(
            _("The three questions have different sums. Please count again, or tick that some were left out.")
        )
    row = _row_to_write(actor_id, team_session, squad_id)
    if row.way != "paper" and answered(row.counts):
        raise Refused(_("Answers from devices are in already; slips as well would count children twice."))
    row.way, row.code, row.open_until = "paper", None, None
    row.counts = {question: dict(choices) for question, choices in counts.items()}
    _noted(row, actor_id, "save")
    return row


def _row_to_write(actor_id: int, team_session: TeamSession, squad_id: int) -> ClassAnswers:
    """The squad's row, new where there is none; Refused where the session cannot have answers."""
    if team_session.schedule.state != "published" or team_session.state == "cancelled":
        raise Refused(_("The children can be asked about sessions of the schedule in force that took place."))
    if team_session.day > today():
        raise Refused(_("The session can be recorded from its day on."))
    if squad_id not in {squad.id for squad in team_session.squads}:
        raise Refused(_("This squad does not take part in the session."))
    if team_session.state == "planned":
        mark_held(actor_id=actor_id, team_session=team_session)
    row = answers_of_squad(team_session.id, squad_id)
    if row is None:
        row = ClassAnswers(team_session_id=team_session.id, squad_id=squad_id, way="paper", counts=nothing())
        db.session.add(row)
    return row


def _noted(row: ClassAnswers, actor_id: int, action: str) -> None:
    row.recorded_at, row.recorded_by = now(), actor_id
    db.session.flush()
    record(
        actor_id=actor_id,
        action=action,
        entity="class_answers",
        entity_id=row.team_session_id,
        detail={"squad": row.squad_id, "way": row.way},
    )
