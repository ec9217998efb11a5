"""Forms of what is planned beside the sessions."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError

from careplan.activities.forms import BoxesField
from careplan.casework.help_words import clean_hours
from careplan.programme.join_operations import LONGEST_PLAN
from careplan.programme.operations import MOST_CAME, MOST_PLACES
from careplan.programme.planned import RHYTHMS, STRANDS, ItemWords, SeriesWords, moment_of
from careplan.programme.school_events import LONGEST_PLACE, LONGEST_TITLE, SchoolEventWords
from careplan.seeds.load import shipped_vocabulary
from careplan.web.fields import DayField, LineField, TextField, VersionedForm, WholeNumberField
from careplan.web.filters import in_english

GIVEN = InputRequired(_("Please fill this in."))
CHOOSE = InputRequired(_("Please choose."))
Choices = list[tuple[Any, str]]


def _words(pairs: dict[str, tuple[str, str]]) -> Choices:
    return [(code, names[in_english()]) for code, names in pairs.items()]


def _strands() -> Choices:
    language = "en" if in_english() else "zh"
    return [(code, shipped_vocabulary().word("strand", code).name(language)) for code in STRANDS]


def _places_field() -> WholeNumberField:
    return WholeNumberField(_("Seats"), [Optional(), NumberRange(1, MOST_PLACES, _("Between %(min)s and %(max)s."))])


class _When:
    """What is asked of one day: a mixin of the two forms below."""

    day: Any
    hours: Any
    staff_id: Any
    venue_id: Any
    place: Any
    off_campus: Any
    topic: Any

    def validate_hours(self, field: LineField) -> None:
        cleaned = clean_hours(field.data or "")
        if cleaned is None:
            raise ValidationError(gettext("Please write the time like 12:20-13:00."))
        field.data = cleaned

    def validate_staff_id(self, field: SelectField) -> None:
        if not field.data:
            raise ValidationError(gettext("Please choose a person."))

    def validate_place(self, field: LineField) -> None:
        if not self.venue_id.data and not field.data:
            raise ValidationError(gettext("Please choose a place, or write where it is."))

    def item_words(self) -> ItemWords:
        """What a valid form says of one day."""
        begins, ends = moment_of(self.hours.data)
        return ItemWords(
            self.day.data,
            begins,
            ends,
            self.topic.data or "",
            self.staff_id.data,
            self.venue_id.data or None,
            self.place.data or "",
            bool(self.off_campus.data),
        )


class PlanForm(_When, FlaskForm):
    """Plan one item or a series."""

    kind = RadioField(_("What is planned?"), [CHOOSE])
    title = LineField(_("Name of the series or column"), maximum=40)
    topic = LineField(_("Topic"), maximum=80)
    day = DayField(_("First day"), [GIVEN])
    hours = LineField(_("From – to"), [GIVEN], maximum=20, render_kw={"list": "lesson-times", "autocomplete": "off"})
    rhythm = RadioField(_("How often?"), [CHOOSE])
    last_on = DayField(_("Until"), [Optional()])
    staff_id = SelectField(_("Who is responsible"), coerce=int)
    venue_id = SelectField(_("Place"), coerce=int)
    place = LineField(_("or elsewhere, namely"), maximum=60)
    off_campus = BooleanField(_("that is outside the school"))
    bands = BoxesField(_("For whom"), [Optional()])
    strand = RadioField(_("Counts as"), [CHOOSE])
    places = _places_field()
    sign_up_until = DayField(_("Sign-ups until"), [Optional()])

    def offer(self, kinds: Choices, people: Choices, venues: Choices, bands: Choices) -> None:
        self.kind.choices, self.rhythm.choices, self.strand.choices = kinds, _words(RHYTHMS), _strands()
        self.staff_id.choices = [(0, "—"), *people]
        self.venue_id.choices = [(0, "—"), *venues]
        self.bands.choices = bands

    def words(self, grades: tuple[int, ...]) -> SeriesWords:
        """What a valid form says; what belongs to electives is left out for other kinds."""
        is_elective = self.kind.data == "elective"
        return SeriesWords(
            kind=self.kind.data,
            title=self.title.data or "",
            rhythm=self.rhythm.data,
            last_on=None if self.rhythm.data == "once" else self.last_on.data,
            first=self.item_words(),
            grades=grades,
            strand=self.strand.data,
            places=self.places.data if is_elective else None,
            sign_up_until=self.sign_up_until.data if is_elective else None,
        )


class ItemForm(_When, VersionedForm):
    """Change one day, or it and all that follow."""

    topic = LineField(_("Topic"), maximum=80)
    day = DayField(_("Day"), [GIVEN])
    hours = LineField(_("From – to"), [GIVEN], maximum=20, render_kw={"list": "lesson-times", "autocomplete": "off"})
    staff_id = SelectField(_("Who is responsible"), coerce=int)
    venue_id = SelectField(_("Place"), coerce=int)
    place = LineField(_("or elsewhere, namely"), maximum=60)
    off_campus = BooleanField(_("that is outside the school"))
    scope = RadioField(_("What does the change hold for?"), [CHOOSE])

    def offer(self, people: Choices, venues: Choices, following: int) -> None:
        self.staff_id.choices = [(0, "—"), *people]
        self.venue_id.choices = [(0, "—"), *venues]
        self.scope.choices = scopes(following)


def scopes(following: int) -> Choices:
    """This one, or this and all that follow (with how many)."""
    found: Choices = [("one", gettext("Only this one"))]
    if following > 1:
        found.append(("following", gettext("This one and all that follow: %(n)s in all", n=following)))
    return found


class SeriesForm(VersionedForm):
    """What holds for the whole series."""

    title = LineField(_("Name of the series or column"), maximum=40)
    bands = BoxesField(_("For whom"), [Optional()])
    strand = RadioField(_("Counts as"), [CHOOSE])
    places = _places_field()
    sign_up_until = DayField(_("Sign-ups until"), [Optional()])

    def offer(self, bands: Choices) -> None:
        self.bands.choices, self.strand.choices = bands, _strands()


class EventForm(VersionedForm):
    """An event of the school's or the Pioneers' calendar, written by hand."""

    title = LineField(_("What is it?"), [GIVEN], maximum=LONGEST_TITLE)
    day = DayField(_("Day"), [GIVEN])
    last_day = DayField(_("Until (several days only)"), [Optional()])
    hours = LineField(_("From – to"), maximum=20, render_kw={"list": "lesson-times", "autocomplete": "off"})
    place = LineField(_("Place"), maximum=LONGEST_PLACE)
    serves = BoxesField(_("Which plans does it serve?"), [Optional()])

    def validate_hours(self, field: LineField) -> None:
        cleaned = clean_hours(field.data) if field.data else ""
        if cleaned is None:
            raise ValidationError(gettext("Please write the time like 12:20-13:00."))
        field.data = cleaned

    def words(self) -> SchoolEventWords:
        """What a valid form says; without hours it takes the whole day."""
        begins, ends = moment_of(self.hours.data) if self.hours.data else (None, None)
        last = self.last_day.data or self.day.data
        return SchoolEventWords(self.day.data, last, self.title.data or "", begins, ends, self.place.data or "")


class PlanNameForm(FlaskForm):
    """A plan of the school's own that events may serve."""

    name = LineField(_("Name of the plan"), [GIVEN], maximum=LONGEST_PLAN)


class EventFileForm(FlaskForm):
    """A calendar or workbook of the school's own events."""

    file = FileField(_("File"), [FileRequired(_("Please choose a file."))])


class DoneForm(FlaskForm):
    """It took place."""

    topic = LineField(_("Topic"), maximum=80)
    came = WholeNumberField(
        _("How many came"),
        [Optional(), NumberRange(0, MOST_CAME, _("Between %(min)s and %(max)s."))],
        render_kw={"inputmode": "numeric"},
    )
    note = TextField(_("Note"), [Optional()], maximum=1000)


class CancelForm(FlaskForm):
    """It does not take place."""

    reason = LineField(_("Reason"), [DataRequired(_("Please say why it does not take place."))])
    scope = RadioField(_("What does it hold for?"), [CHOOSE], default="one")

    def offer(self, following: int) -> None:
        self.scope.choices = scopes(following)
