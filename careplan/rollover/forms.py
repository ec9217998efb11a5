"""The form that opens a school year: terms, first grade, a decision for each child with something open."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional

from careplan.children.names import child_choice, search_keys
from careplan.rollover.words import LEAVES, STAYS, Choice, Leaver, TermDates
from careplan.school.forms import TermsForm
from careplan.web.fields import LineField, WholeNumberField

NOTE_LENGTH = 200
MOST_CLASSES = 40


class OpeningForm(TermsForm):
    """`seen`: what the preview was made from; when it has changed since, the preview is shown again."""

    new_classes = WholeNumberField(_("Classes of the new first grade"), [InputRequired(), NumberRange(0, MOST_CLASSES)])
    stays = SelectMultipleField(_("Who stays at the school"), [Optional()], coerce=int)
    seen = HiddenField()

    def choices_made(self, open_ones: Sequence[Leaver]) -> dict[int, Choice]:
        """What was decided, by child id; who was not named is not in it."""
        made = {child_id: Choice(STAYS) for child_id in self.stays.data or ()}
        for one in open_ones:
            made[one.child_id] = Choice(self[f"choice_{one.child_id}"].data, self[f"note_{one.child_id}"].data or "")
        return made


def opening_form(leaving: Sequence[Leaver], labels: dict[int, str], terms: Sequence[TermDates], classes: int) -> Any:
    """The form for these children. labels: child id → class and name. terms, classes: what to start from."""
    fields: dict[str, Any] = {}
    for one in leaving:
        if one.open:
            chosen = [(LEAVES, _("has left the school")), (STAYS, _("stays at the school"))]
            asked = [InputRequired(_("Something is still open for this child. Please decide."))]
            fields[f"choice_{one.child_id}"] = RadioField(labels[one.child_id], asked, choices=chosen)
            fields[f"note_{one.child_id}"] = LineField(_("Handed on to, or why the child stays"), maximum=NOTE_LENGTH)
    made = type("OpeningFormOfToday", (OpeningForm,), fields)
    given = {"new_classes": classes, "seen": digest(leaving)}
    for number, term in enumerate(terms, start=1):
        given |= {f"first_{number}": term.first, f"last_{number}": term.last}
    form = made(data=given)
    form.stays.choices = [
        child_choice(one.child_id, labels[one.child_id], one.name, search_keys(one.name))
        for one in leaving
        if not one.open
    ]
    return form


def digest(leaving: Sequence[Leaver]) -> str:
    """A mark of who leaves and what is open, so that nothing is decided about what was not seen."""
    told = ";".join(f"{one.child_id}:{','.join(one.open)}" for one in leaving)
    return sha256(told.encode()).hexdigest()


def has_changed(form: OpeningForm, leaving: Sequence[Leaver]) -> bool:
    """Whether the form was opened on something else; it then shows what is there now."""
    if form.seen.data == digest(leaving):
        return False
    form.seen.data = digest(leaving)
    form.seen.errors = [gettext("Meanwhile something changed. Please look again and confirm.")]
    return True
