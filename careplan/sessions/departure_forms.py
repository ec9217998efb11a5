"""Forms of sessions that were not held as planned."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired

from careplan.school.forms import PERIODS
from careplan.web.fields import DayField, LineField

WHY = DataRequired(_("Please say why."))
LONGEST = 60


class _WhenForm(FlaskForm):
    day = DayField(_("On"), [InputRequired(_("Please fill this in."))])
    period = SelectField(_("From lesson"), coerce=int, choices=[(number, str(number)) for number in PERIODS])
    venue_id = SelectField(_("Place"), coerce=int)
    reason = LineField(_("Reason"), [WHY], maximum=LONGEST)


class MovedForm(_WhenForm):
    """When and where it was held instead."""


class MergedForm(FlaskForm):
    """With which session it was held together."""

    into_id = SelectField(_("Held together with"), [DataRequired(_("Please choose another session."))], coerce=int)
    reason = LineField(_("Reason"), [WHY], maximum=LONGEST, id="merged_reason")  # two forms on one page


class UnplannedForm(_WhenForm):
    """What was held though no schedule had it."""

    activity_id = SelectField(_("Activity"), [DataRequired(_("Please choose."))], coerce=int)
    squad_ids = SelectMultipleField(_("Squads"), [DataRequired(_("Please choose at least one squad."))], coerce=int)
    staff_id = SelectField(_("Led by"), [DataRequired(_("Please choose a person."))], coerce=int)
