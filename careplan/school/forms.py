"""Forms of the school's pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError

from careplan.school.calendar import LessonTime
from careplan.school.school_year import GRADES
from careplan.web.fields import LineField, TextField, VersionedForm, WholeNumberField

SCHOOL_WEEKDAYS = range(1, 6)
PERIODS = range(1, 9)  # 4 lessons in the morning, up to 3 in the afternoon, and care after school
YEARS = range(2000, 2101)
STAFF_KINDS = {
    "teacher": _("Teacher"),
    "expert": _("Guest expert"),
    "partner": _("Partner (training base)"),
    "community": _("Community worker or children's director"),
}
DAY_KINDS = {"closed": _("No school"), "makeup": _("Make-up school day"), "observance": _("A day to plan around")}
WEEKDAYS = {1: _("Monday"), 2: _("Tuesday"), 3: _("Wednesday"), 4: _("Thursday"), 5: _("Friday")}
NAME_NEEDED = _("Please enter a name.")


class DayField(DateField):
    """A date of this century; empty is None."""

    data: date | None

    def process_formdata(self, values: list[str]) -> None:
        try:
            super().process_formdata(values)
        except ValueError as error:
            raise ValueError(gettext("Please enter a date such as 2026-09-01.")) from error
        if self.data is not None and self.data.year not in YEARS:
            self.data = None
            raise ValueError(gettext("Please enter a date such as 2026-09-01."))


class LessonsField(SelectMultipleField):
    """Weekly lessons as a grid of boxes; each value is "weekday-period"."""

    def __init__(self, label: Any = None, **rest: Any) -> None:
        choices = [(lesson_code(LessonTime(w, p)), f"{w}-{p}") for p in PERIODS for w in SCHOOL_WEEKDAYS]
        super().__init__(label, choices=choices, **rest)

    @property
    def times(self) -> list[LessonTime]:
        """The chosen lessons."""
        return [LessonTime(*(int(part) for part in code.split("-"))) for code in self.data or ()]


def lesson_code(time: Any) -> str:
    """ "5-6": Friday, sixth lesson."""
    return f"{time.weekday}-{time.period}"


class ProfileForm(VersionedForm):
    """The school's name and its own words."""

    name = LineField(_("Name of the school"), [DataRequired(NAME_NEEDED)], maximum=60)
    county = LineField(_("County or district"), maximum=60)
    document_prefix = LineField(_("Short name in document numbers"), maximum=12)
    counts_by = SelectField(
        _("Left-behind children are counted by"),
        choices=[
            ("civil_affairs", _("the civil affairs' definition (State Council [2016] No. 13)")),
            ("census_2016", _("the definition of the 2016 census")),
            ("enrolment", _("the enrolment register's definition")),
        ],
    )
    situation = TextField(_("The school's situation"), maximum=2000)
    needs = TextField(_("What the left-behind children need"), maximum=2000)
    conditions = TextField(_("Conditions: documents, materials, rooms, staff"), maximum=2000)
    work_plan = TextField(_("Place in the school's yearly work plan"), maximum=1000)
    helplines = TextField(_("Where children can turn for help"), maximum=1000)


class GoalForm(VersionedForm):
    """A goal's words and its usual frequency."""

    name = LineField(_("Goal"), [DataRequired(NAME_NEEDED)], maximum=60)
    name_en = LineField(_("Goal in English"), maximum=120)
    default_minimum = WholeNumberField(_("At least"), [InputRequired(), NumberRange(0, 40)])
    default_target = WholeNumberField(_("Best"), [InputRequired(), NumberRange(0, 40)])


class NewSquadForm(VersionedForm):
    """Grade and number of a class that is new to the list."""

    grade = SelectField(_("Grade"), coerce=int, choices=[(grade, str(grade)) for grade in GRADES])
    number = WholeNumberField(_("Number of the class"), [InputRequired(), NumberRange(1, 40)])


class SquadForm(VersionedForm):
    """Who leads a squad, where it is at home, when it meets."""

    motto = LineField(_("Name or motto of the squad"), maximum=40)
    counselor_id = SelectField(_("Squad counselor"), coerce=int)
    home_venue_id = SelectField(_("Home classroom"), coerce=int)
    lessons = LessonsField(_("Weekly lessons kept free for the squad"))
    active = BooleanField(_("The class exists"), default=True)


class StaffForm(VersionedForm):
    """A person of the staff list."""

    number = LineField(_("Staff number"), [DataRequired(_("Please enter the staff number."))], maximum=20)
    name = LineField(_("Name"), [DataRequired(NAME_NEEDED)], maximum=40)
    kind = SelectField(_("Belongs to"), choices=list(STAFF_KINDS.items()))
    title = LineField(_("Post or subject"), maximum=60)
    max_per_week = WholeNumberField(_("Lessons led in a week, at most"), [Optional(), NumberRange(0, 30)])
    max_per_term = WholeNumberField(_("Lessons led in a term, at most"), [Optional(), NumberRange(0, 400)])
    busy = LessonsField(_("Lessons in which this person cannot lead a session"))
    kept = LessonsField(_("Time kept free for preparing and rest"))
    active = BooleanField(_("Works here"), default=True)


class VenueForm(VersionedForm):
    """A place where sessions are held."""

    name = LineField(_("Name of the place"), [DataRequired(NAME_NEEDED)], maximum=40)
    kind = SelectField(_("Kind"))
    capacity = WholeNumberField(_("Room for so many pupils"), [InputRequired(), NumberRange(1, 5000)])
    shared = BooleanField(_("Several squads can be here at once"))
    off_campus = BooleanField(_("Outside the school: needs consent and transport"))
    active = BooleanField(_("In use"), default=True)


class DayForm(VersionedForm):
    """An entry of a day in the calendar."""

    kind = SelectField(_("What kind of day"), choices=list(DAY_KINDS.items()))
    label = LineField(_("Name of the entry"), [DataRequired(NAME_NEEDED)], maximum=40)
    timetable_weekday = SelectField(_("Whose lessons run"), coerce=int)
    note = LineField(_("Note"), maximum=120)
    confirmed = BooleanField(_("The notice confirms it"), default=True)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        offered = [(day, gettext("Lessons of %(day)s", day=word)) for day, word in WEEKDAYS.items()]
        self.timetable_weekday.choices = [(0, gettext("No regular lessons")), *offered]


class NewDayForm(DayForm):
    """A new entry, for one day or for several."""

    last = DayField(_("Until"), [Optional()])


class TermsForm(VersionedForm):
    """First and last day of both terms."""

    first_1 = DayField(_("First term: first day"), [InputRequired()])
    last_1 = DayField(_("First term: last day"), [InputRequired()])
    first_2 = DayField(_("Second term: first day"), [InputRequired()])
    last_2 = DayField(_("Second term: last day"), [InputRequired()])

    def dates(self) -> dict[int, tuple[date, date]]:
        """First and last day by the term's number; of a valid form."""
        given = {1: (self.first_1.data, self.last_1.data), 2: (self.first_2.data, self.last_2.data)}
        return {number: (first, last) for number, (first, last) in given.items() if first and last}


class GroupMemberForm(VersionedForm):
    """A member of the leading group."""

    staff_id = SelectField(_("Who"), coerce=int)
    duty = LineField(_("Duty"), [DataRequired(_("Please say what this person answers for."))], maximum=60)
    is_head = BooleanField(_("Leads the group"))
    since = DayField(_("From"), [InputRequired()])
    until = DayField(_("Until"), [Optional()])

    def validate_staff_id(self, field: SelectField) -> None:
        """Somebody must be chosen."""
        if not field.data:
            raise ValidationError(gettext("Please choose a person."))
