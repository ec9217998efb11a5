"""A rule, a cap and a requirement as one sentence that an office worker reads."""

from __future__ import annotations

from fractions import Fraction

from flask_babel import gettext as _

from careplan.training.credits.reading import plain
from careplan.training.credits.rules import Cap, Floor, Rule, RuleSet
from careplan.training.rules_forms import PERIOD_WORDS
from careplan.training.views_rights import blueprint
from careplan.training.views_words import amount, course_word, floor_unit, rule_name, unit_word
from careplan.web.filters import in_english, percent


def said(value: Fraction) -> str:
    return plain(value)


def _all(codes: tuple[str, ...]) -> str:
    return (", " if in_english() else "、").join(course_word(code) for code in codes)


def _period(code: str) -> str:
    return PERIOD_WORDS[code][in_english()]


@blueprint.app_template_filter("rule_covers")
def rule_covers(rule: Rule) -> str:
    """Whom a rule covers."""
    parts = [_all(codes) for codes in (rule.categories, rule.items, rule.levels, rule.contents) if codes]
    return " · ".join(parts) or _("everything else")


@blueprint.app_template_global("rule_line")
def rule_line(rule: Rule, rules: RuleSet) -> str:
    """What a rule counts."""
    unit = unit_word(rules.unit)
    share = "" if rule.share == 1 else f" × {said(rule.share)}"
    if rule.formula == "hours" and rules.unit == "hours" and rule.hours_per_credit == rule.share == 1:
        text = _("an hour counts as an hour")
    elif rule.formula == "hours":
        text = _("%(n)s hours = 1 %(unit)s", n=said(rule.hours_per_credit), unit=unit) + share
    elif rule.formula == "fixed":
        text = _("%(n)s %(unit)s each time", n=said(rule.amount * rule.share), unit=unit)
    else:
        comma = ", " if in_english() else "、"
        tiers = comma.join(f"{course_word(level)} {said(n)}" for level, n in rule.tiers.items())
        text = _("hours × %(tiers)s", tiers=f"({tiers})") if rule.formula == "multiplier" else tiers
        text = f"({text}){share}" if share and rule.formula == "tiered" else text + share
    return "; ".join([text, *_more(rule)]) if in_english() else "；".join([text, *_more(rule)])


def _more(rule: Rule) -> list[str]:
    found = []
    if rule.beyond:
        found.append(_("the first %(n)s of a term do not count", n=said(rule.beyond)))
    if rule.attendance_min:
        share = percent(float(rule.attendance_min))
        over = _("more than %(share)s attended", share=share)
        found.append(over if rule.attendance_over else _("at least %(share)s attended", share=share))
    if rule.on_fail:
        found.append(_("%(share)s of it without passing", share=percent(float(rule.on_fail))))
    if rule.best_of_same_content:
        found.append(_("of the same lesson the best level only"))
    if rule.evidence:
        found.append(_("with proof: %(proofs)s", proofs=_all(rule.evidence)))
    return found


@blueprint.app_template_global("cap_line")
def cap_line(cap: Cap, rules: RuleSet) -> str:
    """At most 5 credits a year."""
    return _(
        "at most %(n)s %(unit)s, %(period)s", n=amount(cap.at_most), unit=unit_word(rules.unit), period=_period(cap.per)
    )


@blueprint.app_template_global("cap_rules")
def cap_rules(cap: Cap, rules: RuleSet) -> str:
    names = {rule.code: rule_name(rule) for rule in rules.rules}
    return (", " if in_english() else "、").join(names.get(code, code) for code in cap.rules) or _("all rules")


@blueprint.app_template_global("floor_line")
def floor_line(floor: Floor, rules: RuleSet) -> str:
    """At least 360 hours in a cycle."""
    unit = unit_word(floor_unit(floor.of, rules))
    text = _("at least %(n)s %(unit)s, %(period)s", n=amount(floor.at_least), unit=unit, period=_period(floor.per))
    kinds = [_all(codes) for codes in (floor.categories, floor.levels) if codes]
    kinds += [_("on: %(subjects)s", subjects=_all(floor.contents))] if floor.contents else []
    who = [_("asked of class teachers")] if floor.who else []
    return " · ".join([text, *kinds, *who])
