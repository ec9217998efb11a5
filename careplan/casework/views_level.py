"""Pages of the care level and of the school's rules for contacts (C11)."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from careplan.casework.care_forms import LevelForm, RulesForm
from careplan.casework.level_operations import set_level, set_rules
from careplan.casework.level_queries import level_history, rules_history, rules_on
from careplan.casework.rules import Rule
from careplan.casework.views_contacts import blueprint
from careplan.casework.views_rights import child_or_404
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.seeds.load import shipped_care
from careplan.web.filters import named
from careplan.web.guard import audit_read, user
from careplan.web.query import query_choice


@blueprint.app_template_filter("level_word")
def level_word(code: str) -> str:
    """A care level in the reader's language."""
    level = shipped_care().levels.get(code)
    return named(level) if level else code


@blueprint.app_template_filter("level_tone")
def level_tone(code: str) -> str:
    return {"daily": "good", "close": "warn", "warning": "bad", "crisis": "bad"}.get(code, "quiet")


@blueprint.get("/children/<int:child_id>/level", endpoint="level")
@blueprint.post("/children/<int:child_id>/level", endpoint="level")
def level_page(child_id: int) -> Any:
    """The level of a child, with its history; a new one needs a reason."""
    found, form = child_or_404(child_id), LevelForm()
    form.offer()
    if form.validate_on_submit():
        try:
            set_level(actor_id=user().id, child_id=found.id, level=form.level.data, reason=form.reason.data or "")
        except Refused as refused:
            form.reason.errors = [str(refused)]
        else:
            name = found.name
            db.session.commit()
            flash(_("Care level set for %(name)s.", name=name), "success")
            return redirect(url_for("casework.child", child_id=child_id))
    if not form.is_submitted():
        audit_read("care_level", found.id)
    page = render_template(
        "casework/level.html",
        form=form,
        child=found,
        history=level_history(found.id),
        levels=shipped_care().levels,
        rules=rules_on(today()),
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/rules", endpoint="rules")
@blueprint.post("/rules", endpoint="rules")
def rules_page() -> Any:
    """How often children are met, by level: the rules now, every version, and what other places do."""
    care, form = shipped_care(), RulesForm()
    preset = query_choice("preset", tuple(care.presets))
    if form.validate_on_submit():
        try:
            set_rules(
                actor_id=user().id,
                since=form.since.data,
                preset=preset,
                levels=form.rules(),
                reason=form.reason.data or "",
            )
        except Refused as refused:
            form.since.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("The rules hold from that day on."), "success")
            return redirect(url_for("casework.rules"))
    elif not form.is_submitted():
        form.since.data = today()
        form.fill(_from_preset(preset))
    page = render_template(
        "casework/rules.html", form=form, care=care, now=rules_on(today()), history=rules_history(), preset=preset
    )
    return page, 422 if form.is_submitted() else 200


def _from_preset(preset: str) -> dict[str, Rule]:
    """The rules now, no level looser than what the chosen place does."""
    rules = rules_on(today())
    chosen = shipped_care().presets.get(preset)
    if chosen is None:
        return rules
    return {
        code: Rule(min(rule.days, chosen.days or rule.days), max(rule.visits, chosen.visits))
        for code, rule in rules.items()
    }
