"""Forms of what happened: who is away, what is closed, a lost day, a make-up day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, Optional

from careplan.school.forms import PERIODS, WEEKDAYS
from careplan.school.stretch import Stretch
from careplan.upsets.standing import Post
from careplan.web.fields import DayField, LineField, VersionedForm

CHOOSE = InputRequired(_("Please choose."))
GIVEN = InputRequired(_("Please fill this in."))
AWAY_WORDS = {
    "leave": _("on leave"),
    "duty": _("on duty elsewhere"),
    "course": _("on a course"),
    "other": _("another reason"),
}
CLOSURE_WORDS = {
    "weather": _("weather"),
    "repair": _("repairs"),
    "taken": _("needed for something else"),
    "other": _("another reason"),
}


class StretchForm(VersionedForm):
    """From a day to a day, whole days or some lessons."""

    first = DayField(_("From"), [GIVEN])
    last = DayField(_("Until (and including)"), [Optional()])
    first_period = SelectField(_("First lesson"), coerce=int, default=0)
    last_period = SelectField(_("Last lesson"), coerce=int, default=0)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        lessons = [(number, gettext("lesson %(n)s", n=number)) for number in PERIODS]
        for field in (self.first_period, self.last_period):
            field.choices = [(0, gettext("whole days")), *lessons]
            field.data = field.data or 0

    @property
    def stretch(self) -> Stretch:
        """What a valid form says; without a last day it is one day."""
        first = self.first.data
        assert first is not None
        last = self.last.data or first
        return Stretch(first, last, self.first_period.data or None, self.last_period.data or None)


class OwnAwayForm(StretchForm):
    reason = RadioField(_("Kind of reason"), [CHOOSE], choices=list(AWAY_WORDS.items()))


class AwayForm(OwnAwayForm):
    staff_id = SelectField(_("Who"), [DataRequired(_("Please choose a person."))], coerce=int)


class ClosureForm(StretchForm):
    venues = SelectMultipleField(_("Which places"), [DataRequired(_("Please choose at least one place."))], coerce=int)
    reason = RadioField(_("Kind of reason"), [CHOOSE], choices=list(CLOSURE_WORDS.items()))
    note = LineField(_("Note"), maximum=60)


class DayForm(FlaskForm):
    """A day without lessons, or one that follows another weekday's timetable."""

    kind = RadioField(
        _("What happens?"),
        [CHOOSE],
        choices=[("lost", _("No lessons for anybody")), ("makeup", _("The lessons of another weekday"))],
    )
    first = DayField(_("Day"), [GIVEN])
    last = DayField(_("Until (and including)"), [Optional()])
    weekday = SelectField(_("Whose lessons run"), coerce=int, choices=list(WEEKDAYS.items()), default=1)
    label = LineField(_("Name of the entry"), [DataRequired(_("Please enter a name."))], maximum=40)


def entered_picks(given: Mapping[str, str], posts: Sequence[Post]) -> dict[Post, str]:
    """Post → what was chosen for it: a staff number, or `swap:ROW-POST`; posts without a choice are left out."""
    found = {post: given.get(field_name(post), "").strip() for post in posts}
    return {post: value for post, value in found.items() if value}


def field_name(post: Post) -> str:
    """The field of a post's choice."""
    return f"post-{post[0]}-{post[1]}"
