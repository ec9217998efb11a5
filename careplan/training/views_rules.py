"""Rule sets: the examples, the school's own versions, a comparison, and putting one into force (S47)."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.training.credits.rules import RuleSet
from careplan.training.credits.shipped import shipped_rule_sets
from careplan.training.models import CreditRules
from careplan.training.rules_forms import FORMULA_WORDS, PERIOD_WORDS, UNIT_WORDS, YEARS, AdoptForm, SetForm
from careplan.training.rules_load import changes, own_rule_sets, rule_set_of, rules_by_id, rules_in_force
from careplan.training.rules_operations import adopt_rules, copy_rules, discard_rules, edit_rules
from careplan.training.views_rights import blueprint, reviews
from careplan.training.views_rules_words import cap_line, floor_line, rule_line, said
from careplan.training.views_words import rule_name
from careplan.web.filters import in_english
from careplan.web.guard import user
from careplan.web.query import query_choice, query_date, query_text
from careplan.web.text import BadText, clean


@blueprint.app_template_filter("rules_word")
def rules_word(code: str) -> str:
    """A formula, period, unit or kind of year in the reader's language."""
    return {**FORMULA_WORDS, **PERIOD_WORDS, **UNIT_WORDS, **YEARS}[code][in_english()]


@blueprint.get("/rules")
def rules() -> str:
    return render_template(
        "training/rules.html", own=own_rule_sets(), shipped=shipped_rule_sets(), current=rules_in_force()
    )


@blueprint.get("/rules/example/<slug>")
def rules_example(slug: str) -> str:
    """An example as it was shipped: to read and to copy."""
    return render_template("training/rules_example.html", rules=_example(slug))


def _example(slug: str) -> RuleSet:
    return shipped_rule_sets().get(slug) or abort(404)


def rules_or_404(rules_id: int) -> CreditRules:
    return rules_by_id(rules_id) or abort(404)


@blueprint.get("/rules/<int:rules_id>")
def rules_own(rules_id: int) -> str:
    row = rules_or_404(rules_id)
    may_edit = row.state == "draft" and reviews()
    return render_template("training/rules_own.html", row=row, rules=rule_set_of(row), may_edit=may_edit)


@blueprint.post("/rules/copy")
def rules_copy() -> Response:
    """A copy of an example (`example`) or of a version of the school's own (`version`), under a name of its own."""
    origin = request.form.get("origin", "")
    kind, _sep, code = origin.partition(":")
    if kind == "example":
        found = _example(code)
    else:
        found = rule_set_of(rules_or_404(int(code) if code.isascii() and code.isdigit() and len(code) < 10 else 0))
    try:
        row = copy_rules(actor_id=user().id, origin=found, name=clean(request.form.get("name", ""))[:60])
    except (Refused, BadText) as refused:
        db.session.rollback()
        flash(str(refused) or _("The text holds characters that cannot be used here."), "danger")
        return redirect(url_for("training.rules"))
    db.session.commit()
    flash(_("This copy is yours: change what is different with you, then put it into force."), "success")
    return redirect(url_for("training.rules_own", rules_id=row.id))


@blueprint.get("/rules/<int:rules_id>/set", endpoint="rules_set")
@blueprint.post("/rules/<int:rules_id>/set", endpoint="rules_set")
def rules_set(rules_id: int) -> Any:
    """What concerns the whole set."""
    row = rules_or_404(rules_id)
    found = rule_set_of(row)
    same = ("region", "note", "valid_from", "valid_until", "unit", "cycle_from", "cycle_years")
    form = SetForm(
        data={
            "name": row.name,
            **{name: getattr(found, name) for name in same},
            "day_hours": row.content["day_hours"],
            "step": row.content["step"],
            "year_begins": str(found.year_begins),
            "windows": [str(month) for month in found.windows],
        }
    )
    form.offer()
    return saved(row, form, lambda: form.data_in(row.content), name=form.name) or _part_page(row, form, "set")


def saved(row: CreditRules, form: Any, make: Any, name: Any = None) -> Any:
    """Save what was typed and go back to the set; None: the form has to be shown (again)."""
    if not form.is_submitted():
        form.open_for(row)
        return None
    if form.is_stale(row):
        flash(_("Somebody else changed this record meanwhile. Please look at it again."), "warning")
        return redirect(url_for("training.rules_own", rules_id=row.id))
    if not form.validate():
        return None
    try:
        edit_rules(actor_id=user().id, row=row, content=make(), name=(name.data if name is not None else "") or "")
    except Refused as refused:
        db.session.rollback()
        next(iter(form)).errors = [str(refused)]
        return None
    db.session.commit()
    flash(_("Saved."), "success")
    return redirect(url_for("training.rules_own", rules_id=row.id))


def _part_page(row: CreditRules, form: Any, part: str, **rest: Any) -> Any:
    page = render_template("training/rules_part.html", row=row, form=form, part=part, **rest)
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/rules/<int:rules_id>/discard")
def rules_discard(rules_id: int) -> Response:
    try:
        discard_rules(actor_id=user().id, row=rules_or_404(rules_id))
    except Refused as refused:
        db.session.rollback()
        flash(str(refused), "danger")
        return redirect(url_for("training.rules_own", rules_id=rules_id))
    db.session.commit()
    flash(_("The draft is thrown away."), "info")
    return redirect(url_for("training.rules"))


@blueprint.get("/rules/<int:rules_id>/adopt", endpoint="rules_adopt")
@blueprint.post("/rules/<int:rules_id>/adopt", endpoint="rules_adopt")
def rules_adopt(rules_id: int) -> Any:
    """?past=, ?counts_from= and ?locked= show what would change; the button does exactly that."""
    row = rules_or_404(rules_id)
    if row.state != "draft":
        return redirect(url_for("training.rules_own", rules_id=rules_id))
    form, first = _adopt_form(row), rules_in_force() is None
    if not form.is_submitted():
        wrong = "show" in request.args and not _keeps_the_past(form)
        return _adopt_page(row, form, first, shown="show" in request.args and not wrong), 422 if wrong else 200
    if not form.validate() or not _keeps_the_past(form):
        return _adopt_page(row, form, first, shown=False), 422
    try:
        count = adopt_rules(
            actor_id=user().id,
            row=row,
            counts_from=form.counts_from.data,
            locked=bool(form.locked.data),
            digest=request.form.get("digest", ""),
        )
    except Refused as refused:
        db.session.rollback()
        flash(str(refused), "warning")
        return _adopt_page(rules_or_404(rules_id), form, first, shown=True), 409
    db.session.commit()
    words = ngettext("One record counts for something else now.", "%(num)d records count differently now.", count)
    flash(words, "success")
    return redirect(url_for("training.rules_own", rules_id=rules_id))


def _adopt_form(row: CreditRules) -> AdoptForm:
    """What the address says; the first rules count from their own beginning, later ones from today."""
    past = query_choice("past", ("keep", "recompute"), "keep" if rules_in_force() else "recompute")
    usual = rule_set_of(row).valid_from if past == "recompute" else today()
    day = query_date("counts_from", usual)
    return AdoptForm(data={"past": past, "counts_from": day, "locked": "locked" in request.args})


def _keeps_the_past(form: AdoptForm) -> bool:
    """Whether the day fits the choice; the field says what is wrong."""
    day = form.counts_from.data
    if form.past.data == "keep" and day and day < today():
        form.counts_from.errors = [_("To keep the past, choose today or a later day.")]
        return False
    return day is not None


def _adopt_page(row: CreditRules, form: AdoptForm, first: bool, *, shown: bool) -> str:
    found = changes(row, form.counts_from.data, locked=bool(form.locked.data)) if shown else None
    return render_template("training/rules_adopt.html", row=row, form=form, found=found, first=first)


@blueprint.get("/rules/compare", endpoint="rules_compare")
def rules_compare() -> str:
    """?a= and ?b= : two sets beside each other, what differs is marked."""
    offered = {f"example:{code}": one for code, one in shipped_rule_sets().items()}
    offered |= {f"version:{row.id}": rule_set_of(row) for row in own_rule_sets()}
    codes = list(offered)
    current = rules_in_force()
    a = query_text("a") or (f"version:{current.id}" if current else codes[0])
    b = query_text("b") or next(code for code in codes if code != a)
    if a not in offered or b not in offered:
        abort(404)
    lines = compared(offered[a], offered[b])
    return render_template("training/rules_compare.html", offered=offered, a=a, b=b, lines=lines)


def compared(one: RuleSet, other: RuleSet) -> list[tuple[str, str, str]]:
    """Label, left, right: general lines, then rules, caps and requirements by code."""
    found = [
        (_("Region"), _region(one), _region(other)),
        (_("It counts in"), rules_word(one.unit), rules_word(other.unit)),
        (_("Hours of a training day"), said(one.day_hours), said(other.day_hours)),
        (_("Rounded to (a half upwards)"), str(one.step), str(other.step)),
        (_("Years of a cycle"), str(one.cycle_years), str(other.cycle_years)),
    ]
    for label, left, right in (
        (_("Rule"), _lines(one.rules, one, rule_line), _lines(other.rules, other, rule_line)),
        (_("Cap"), _lines(one.caps, one, cap_line), _lines(other.caps, other, cap_line)),
        (_("To be reached"), _lines(one.floors, one, floor_line), _lines(other.floors, other, floor_line)),
    ):
        for code in dict.fromkeys([*left, *right]):
            name = left.get(code, right.get(code, ("", "")))[0]
            found.append(
                (
                    f"{label}: {name}" if in_english() else f"{label}：{name}",
                    left.get(code, ("", "—"))[1],
                    right.get(code, ("", "—"))[1],
                )
            )
    return found


def _region(one: RuleSet) -> str:
    return one.region_en if in_english() else one.region


def _lines(things: Any, rules: RuleSet, say: Any) -> dict[str, tuple[str, str]]:
    names = {rule.code: rule_name(rule) for rule in rules.rules}
    found = {}
    for one in things:
        name = (
            rule_name(one)
            if hasattr(one, "zh")
            else "、".join(names.get(code, code) for code in one.rules) or _("all rules")
        )
        found[one.code] = (name, say(one, rules))
    return found
