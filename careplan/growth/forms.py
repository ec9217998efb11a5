"""The form of a squad's answers: three numbers for each of four sentences."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms.validators import InputRequired, NumberRange

from careplan.growth.answers import ANSWERS, SENTENCES
from careplan.web.fields import VersionedForm, WholeNumberField

MOST = 70


def field_name(ability: str, answer: str) -> str:
    return f"{ability.replace('-', '_')}_{answer}"


class CheckForm(VersionedForm):
    def counts(self) -> dict[str, dict[str, int]]:
        """What a valid form says."""
        return {
            ability: {answer: self[field_name(ability, answer)].data for answer in ANSWERS} for ability in SENTENCES
        }


for _ability in SENTENCES:
    for _answer in ANSWERS:
        setattr(
            CheckForm,
            field_name(_ability, _answer),
            WholeNumberField(
                _("Number of pupils"),
                [
                    InputRequired(_("Please enter a whole number.")),
                    NumberRange(0, MOST, _("Between 0 and %(max)s, please.", max=MOST)),
                ],
            ),
        )
