"""The words of training: states, kinds, why something counts less, and the picture of a cycle."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from careplan.training.bars import Bars, stacked
from careplan.training.credit_load import Ledger
from careplan.training.credits.rules import RuleSet
from careplan.training.credits.spans import years_of
from careplan.training.states import MOVES, OTHER_STEPS, STATES
from careplan.training.views_rights import blueprint
from careplan.training.words import CATEGORIES, CONTENTS, ITEMS, LEVELS, PROOFS, RESULTS
from careplan.web.filters import in_english

KINDS = {**LEVELS, **CATEGORIES, **CONTENTS, **ITEMS, **PROOFS, **RESULTS}


@blueprint.app_template_filter("course_word")
def course_word(code: str) -> str:
    """A level, category, content, item, proof or result in the reader's language."""
    return KINDS.get(code, (code, code))[in_english()]


@blueprint.app_template_filter("state_word")
def state_word(code: str) -> str:
    return STATES[code][in_english()]


@blueprint.app_template_filter("state_tone")
def state_tone(code: str) -> str:
    return STATES[code][2]


@blueprint.app_template_filter("step_word")
def step_word(code: str) -> str:
    """A step of a record's trail."""
    if code in MOVES:
        return MOVES[code].en if in_english() else MOVES[code].zh
    return OTHER_STEPS[code][in_english()]


@blueprint.app_template_filter("reason_word")
def reason_word(code: str) -> str:
    """Why a training counts for less than one might think."""
    words = {
        "no-rule": _("no rule covers it"),
        "attendance": _("too much was missed"),
        "failed": _("not passed"),
        "evidence": _("the proof is missing"),
        "same-content": _("the same lesson counts once, at its best level"),
        "beyond": _("the first hours of the term do not count"),
        "cap": _("the cap is reached"),
        "settled": _("recognised"),
    }
    return words[code]


@blueprint.app_template_filter("rule_name")
def rule_name(thing: Any) -> str:
    """A rule set, rule or floor in the reader's language."""
    return thing.en if in_english() else thing.zh


@blueprint.app_template_filter("unit_word")
def unit_word(code: str) -> str:
    """hours or credits, as they stand behind a number."""
    return _("hours") if code == "hours" else _("credits")


@blueprint.app_template_filter("amount")
def amount(value: Decimal | float | None) -> str:
    """A figure without needless zeros; None is no data."""
    if value is None:
        return "—"
    return f"{Decimal(str(value)):,.2f}".rstrip("0").rstrip(".")


def floor_unit(of: str, rules: RuleSet) -> str:
    """The unit of a floor: hours, or whatever the rule set counts in."""
    return "hours" if of == "hours" else rules.unit


def picture(ledger: Ledger) -> Bars:
    """Recognised training of the cycle by year and category, as bars."""
    unit = ledger.rules.unit if ledger.rules else "hours"
    begins = ledger.rules.year_begins if ledger.rules else 1
    spans = years_of(ledger.cycle, begins)
    columns: list[tuple[str, dict[str, Decimal]]] = []
    for span in spans:
        parts: dict[str, Decimal] = {}
        for row in ledger.rows:
            answer = ledger.of(row)
            if row.state == "recognised" and answer and span.holds(row.ends_on):
                value = answer.credits if ledger.rules else answer.hours
                parts[row.category] = parts.get(row.category, Decimal(0)) + (value or Decimal(0))
        columns.append((_year_label(span.first, begins), parts))
    return stacked(columns, {code: course_word(code) for code in CATEGORIES}, unit)


def _year_label(first: date, begins: int) -> str:
    return str(first.year) if begins == 1 else f"{first.year}/{(first.year + 1) % 100:02d}"
