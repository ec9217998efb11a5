"""Forms of a rule set and its parts: what is typed, as the data that the set is kept as."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import NumberRange, Optional, Regexp

from careplan.training.credits.reading import AMOUNT, STEPS
from careplan.training.credits.rules import FORMULAS
from careplan.training.forms import GIVEN, NEEDED, BoxesField, choices
from careplan.training.words import CATEGORIES, CONTENTS, ITEMS, LEVELS, PROOFS
from careplan.web.fields import DayField, LineField, TextField, VersionedForm, WholeNumberField
from careplan.web.filters import in_english

NUMBER = Regexp(AMOUNT.pattern + r"$", message=_("A number such as 6, 0.25 or 1/3."))
FORMULA_WORDS = {
    "hours": ("按学时折算", "hours ÷ hours per unit"),
    "fixed": ("每次固定", "a fixed amount each"),
    "tiered": ("按级别定额", "an amount by level"),
    "multiplier": ("学时×级别系数", "hours × an amount by level"),
}
PERIOD_WORDS = {
    "event": ("每次", "each time"),
    "term": ("每学期", "a term"),
    "year": ("每年", "a year"),
    "cycle": ("每周期", "a cycle"),
    "probation": ("试用期", "the probation"),
}
UNIT_WORDS = {"hours": ("学时", "hours"), "credits": ("学分", "credits")}
YEARS = {
    "1": ("日历年（1月起）", "calendar year (from January)"),
    "9": ("学年（9月起）", "school year (from September)"),
}


TAGS = {"cycle": ("周期", "the cycle"), "new-teacher": ("新任教师", "new teachers")}


def tag_word(tag: str) -> str:
    """The two tags that every set knows have a word; a school's own are as they were typed."""
    return TAGS.get(tag, (tag, tag))[in_english()]


def number(label: Any, *checks: Any) -> LineField:
    return LineField(label, [*checks, NUMBER], maximum=12, render_kw={"inputmode": "decimal"})


class SetForm(VersionedForm):
    """What concerns the whole set."""

    name = LineField(_("What it is called"), [NEEDED], maximum=60)
    region = LineField(_("Region"), [NEEDED], maximum=60)
    note = TextField(_("Where the rules stand, and what to keep in mind"), maximum=600)
    valid_from = DayField(_("In force from"), [GIVEN])
    valid_until = DayField(_("In force until"), [Optional()])
    unit = SelectField(_("It counts in"))
    day_hours = number(_("Hours of a training day"), NEEDED)
    step = SelectField(_("Rounded to (a half upwards)"), choices=[(one, one) for one in STEPS])
    year_begins = SelectField(_("Its year"))
    cycle_from = DayField(_("A cycle began on"), [GIVEN])
    cycle_years = WholeNumberField(_("Years of a cycle"), [GIVEN, NumberRange(1, 10)])
    windows = BoxesField(_("Months in which the platform takes entries"))

    def offer(self) -> None:
        self.unit.choices, self.year_begins.choices = choices(UNIT_WORDS), choices(YEARS)
        names = [f"{month}" if in_english() else f"{month}月" for month in range(1, 13)]
        self.windows.choices = [(str(month), names[month - 1]) for month in range(1, 13)]

    def data_in(self, content: dict[str, Any]) -> dict[str, Any]:
        """The set with what was typed; its English name and region follow, as the school writes one language."""
        same = ("region", "note", "unit", "day_hours", "step")
        until = self.valid_until.data
        return {
            **content,
            **{name: self[name].data or "" for name in same},
            "zh": self.name.data,
            "en": self.name.data,
            "region_en": self.region.data,
            "note_en": self.note.data or "",
            "valid_from": self.valid_from.data.isoformat() if self.valid_from.data else "",
            "valid_until": until.isoformat() if until else "",
            "year_begins": int(self.year_begins.data),
            "cycle_from": self.cycle_from.data.isoformat() if self.cycle_from.data else "",
            "cycle_years": self.cycle_years.data,
            "windows": sorted(int(month) for month in self.windows.data or ()),
        }


class RuleForm(VersionedForm):
    """One rule: whom it covers, and what it counts."""

    name = LineField(_("What it is called"), [NEEDED], maximum=60)
    categories = BoxesField(_("Categories (none: all)"))
    items = BoxesField(_("What it was for the teacher (none: all)"))
    levels = BoxesField(_("Levels (none: all)"))
    contents = BoxesField(_("Subjects (none: all)"))
    formula = SelectField(_("How it counts"))
    hours_per_credit = number(_("Hours for one unit"), Optional())
    amount = number(_("Fixed amount"), Optional())
    share = number(_("Share of it (1/3 for helpers)"), Optional())
    beyond = number(_("Hours in a term that do not count"), Optional())
    attendance_min = number(_("Share that must be attended (0.8)"), Optional())
    attendance_over = BooleanField(_("exactly this share is not enough"))
    on_fail = number(_("Share that is left without passing (0.2)"), Optional())
    best_of_same_content = BooleanField(_("Of the same lesson the best level only"))
    evidence = BoxesField(_("One of these proofs is needed (none: no proof)"))
    toward = LineField(_("Counts toward (names that the requirements ask for)"), maximum=120)

    def offer(self) -> None:
        self.categories.choices, self.items.choices = choices(CATEGORIES), choices(ITEMS)
        self.levels.choices, self.contents.choices = choices(LEVELS), choices(CONTENTS)
        self.evidence.choices, self.formula.choices = choices(PROOFS), choices(FORMULA_WORDS)
        assert [code for code, _name in self.formula.choices] == list(FORMULAS)

    def data_for(self, code: str, tiers: dict[str, str]) -> dict[str, Any]:
        """The rule with what was typed; empty amounts are the usual ones."""
        lists = ("categories", "items", "levels", "contents", "evidence")
        usual = {
            "hours_per_credit": "1",
            "amount": "0",
            "share": "1",
            "beyond": "0",
            "attendance_min": "0",
            "on_fail": "0",
        }
        return {
            "code": code,
            "zh": self.name.data,
            "en": self.name.data,
            "formula": self.formula.data,
            **{name: list(self[name].data or ()) for name in lists},
            **{name: self[name].data or default for name, default in usual.items()},
            **({"tiers": [{"level": k, "amount": v} for k, v in tiers.items() if v]} if any(tiers.values()) else {}),
            "attendance_over": bool(self.attendance_over.data),
            "best_of_same_content": bool(self.best_of_same_content.data),
            "counts_toward": (self.toward.data or "cycle").replace("，", " ").replace(",", " ").split(),
        }


class CapForm(VersionedForm):
    """At most so much from some rules in a time."""

    at_most = number(_("At most"), NEEDED)
    per = SelectField(_("In which time"))
    rules = BoxesField(_("From these rules (none: all)"))

    def offer(self, rules: list[tuple[str, str]]) -> None:
        self.per.choices = [one for one in choices(PERIOD_WORDS) if one[0] != "probation"]
        self.rules.choices = rules

    def data_for(self, code: str) -> dict[str, Any]:
        return {
            "code": code,
            "per": self.per.data,
            "at_most": self.at_most.data,
            "rules": list(self.rules.data or ()),
        }


class FloorForm(VersionedForm):
    """What must be reached."""

    name = LineField(_("What it is called"), [NEEDED], maximum=60)
    at_least = number(_("At least"), NEEDED)
    of = SelectField(_("Counted in"))
    per = SelectField(_("In which time"))
    toward = SelectField(_("From what counts toward"))
    categories = BoxesField(_("Categories (none: all)"))
    levels = BoxesField(_("Levels (none: all)"))
    contents = BoxesField(_("Subjects (none: all)"))
    who = SelectField(_("Asked of"))

    def offer(self, tags: list[str]) -> None:
        unit_words = {
            "hours": ("实际学时", "hours attended"),
            "credits": ("折算后的学时（学分）", "what the rules count"),
        }
        who = {"": ("全体教师", "everybody"), "class-teacher": ("班主任", "class teachers")}
        self.of.choices, self.who.choices = choices(unit_words), choices(who)
        self.per.choices = [one for one in choices(PERIOD_WORDS) if one[0] in ("year", "cycle", "probation")]
        self.toward.choices = [(tag, tag_word(tag)) for tag in tags]
        self.categories.choices, self.levels.choices = choices(CATEGORIES), choices(LEVELS)
        self.contents.choices = choices(CONTENTS)

    def data_for(self, code: str) -> dict[str, Any]:
        lists = ("categories", "levels", "contents")
        return {
            "code": code,
            "zh": self.name.data,
            "en": self.name.data,
            **{name: self[name].data or "" for name in ("at_least", "of", "per", "toward", "who")},
            **{name: list(self[name].data or ()) for name in lists},
        }


class AdoptForm(FlaskForm):
    """What to do with the past when rules come into force."""

    past = RadioField(
        _("Trainings that are over already"),
        choices=[
            ("keep", _("keep what they count for; the new rules count from a day on")),
            ("recompute", _("count anew, from a day in the past")),
        ],
        default="keep",
    )
    counts_from = DayField(_("From the day"), [GIVEN])
    locked = BooleanField(_("Recognised ones too, where the authority gave no figure of its own"))
