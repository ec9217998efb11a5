"""Forms of a set of indicators, of one node in it, of a mark, and of a workbook."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, Optional, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from careplan.evaluation.editing import bands_go_down, needs_measure
from careplan.evaluation.scale_text import MOST_POINTS, SCALE_FAULTS, ScaleFault, scale_from
from careplan.evaluation.words import ANSWERS, APART, BRANCH, EVIDENCE, NOTES, SCALES, VETO_ANSWERS
from careplan.indicators.catalogue import MEASURES
from careplan.indicators.points import Mark
from careplan.indicators.scales import Gate, Grades, Levels, Scale, Veto
from careplan.indicators.tree import Band, Branch, Leaf, Method, Note, Tree
from careplan.seeds.indicator_leaf import plain
from careplan.web.fields import LineField, TextField, VersionedForm
from careplan.web.filters import in_english, named

GIVEN = DataRequired(_("Please fill this in."))
CHOOSE = InputRequired(_("Please choose."))
BRANCH_KIND = "branch"
_AMOUNT = re.compile(r"^\d{1,4}(?:\.\d{1,2})?$")
_BAND = re.compile(r"^(.{1,20}?)\s*[=＝:：≥]+\s*(\d{1,4}(?:\.5)?)(?![\d.])\s*分?\s*(.{0,40})$")
_METHOD = re.compile(r"^(\S)\s*[=＝:：.、]?\s*(.{1,30})$")


class PointsField(LineField):
    """Points as typed; `amount` has them as a Decimal. steps: of what they are multiples. nothing: whether 0 is fit."""

    amount: Decimal | None = None

    def __init__(
        self, label: Any, validators: Any = (), *, step: str = "0.5", nothing: bool = False, **rest: Any
    ) -> None:
        look = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(label, validators, maximum=8, render_kw=look, **rest)
        self.step, self.nothing = Decimal(step), nothing

    def pre_validate(self, form: FlaskForm) -> None:
        super().pre_validate(form)
        self.amount = None
        if not self.data:
            return
        if not _AMOUNT.match(self.data) or not self.data.isascii():
            raise StopValidation(gettext("Please enter points such as 8 or 2.5."))
        amount = plain(Decimal(self.data))
        if amount > MOST_POINTS or (not amount and not self.nothing) or amount % self.step:
            step = f"{self.step:f}"
            if self.nothing:
                raise StopValidation(gettext("From 0 to 1000, in steps of %(step)s.", step=step))
            raise StopValidation(gettext("More than 0 and at most 1000, in steps of %(step)s.", step=step))
        self.amount = amount


class BoxesField(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _words(names: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    return [(code, pair[in_english()]) for code, pair in names.items()]


class StartForm(FlaskForm):
    """A copy to start from."""

    origin = RadioField(_("Start from"), [CHOOSE])
    name = LineField(_("What your set is called"), [GIVEN], maximum=60)


class FrameForm(VersionedForm):
    """What concerns the whole set."""

    name = LineField(_("What your set is called"), [GIVEN], maximum=60)
    full = PointsField(_("Points in all"), [GIVEN])
    bonus_most = PointsField(_("Bonus, at most"), [GIVEN], nothing=True)
    bands = TextField(_("Bands, one a line"), maximum=400)
    methods = TextField(_("Ways of looking, one a line"), maximum=400)

    def fill(self, tree: Tree) -> None:
        """What stands in the set now."""
        self.name.data, self.full.data, self.bonus_most.data = tree.name, f"{tree.full:f}", f"{tree.bonus_most:f}"
        self.bands.data = "\n".join(f"{one.name} = {one.least:f} {one.note}".strip() for one in tree.bands)
        self.methods.data = "\n".join(f"{one.code} = {one.name}" for one in tree.methods)

    def validate_bands(self, field: TextField) -> None:
        if not bands_go_down(self._bands()):
            raise ValidationError(gettext("The bands must go from the highest down, none equal."))

    def validate_methods(self, field: TextField) -> None:
        self._methods()

    def changed(self, tree: Tree) -> Tree:
        """The tree with what a valid form says."""
        name = self.name.data or ""
        same = name == tree.name
        return replace(
            tree,
            name=name,
            name_en=tree.name_en if same else name,
            full=self.full.amount or Decimal(),
            bonus_most=self.bonus_most.amount or Decimal(),
            bands=self._bands(),
            methods=self._methods(),
        )

    def _bands(self) -> tuple[Band, ...]:
        found = [(line, _BAND.match(line)) for line in _lines(self.bands.data)]
        for line, band in found:
            if band is None:
                words = gettext(
                    "This cannot be read: %(line)s. Write one a line, such as First = 90 prize.", line=line[:40]
                )
                raise ValidationError(words)
        return tuple(Band(b[1], b[1], plain(Decimal(b[2])), b[3], b[3]) for _line, b in found if b)

    def _methods(self) -> tuple[Method, ...]:
        found = [(line, _METHOD.match(line)) for line in _lines(self.methods.data)]
        for line, one in found:
            if one is None:
                words = gettext(
                    "This cannot be read: %(line)s. Write one a line, such as a = reading the papers.", line=line[:40]
                )
                raise ValidationError(words)
        letters = [one[1] for _line, one in found if one]
        if len(set(letters)) < len(letters):
            raise ValidationError(gettext("Two of them have one letter."))
        return tuple(Method(one[1], one[2], one[2]) for _line, one in found if one)


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


class NodeForm(VersionedForm):
    """One node: a group, or an indicator with its scale."""

    name = LineField(_("Name of the indicator"), [GIVEN], maximum=60)
    name_en = LineField(_("English name"), [Optional()], maximum=120)
    full = PointsField(_("Full points"), nothing=True)
    kind = SelectField(_("How it is scored"), [CHOOSE])
    measure = SelectField(_("Figure of the system"))
    detail = TextField(_("Scale, one step a line"), maximum=600)
    criteria = TextField(_("Criteria"), maximum=300)
    meets = TextField(_("Meets the standard"), maximum=300)
    model = TextField(_("Is a model"), maximum=300)
    how = TextField(_("How to look"), maximum=300)
    evidence = BoxesField(_("Kinds of evidence"), [Optional()])
    methods = LineField(_("Letters of the ways of looking"), maximum=12)
    under = SelectField(_("Stands under"))
    scale: Scale | None = None

    def offer(self, kinds: tuple[str, ...], places: list[tuple[str, str]]) -> None:
        """kinds: which of branch, SCALES and APART are possible here; places: where it can stand."""
        words = {BRANCH_KIND: BRANCH, **SCALES, **APART}
        self.kind.choices = [(code, words[code][in_english()]) for code in kinds]
        self.measure.choices = [("", "—"), *((code, named(one)) for code, one in MEASURES.items())]
        self.evidence.choices = _words(EVIDENCE)
        self.under.choices = places

    def validate_full(self, field: PointsField) -> None:
        if field.amount is None and self.kind.data != "veto":
            raise ValidationError(gettext("Please fill this in."))
        if not field.amount and self.kind.data not in ("gate", "veto"):
            raise ValidationError(gettext("Please enter points such as 8 or 2.5."))

    def validate_measure(self, field: SelectField) -> None:
        if self.kind.data in ("steps", "falling", "proportional", "deduct") and not field.data:
            raise ValidationError(gettext("This way of scoring needs a figure of the system."))

    def validate_detail(self, field: TextField) -> None:
        if self.kind.data == BRANCH_KIND or (self.full.amount is None and self.kind.data != "veto"):
            return
        unit = MEASURES[self.measure.data].unit if self.measure.data in MEASURES else ""
        try:
            self.scale = scale_from(self.kind.data, field.data or "", self.full.amount or Decimal(), unit)
        except ScaleFault as wrong:
            raise ValidationError(SCALE_FAULTS[wrong.code][in_english()].format(text=wrong.text)) from wrong

    def node(self, code: str, old: Branch | Leaf | None) -> Branch | Leaf:
        """What a valid form says."""
        name, full = self.name.data or "", self.full.amount or Decimal()
        english = self.name_en.data or ""
        if self.kind.data == BRANCH_KIND or self.scale is None:
            return Branch(code, name, english, full, ())
        kept = old if isinstance(old, Leaf) else None
        criteria = self.criteria.data or ""
        leaf = Leaf(
            code,
            name,
            english,
            full,
            self.scale,
            self.measure.data or "",
            criteria,
            kept.criteria_en if kept and kept.criteria == criteria else criteria,
            kept.refs if kept else (),
            tuple(self.evidence.data or ()),
            tuple(dict.fromkeys(re.sub(r"[\s,，、]", "", self.methods.data or ""))),
            tuple(self._note(one, kept) for one in NOTES if self[one].data),
        )
        return leaf if needs_measure(leaf) or not leaf.apart else replace(leaf, measure="")

    def _note(self, kind: str, kept: Leaf | None) -> Note:
        text = self[kind].data
        same = (note for note in (kept.notes if kept else ()) if (note.kind, note.zh) == (kind, text))
        return next(same, Note(kind, text))


class MarkForm(VersionedForm):
    """What a scorer says of a leaf; `take` leaves the field that does not fit away."""

    points = PointsField(_("Points given"), [GIVEN], step="0.25", nothing=True)
    choice = RadioField(_("Chosen"), [CHOOSE])
    reason = TextField(_("Why?"), maximum=300)
    evidence = LineField(_("Evidence: name of the document, or where it lies"), maximum=120)

    def take(self, leaf: Leaf) -> None:
        choices = choices_of(leaf)
        if choices:
            del self.points
            self.choice.choices = choices
        else:
            del self.choice

    def only_the_reason(self) -> None:
        """The mark is taken back: what it would be need not be filled in."""
        field = self.points if "points" in self else self.choice
        field.validators, field.validate_choice = [Optional()], False

    @property
    def mark(self) -> Mark:
        return Mark(self.points.amount) if "points" in self else Mark(None, self.choice.data or "")


def choices_of(leaf: Leaf) -> list[tuple[str, str]]:
    """What can be chosen for a leaf, in the reader's language; [] where points are entered."""
    scale = leaf.scale
    if isinstance(scale, Grades | Levels):
        return [(one.name, f"{named(one)} · {_worth(leaf, one.value)}") for one in scale.options]
    if isinstance(scale, Gate | Veto):
        return _words(VETO_ANSWERS if isinstance(scale, Veto) else ANSWERS)
    return []


def _worth(leaf: Leaf, value: Decimal) -> str:
    points = leaf.full * value if isinstance(leaf.scale, Grades) else value
    text = f"{plain(points):f}"
    return ngettext("%(points)s point", "%(points)s points", 1 if text == "1" else 2, points=text)


class WorkbookForm(FlaskForm):
    """A set from a workbook."""

    name = LineField(_("What your set is called"), [GIVEN], maximum=60)
    file = FileField(_("Workbook"))


class AdoptForm(FlaskForm):
    """Why a set is put into force."""

    reason = TextField(_("Why is it judged in another way?"), maximum=300)
