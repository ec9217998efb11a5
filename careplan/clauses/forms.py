"""The form for a clause."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import Optional

from careplan.web.fields import DayField, LineField, VersionedForm


class ClauseForm(VersionedForm):
    """Who answers for it, by when, and where the papers lie."""

    staff_id = SelectField(_("Who answers for it"), coerce=int)
    due_on = DayField(_("To be shown by"), [Optional()])
    proof = LineField(_("Where the papers lie"), maximum=200)
