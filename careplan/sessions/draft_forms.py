"""Forms of a draft: one session's time, place and people; its name; the exception; what is made anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Optional

from careplan.scheduling.agenda import Index
from careplan.scheduling.problem import Activity
from careplan.scheduling.solution import Session
from careplan.sessions.finding_words import Names
from careplan.sessions.findings import Finding
from careplan.sessions.forms import SECONDS
from careplan.sessions.ground import Ground
from careplan.web.fields import LineField, TextField
from careplan.web.filters import day as day_words
from careplan.web.text import whole_number

Choices = dict[str, list[tuple[str, str]]]


class EditForm(FlaskForm):
    """A form about a draft carries the number of the draft's last change."""

    edit = HiddenField()

    def is_stale(self, edits: int) -> bool:
        return self.edit.data != str(edits)


class SessionForm(EditForm):
    """Time, place and a person for each post: `post_0`, `post_1` … are added by `session_form`."""

    start = SelectField(_("Day and lesson"), [InputRequired()])
    venue = SelectField(_("Place"), [InputRequired()])

    @property
    def posts(self) -> list[SelectField]:
        return [field for name, field in self._fields.items() if name.startswith("post_")]

    def session(self, activity: str, group: str) -> Session:
        return Session(activity, group, self.start.data, self.venue.data, tuple(one.data for one in self.posts))

    def show(self, found: Iterable[Finding]) -> list[Finding]:
        """Put what forbids the step beside the field it is about; answers what is about none of them."""
        rest = []
        for one in found:
            field = next((post for post in self.posts if post.data == one.who), None)
            if one.who == self.venue.data:
                field = self.venue
            if one.reference in ("window", "squad_clash") and field is None:
                field = self.start
            if field is None:
                rest.append(one)
            else:
                field.errors = [*field.errors, one.sentence]
        return rest


def session_form(
    index: Index, activity: Activity, group: str, slots: Sequence[Ground], roles: Sequence[str], names: Names
) -> SessionForm:
    """The form for one session of this activity, with what fits first in each list."""
    fields = {f"post_{n}": SelectField(role, [InputRequired()]) for n, role in enumerate(roles)}
    form: SessionForm = type("SessionFormWithPosts", (SessionForm,), fields)()
    form.start.choices = time_choices(index, slots)
    form.venue.choices = _venues(index, activity, group)
    for post, field in zip(activity.staff, form.posts, strict=True):
        fit = {one.id: post.skills <= one.skills for one in index.problem.staff}
        field.choices = _grouped((one, names.get(one, one), good) for one, good in fit.items())
    return form


def fill(form: SessionForm, session: Session, edits: int) -> None:
    """Show the session as it stands."""
    form.edit.data, form.start.data, form.venue.data = str(edits), session.start, session.venue
    for field, person in zip(form.posts, session.staff, strict=True):
        field.data = person


def time_choices(index: Index, slots: Sequence[Ground]) -> Choices:
    """Lessons that are free, those with something to note or to solve, those that are not possible, with the reason."""
    groups: Choices = {}
    titles = {
        None: gettext("Free"),
        "warning": gettext("Possible, with something to note"),
        "publishing": gettext("Possible, but then something keeps the draft from being published"),
        "placing": gettext("Not possible"),
    }
    for severity, title in titles.items():
        for one in slots:
            if one.severity == severity and one.day is not None:
                slot = index.at[one.day, one.period]
                words = f"{day_words(one.day, 'weekday')} {gettext('lesson %(n)s', n=one.period)}"
                groups.setdefault(title, []).append((slot.id, f"{words} — {one.why[0]}" if one.why else words))
    return groups


def _venues(index: Index, activity: Activity, group: str) -> Choices:
    squads = set(index.groups[group].squads)
    return _grouped(
        (
            one.id,
            gettext("%(place)s (%(n)s people)", place=one.id, n=one.capacity),
            bool(one.kinds & activity.venues)
            and one.capacity >= index.pupils[group]
            and (one.squads is None or squads <= one.squads),
        )
        for one in index.problem.venues
    )


def _grouped(every: Iterable[tuple[str, str, bool]]) -> Choices:
    groups: Choices = {gettext("Suitable"): [], gettext("Not suitable"): []}
    good, bad = groups.values()
    for value, label, fits in every:
        (good if fits else bad).append((value, label))
    return {title: choices for title, choices in groups.items() if choices}


class NameForm(FlaskForm):
    name = LineField(_("Name of this version"), [Optional()], maximum=40)


class ExceptionForm(FlaskForm):
    reason = TextField(
        _("Why may it be published all the same?"),
        [DataRequired(_("Please say why the draft may be published all the same."))],
        maximum=500,
    )


class GenerateForm(EditForm):
    """What the computer may make anew, and how long it may search."""

    seconds = RadioField(
        _("How long may the computer search?"),
        [InputRequired(_("Please choose how long."))],
        choices=[(n, _("%(n)s seconds", n=n)) for n in SECONDS],
        coerce=int,
        default=SECONDS[0],
    )


def chosen_numbers(given: Mapping[str, Any], name: str, known: Iterable[int]) -> list[int]:
    """The ticked boxes of a list that are among the known ones."""
    ticked = set(given.getlist(name)) if hasattr(given, "getlist") else set()
    return [one for one in known if str(one) in ticked]


def chosen_number(given: str) -> int | None:
    """A row or place that a button or list names; None where it names none."""
    number = whole_number(given)
    return number if number is not None and number >= 0 else None
