"""Forms of sessions: make a schedule, the roll, feedback, notes, cancelling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.validators import InputRequired, NumberRange, Optional

from careplan.sessions.record_operations import ANSWERS
from careplan.sessions.roll import CAME, MOST_MINUTES, MOST_PARENTS, REASON_LENGTH, ROLES, STATES, Entry, RollLine
from careplan.web.fields import LineField, TextField, VersionedForm, WholeNumberField
from careplan.web.text import BadText, clean, whole_number

SECONDS = (30, 60, 180)
PARENTS = NumberRange(0, MOST_PARENTS, _("Between %(min)s and %(max)s."))


def _parents() -> WholeNumberField:
    return WholeNumberField(_("Parents and carers who came"), [Optional(), PARENTS], render_kw={"inputmode": "numeric"})


class MakeForm(FlaskForm):
    seconds = RadioField(
        _("How long may the computer search?"),
        [InputRequired(_("Please choose how long."))],
        choices=[
            (30, _("Half a minute: a first look")),
            (60, _("One minute: good for most schools")),
            (180, _("Three minutes: the best spread of goals and people")),
        ],
        coerce=int,
        default=60,
    )
    replace = BooleanField(_("Replace the open draft: its changes are put aside"))

    def validate_beside(self, draft: bool) -> bool:
        """Valid when, with a draft open, it is said that the new schedule replaces it."""
        good = bool(self.validate())
        if draft and not self.replace.data:
            words = gettext("There is an open draft. Tick this if the new schedule is to replace it.")
            self.replace.errors = [*self.replace.errors, words]
            return False
        return good


def _question(label: Any) -> RadioField:
    return RadioField(
        label, [InputRequired(_("Please choose 1 to 5."))], choices=[(n, str(n)) for n in ANSWERS], coerce=int
    )


class FeedbackForm(FlaskForm):
    """The three fixed questions (S17)."""

    interesting = _question(_("Was it interesting for the children?"))
    aimed = _question(_("Did it meet what these children need?"))
    effective = _question(_("Did it work: can you see a change?"))
    comment = TextField(_("Remarks"), maximum=1000)


class NotesForm(VersionedForm):
    notes = TextField(_("What was notable"), maximum=4000)
    parents_came = _parents()


class CancelForm(FlaskForm):
    reason = LineField(_("Reason"), [InputRequired(_("Please say why the session is cancelled."))])


class RollForm(FlaskForm):
    """The roll: `state_ID`, `role_ID`, `minutes_ID`, `reason_ID` of each child are read by `entered_roll`."""

    stamp = HiddenField()
    parents_came = _parents()


def entered_roll(given: Mapping[str, str], lines: Sequence[RollLine]) -> tuple[dict[int, Entry], dict[int, str]]:
    """Child id → what was entered, and child id → what is wrong with it. Children without a choice are left out."""
    entries: dict[int, Entry] = {}
    faults: dict[int, str] = {}
    for line in lines:
        state = given.get(f"state_{line.child_id}", "")
        if not state:
            continue
        reason, fault = _reason(given.get(f"reason_{line.child_id}", ""))
        minutes, late_fault = _minutes(given.get(f"minutes_{line.child_id}", "")) if state == "late" else (None, "")
        role = given.get(f"role_{line.child_id}", "") if state in CAME else ""
        if state not in STATES or role not in ("", *ROLES):
            state, role, fault = "present", "", gettext("Please choose one of the states for each child.")
        if fault or late_fault:
            faults[line.child_id] = fault or late_fault
        entries[line.child_id] = Entry(state, role, "" if state == "present" else reason, minutes)
    return entries, faults


def _minutes(given: str) -> tuple[int | None, str]:
    """How late: empty is not noted."""
    if not given.strip():
        return None, ""
    minutes = whole_number(given.strip())
    if minutes is None or not 1 <= minutes <= MOST_MINUTES:
        return None, gettext("Minutes late: a whole number from 1 to %(n)s, or nothing.", n=MOST_MINUTES)
    return minutes, ""


def _reason(given: str) -> tuple[str, str]:
    try:
        reason = clean(given)
    except BadText:
        return "", gettext("The text holds characters that cannot be used here.")
    if len(reason) > REASON_LENGTH or "\n" in reason:
        return reason, gettext("One line of at most %(n)s characters, please.", n=REASON_LENGTH)
    return reason, ""
