"""Pages of the children's own view: the school's picture, and a squad's answers."""

from __future__ import annotations

from itertools import product
from typing import Any

from flask import Blueprint, abort, render_template, url_for
from sqlalchemy import select

from careplan.access.roles import COUNSELLING_TEACHER, HEAD_COUNSELOR
from careplan.db import db
from careplan.growth.answers import ANSWERS, MOMENTS, SENTENCES, SquadAnswers, ability_lines
from careplan.growth.forms import CheckForm, field_name
from careplan.growth.models import SquadCheck
from careplan.growth.operations import save_check
from careplan.growth.queries import check_of, checks_of_year
from careplan.school.models import Squad
from careplan.school.queries import require_year, squads_of_year
from careplan.school.views_edit import edit_page
from careplan.web.filters import in_english
from careplan.web.guard import own_squads, roles, user

blueprint = Blueprint("growth", __name__, url_prefix="/growth")
ANY_SQUAD = {HEAD_COUNSELOR, COUNSELLING_TEACHER}


@blueprint.app_template_filter("growth_word")
def growth_word(code: str) -> str:
    """A moment, an answer or a sentence in the reader's language."""
    return {**MOMENTS, **ANSWERS, **SENTENCES}[code][in_english()]


@blueprint.get("/", endpoint="growth")
def picture() -> str:
    """Shares of "often" for each ability, and which squads have answered. Counts of squads only, no child."""
    year = require_year()
    checks = checks_of_year(year.start_year)
    return render_template(
        "growth/growth.html",
        lines=ability_lines(SquadAnswers(one.squad_id, one.moment, one.counts) for one in checks),
        squads=squads_of_year(year.start_year),
        answered={(one.squad_id, one.moment) for one in checks},
        year=year,
        moments=MOMENTS,
        may_enter=lambda squad: bool(roles() & ANY_SQUAD) or squad.id in own_squads(),
    )


@blueprint.get("/<int:squad_id>/<moment>", endpoint="check")
@blueprint.post("/<int:squad_id>/<moment>", endpoint="check")
def check(squad_id: int, moment: str) -> Any:
    squad = db.session.scalar(select(Squad).where(Squad.id == squad_id))
    if squad is None or moment not in MOMENTS or not (roles() & ANY_SQUAD or squad_id in own_squads()):
        abort(404)
    year = require_year()
    row = check_of(squad_id, year.start_year, moment)

    def make(**rest: Any) -> CheckForm:
        form = CheckForm(data=_typed(row), **rest)
        for ability, answer in product(SENTENCES, ANSWERS):
            form[field_name(ability, answer)].label.text = growth_word(answer)
        return form

    def save(form: CheckForm) -> None:
        save_check(
            actor_id=user().id,
            check=row,
            squad_id=squad_id,
            start_year=year.start_year,
            moment=moment,
            counts=form.counts(),
        )

    return edit_page(
        make=make,
        row=row,
        save=save,
        template="growth/check.html",
        back=url_for("growth.growth"),
        refused_at="adaptation_often",
        squad=squad,
        year=year,
        moment=moment,
        sentences=SENTENCES,
        answers=ANSWERS,
        field_name=field_name,
    )


def _typed(row: SquadCheck | None) -> dict[str, int]:
    if row is None:
        return {}
    return {field_name(ability, answer): count for ability, one in row.counts.items() for answer, count in one.items()}
