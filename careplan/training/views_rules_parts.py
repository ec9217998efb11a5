"""Edit one rule, cap or requirement of a draft; add one, take one out, change their order."""

from __future__ import annotations

import re
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.errors import Refused
from careplan.training.credits.rules import CYCLE, NEW_TEACHER
from careplan.training.models import CreditRules
from careplan.training.rules_forms import CapForm, FloorForm, RuleForm
from careplan.training.rules_operations import edit_rules
from careplan.training.views_rights import blueprint
from careplan.training.views_rules import rules_or_404, saved
from careplan.training.views_words import course_word
from careplan.training.words import LEVELS
from careplan.web.filters import in_english
from careplan.web.guard import user

PARTS = ("rule", "cap", "floor")
AMOUNT = re.compile(r"\d{1,5}(\.\d{1,3})?|\d{1,4}/[1-9]\d{0,3}|")
NEW = "new"


@blueprint.get("/rules/<int:rules_id>/<part>/<code>", endpoint="rules_part")
@blueprint.post("/rules/<int:rules_id>/<part>/<code>", endpoint="rules_part")
def rules_part(rules_id: int, part: str, code: str) -> Any:
    """`code` “new”: one more."""
    row = rules_or_404(rules_id)
    if part not in PARTS or row.state != "draft":
        abort(404)
    known = {one["code"]: one for one in row.content.get(part, [])}
    if code != NEW and code not in known:
        abort(404)
    form = _form(row, part, known.get(code, {}))
    target = code if code != NEW else _free_code(known)
    answer = saved(row, form, lambda: _with(row, part, target, _data(form, part, target)))
    if answer:
        return answer
    tiers = _tiers() if form.is_submitted() else {t["level"]: t["amount"] for t in known.get(code, {}).get("tiers", [])}
    page = render_template(
        "training/rules_part.html",
        row=row,
        form=form,
        part=part,
        code=code,
        tiers=[(level, course_word(level), tiers.get(level, "")) for level in LEVELS],
    )
    return page, 422 if form.is_submitted() else 200


def _form(row: CreditRules, part: str, data: dict[str, Any]) -> Any:
    name = data.get("en" if in_english() else "zh", "")
    if part == "rule":
        found: Any = RuleForm(data={**data, "name": name, "toward": " ".join(data.get("counts_toward", [CYCLE]))})
        found.offer()
    elif part == "cap":
        found = CapForm(data=data)
        found.offer([(one["code"], one["en" if in_english() else "zh"]) for one in row.content["rule"]])
    else:
        found = FloorForm(data={**data, "name": name})
        tags = [tag for one in row.content["rule"] for tag in one.get("counts_toward", [CYCLE])]
        found.offer(list(dict.fromkeys([CYCLE, *tags, NEW_TEACHER])))
    return found


def _tiers() -> dict[str, str]:
    return {level: request.form.get(f"tier-{level}", "").strip() for level in LEVELS}


def _data(form: Any, part: str, code: str) -> dict[str, Any]:
    if part != "rule":
        found: dict[str, Any] = form.data_for(code)
        return found
    tiers = _tiers()
    if not all(AMOUNT.fullmatch(value) for value in tiers.values()):
        raise Refused(_("Amounts by level are numbers such as 6, 0.25 or 1/3."))
    if form.formula.data in ("tiered", "multiplier") and not any(tiers.values()):
        raise Refused(_("Please enter an amount for at least one level."))
    rule: dict[str, Any] = form.data_for(code, tiers)
    return rule


def _with(row: CreditRules, part: str, code: str, data: dict[str, Any]) -> dict[str, Any]:
    """The set with this part in its place, or at the front: a new rule is asked first."""
    rows = list(row.content.get(part, []))
    codes = [one["code"] for one in rows]
    if code in codes:
        rows[codes.index(code)] = data
    else:
        rows.insert(0, data)
    return {**row.content, part: rows}


def _free_code(known: dict[str, Any]) -> str:
    return next(f"own-{number}" for number in range(1, 1000) if f"own-{number}" not in known)


@blueprint.post("/rules/<int:rules_id>/<part>/<code>/change")
def rules_part_change(rules_id: int, part: str, code: str) -> Response:
    """`what`: remove, or up: a rule further up is asked earlier."""
    row, what = rules_or_404(rules_id), request.form.get("what", "")
    rows = list(row.content.get(part, [])) if part in PARTS else []
    codes = [one["code"] for one in rows]
    if code not in codes or what not in ("remove", "up"):
        abort(404)
    place = codes.index(code)
    taken = rows.pop(place)
    if what == "up":
        rows.insert(max(place - 1, 0), taken)
    try:
        edit_rules(actor_id=user().id, row=row, content={**_without(row, part, code, what), part: rows})
    except Refused as refused:
        db.session.rollback()
        flash(str(refused), "danger")
    else:
        db.session.commit()
        flash(_("Saved."), "success")
    return redirect(url_for("training.rules_own", rules_id=rules_id))


def _without(row: CreditRules, part: str, code: str, what: str) -> dict[str, Any]:
    """A rule that goes is taken out of the caps too; a cap of that rule alone goes with it."""
    if part != "rule" or what != "remove":
        return row.content
    caps = []
    for cap in row.content.get("cap", []):
        left = [one for one in cap["rules"] if one != code]
        if left or not cap["rules"]:
            caps.append({**cap, "rules": left})
    return {**row.content, "cap": caps}
