"""The form of a planned training."""

from __future__ import annotations

from datetime import time
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField, TimeField
from wtforms.validators import NumberRange, Optional

from careplan.training.forms import GIVEN, LEAST, NEEDED, NameField, amount, choices, qualification_choices
from careplan.training.planned_operations import TrainingPlan
from careplan.training.words import CATEGORIES, CONTENTS, ITEMS, LEVELS
from careplan.web.fields import DayField, LineField, TextField, VersionedForm, WholeNumberField

USUAL_TIMES = (time(14, 30), time(16, 30))


class PlannedForm(VersionedForm):
    """A training that is to come."""

    course = NameField(_("Course"), [NEEDED])
    organiser = NameField(_("Organiser"))
    internal = BooleanField(_("In our school"), default=True)
    place = LineField(_("Place"), maximum=80)
    category = SelectField(_("Category"))
    level = SelectField(_("Level"))
    content = SelectField(_("Content"), id="subject")
    item = SelectField(_("What it is for those who go"))
    starts_on = DayField(_("From"), [GIVEN])
    ends_on = DayField(_("To"), [GIVEN])
    begins = TimeField(_("Begins at"), [GIVEN], default=USUAL_TIMES[0])
    ends = TimeField(_("Ends at"), [GIVEN], default=USUAL_TIMES[1])
    hours = amount(_("Training hours"), GIVEN, least=LEAST)
    places = WholeNumberField(_("Places"), [Optional(), NumberRange(1, 999)])
    qualification = SelectField(_("It attests the qualification"))
    note = TextField(_("Remark"), maximum=500)

    def offer(self) -> None:
        self.level.choices, self.category.choices = choices(LEVELS), choices(CATEGORIES)
        self.content.choices, self.item.choices = choices(CONTENTS), choices(ITEMS)
        self.qualification.choices = qualification_choices()

    def plan(self) -> TrainingPlan:
        """What a valid form says."""
        text = ("course", "organiser", "place", "category", "level", "content", "item", "qualification", "note")
        values: dict[str, Any] = {name: self[name].data or "" for name in text}
        same = ("starts_on", "ends_on", "begins", "ends", "places")
        return TrainingPlan(
            **values,
            **{name: self[name].data for name in same},
            internal=bool(self.internal.data),
            hours=self.hours.number or 0.0,
        )
