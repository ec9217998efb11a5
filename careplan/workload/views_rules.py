"""The rules by which work counts: what holds, every version, and the editor that makes a new one."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.web.guard import user
from careplan.web.query import query_choice
from careplan.workload.forms import RulesForm, post_field, rate_field, typed_rules
from careplan.workload.models import WorkRules
from careplan.workload.queries import find_rules, names_of_accounts, rule_versions, rules_on
from careplan.workload.rules import Rules, differences, read_rules
from careplan.workload.rules_operations import example_rules, save_rules
from careplan.workload.views_rights import blueprint
from careplan.workload.work import GROUPS, POSTS, WORK, group_of


@blueprint.get("/rules", endpoint="rules")
def rules() -> str:
    """The version that holds today, or the example where the school has none yet."""
    holding = rules_on(today())
    return _rules_page(holding, is_example=holding is None)


@blueprint.get("/rules/example", endpoint="rules_example")
def rules_example() -> str:
    return _rules_page(None, is_example=True)


@blueprint.get("/rules/<int:rules_id>", endpoint="rules_version")
def rules_version(rules_id: int) -> str:
    return _rules_page(find_rules(rules_id) or abort(404), is_example=False)


def _rules_page(row: WorkRules | None, *, is_example: bool) -> str:
    versions = rule_versions()
    shown = read_rules(row.content) if row and not is_example else example_rules()
    holding = rules_on(today())
    return render_template(
        "workload/rules.html",
        row=row,
        shown=shown,
        is_example=is_example,
        holding=holding,
        versions=versions,
        names=names_of_accounts({one.made_by or 0 for one in versions}),
        changes={one.id: _changes(one, versions) for one in versions},
        table=work_table(),
        posts=list(POSTS),
    )


def work_table() -> list[tuple[str, list[tuple[str, str]]]]:
    """Kinds of work by group, in the order of a statement."""
    grouped = [(group, [code for code in WORK if group_of(code[0]) == group]) for group in GROUPS]
    return [(group, codes) for group, codes in grouped if codes]


def _changes(row: WorkRules, versions: Any) -> Any:
    """What a version changed of the one before it; None for the first."""
    former = next((one for one in versions if one.number == row.number - 1), None)
    return differences(read_rules(former.content), read_rules(row.content)) if former else None


@blueprint.get("/rules/new", endpoint="rules_new")
@blueprint.post("/rules/new", endpoint="rules_new")
def rules_new() -> Any:
    """Edit a copy of the newest version, or of the example; saving makes a new version."""
    versions = rule_versions()
    use_example = query_choice("from", ("example", "newest"), "newest") == "example" or not versions
    source = example_rules() if use_example else read_rules(versions[0].content)
    form = RulesForm(data={**typed_rules(_own(source, use_example)), "valid_from": _first_of_month()})
    form.offer()
    if form.is_submitted() and form.validate() and form.validate_caps():
        try:
            row = save_rules(
                actor_id=user().id,
                rules=form.rules(),
                valid_from=form.valid_from.data or today(),
                change=form.change.data or "",
            )
        except Refused as refused:
            db.session.rollback()
            form.valid_from.errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("Saved as version %(number)s.", number=row.number), "success")
            return redirect(url_for("workload.rules_version", rules_id=row.id))
    page = render_template(
        "workload/rules_form.html",
        form=form,
        table=work_table(),
        posts=list(POSTS),
        rate_field=rate_field,
        post_field=post_field,
        from_example=use_example,
        newest=versions[0] if versions else None,
    )
    return (page, 422) if form.is_submitted() else page


def _own(source: Rules, is_example: bool) -> Rules:
    """The copy begins without the example's mark and remark: it will be the school's own."""
    if not is_example:
        return source
    plain = typed_rules(source)
    return Rules(
        name=plain["name"].replace("（示例）", ""),
        rates=source.rates,
        posts=source.posts,
        caps=source.caps,
        co_leaders=source.co_leaders,
        needs_roll=source.needs_roll,
    )


def _first_of_month() -> date:
    return today().replace(day=1)
