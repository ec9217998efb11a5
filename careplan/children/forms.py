"""Forms of the roster: a child's record, the upload, the confirmation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, HiddenField, SelectField
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from careplan.children.class_names import ClassRef
from careplan.children.columns import default_columns
from careplan.children.faults import Fault
from careplan.children.id_number import IdNumber, parse_id_number
from careplan.children.names import clean_name, name_fault
from careplan.children.record import ChildRecord
from careplan.children.roster_cells import Bad, read_cell
from careplan.children.student_number import StudentNumber, parse_student_number
from careplan.clock import today
from careplan.school.models import Squad
from careplan.web.fields import LineField, VersionedForm

FLAGS = [("", _("not known")), ("yes", _("yes")), ("no", _("no"))]
SITUATIONS = [
    ("", _("not known")),
    ("home", _("at home")),
    ("away", _("away for work")),
    ("dead", _("dead")),
    ("other", _("absent for another cause")),
]
BOOLEANS = frozenset({"boarding", "father_unable", "mother_unable", "entrusted"})
PHONE = next(column for column in default_columns() if column.field == "carer_phone")
OLDEST_YEAR = 1990


def words_of(code: str, **params: str) -> str:
    """A fault and its fix in the reader's language."""
    fault = Fault(code, params=params)
    return f"{fault.message(gettext)} {fault.fix(gettext)}"


class NameField(LineField):
    """A person's name in its cleaned form."""

    def process_formdata(self, values: list[str]) -> None:
        super().process_formdata(values)
        self.data = clean_name(self.data or "")

    def pre_validate(self, form: FlaskForm) -> None:
        super().pre_validate(form)
        fault = name_fault(self.data) if self.data else None
        if fault:
            raise ValidationError(words_of(fault, text=(self.data or "")[:20]))


class PhoneField(LineField):
    """One or several telephone numbers, as a roster's cell takes them."""

    def pre_validate(self, form: FlaskForm) -> None:
        super().pre_validate(form)
        value = read_cell(PHONE, self.data) if self.data else None
        if isinstance(value, Bad):
            raise ValidationError(words_of(value.code, **value.params))
        self.data = value or ""


class DayField(DateField):
    """A day that may be empty, not in the future."""

    def __init__(self, label: Any, validators: Sequence[Any] = (), **rest: Any) -> None:
        super().__init__(label, validators or [Optional()], **rest)

    def process_formdata(self, values: list[str]) -> None:
        try:
            super().process_formdata(values)
        except ValueError as error:
            raise ValueError(gettext("Please enter a date such as 2018-05-06.")) from error

    def pre_validate(self, form: FlaskForm) -> None:
        if isinstance(self.data, date) and not (self.data.year >= OLDEST_YEAR and self.data <= today()):
            raise ValidationError(gettext("This day cannot be right."))


class ChildForm(VersionedForm):
    """Add or edit a child; the fields are those of `ChildRecord`, the class is chosen from the school's squads."""

    name = NameField(_("Name"), [DataRequired(_("Please enter the name."))], maximum=40)
    squad_id = SelectField(_("Class"), [DataRequired(_("Please choose the class."))], coerce=int)
    sex = SelectField(
        _("Sex"),
        [InputRequired(_("Please choose."))],
        choices=[("", "—"), ("female", _("girl")), ("male", _("boy"))],
    )
    birth_date = DayField(_("Birth date"), [InputRequired(_("Please enter the birth date."))])
    id_number = LineField(_("Identity number"), maximum=30)
    student_number = LineField(_("Student number"), maximum=30)
    ethnic_group = LineField(_("Ethnic group"), maximum=20)
    boarding = SelectField(_("Boarding"), choices=[("", _("not known")), ("no", _("day pupil")), ("yes", _("boards"))])
    household = SelectField(
        _("Household"), choices=[("", _("not known")), ("rural", _("rural")), ("urban", _("urban"))]
    )
    household_place = LineField(_("Registered at"), maximum=200)
    address = LineField(_("Address"), maximum=200)
    health = LineField(_("Health"), maximum=200)
    left_behind = SelectField(
        _("Enrolment register says"),
        choices=[
            ("", _("not known")),
            ("none", _("not left behind")),
            ("one_parent", _("one parent away")),
            ("both_parents", _("both parents away")),
            ("yes", _("left behind, kind not given")),
        ],
    )
    father_name = NameField(_("Father's name"), maximum=40)
    father_phone = PhoneField(_("Father's telephone"), maximum=60)
    father_situation = SelectField(_("Father is"), choices=SITUATIONS)
    father_place = LineField(_("Father works in"), maximum=100)
    father_since = DayField(_("Father away since"))
    father_unable = SelectField(_("Father cannot be guardian"), choices=FLAGS)
    mother_name = NameField(_("Mother's name"), maximum=40)
    mother_phone = PhoneField(_("Mother's telephone"), maximum=60)
    mother_situation = SelectField(_("Mother is"), choices=SITUATIONS)
    mother_place = LineField(_("Mother works in"), maximum=100)
    mother_since = DayField(_("Mother away since"))
    mother_unable = SelectField(_("Mother cannot be guardian"), choices=FLAGS)
    carer_name = NameField(_("Carer's name"), maximum=40)
    carer_relation = LineField(_("Carer's relation"), maximum=20)
    carer_phone = PhoneField(_("Carer's telephone"), maximum=60)
    entrusted = SelectField(_("Written entrustment"), choices=FLAGS)

    before: ChildRecord | None = None

    def offer_squads(self, squads: Sequence[Squad], start_year: int) -> None:
        self.squads = {squad.id: squad for squad in squads}
        self.squad_id.choices = [(0, "—"), *((squad.id, squad.label(start_year)) for squad in squads)]

    def fill(self, record: ChildRecord, squad_id: int) -> None:
        """On first showing: everything but the two numbers, which stay covered."""
        for name in RECORD_FIELDS:
            value = getattr(record, name)
            if name in BOOLEANS:
                value = {True: "yes", False: "no", None: ""}[value]
            self[name].data = "" if value is None and not name.endswith("_since") else value
        self.squad_id.data = squad_id

    def record(self) -> ChildRecord:
        """The record as typed; an empty number keeps the one known before."""
        values: dict[str, Any] = {name: self[name].data or None for name in RECORD_FIELDS}
        for name in BOOLEANS:
            values[name] = {"yes": True, "no": False}.get(self[name].data)
        squad = self.squads[self.squad_id.data]
        for name in NUMBERS:
            values[name] = self[name].data or (getattr(self.before, name) if self.before else None)
        return ChildRecord(school_class=ClassRef(squad.entry_year, squad.number), **values)

    def validate_id_number(self, field: LineField) -> None:
        if not field.data:
            if self.before is None and not self.student_number.data:
                raise ValidationError(words_of("identity-missing"))
            return
        found = parse_id_number(field.data)
        if not isinstance(found, IdNumber):
            raise ValidationError(words_of(found.code, text=found.text[:24], length=str(len(found.text))))
        field.data = found.text
        if isinstance(self.birth_date.data, date) and self.birth_date.data != found.birth_date:
            birth, id_birth = self.birth_date.data.isoformat(), found.birth_date.isoformat()
            raise ValidationError(words_of("id-birth-differs", text=birth, id_birth=id_birth))
        if self.sex.data != found.sex:
            raise ValidationError(
                words_of("id-sex", text=gettext("boy") if self.sex.data == "male" else gettext("girl"))
            )

    def validate_student_number(self, field: LineField) -> None:
        if not field.data:
            return
        found = parse_student_number(field.data)
        if not isinstance(found, StudentNumber):
            raise ValidationError(words_of(found.code, text=found.text[:24]))
        field.data = found.text


NUMBERS = ("id_number", "student_number")
RECORD_FIELDS = tuple(item.name for item in fields(ChildRecord) if item.name not in ("school_class", *NUMBERS))


class UploadForm(FlaskForm):
    """A roster file."""

    file = FileField(_("Roster file"), [FileRequired(_("Please choose a file."))])


class ConfirmForm(FlaskForm):
    """Confirms the preview that was looked at, by the file's hash and the digest of the changes."""

    sha256 = HiddenField()
    digest = HiddenField()
    record_left = BooleanField(_("Record the children who are not in the file as having left"), default=True)


class LeaveForm(FlaskForm):
    """The day a child left the school."""

    left_on = DayField(_("Last day at this school"), [InputRequired(_("Please enter the day."))])
