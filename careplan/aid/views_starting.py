"""The starting set: a year of duties to take over, all of them examples (示例)."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.aid.duty_forms import StartingForm
from careplan.aid.queries import helped_ids, people_for
from careplan.aid.starting_operations import pattern_of_preset, start_children, start_school
from careplan.aid.views_children import known_children
from careplan.aid.views_rights import blueprint
from careplan.aid.windows import windows
from careplan.children.load import light_children
from careplan.children.models import Child
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.seeds.load import shipped_aid
from careplan.web.guard import audit_read, user


def _whom() -> list[tuple[str, str]]:
    return [("aid", _("children who have aid or duties")), ("left", _("every left-behind child"))]


@blueprint.get("/starting", endpoint="starting")
@blueprint.post("/starting", endpoint="starting")
def starting() -> Any:
    form = StartingForm(data={"staff_id": user().staff_id or 0, "whom": "aid"})
    form.offer([(one.id, f"{one.number} {one.name}") for one in people_for(None)], _whom())
    if form.validate_on_submit():
        try:
            words = _take_over(form)
        except Refused as refused:
            db.session.rollback()
            form.staff_id.errors = [str(refused)]
        else:
            db.session.commit()
            flash(words, "success")
            return redirect(url_for("aid.duties", show="all"))
    audit_read("aid_list", None, form="starting")
    if form.is_submitted():
        db.session.commit()
    year = [today(), today().replace(year=today().year + 1, day=1)]
    presets = shipped_aid().presets
    nearest = {code: windows(pattern_of_preset(one, year[0]), *year)[:1] for code, one in presets.items()}
    return render_template(
        "aid/starting.html", form=form, presets=presets, nearest=nearest
    ), 422 if form.is_submitted() else 200


def _take_over(form: StartingForm) -> str:
    """What was ticked; the words that say how many, and for how many children nobody is responsible."""
    made = start_school(actor_id=user().id, codes=form.school.data or [], staff_id=form.staff_id.data, since=today())
    without: list[Child] = []
    if form.child.data:
        more, without = start_children(
            actor_id=user().id, codes=form.child.data, children=_children(form.whom.data or "aid"), since=today()
        )
        made += more
    if not made and not without:
        raise Refused(_("Nothing new was ticked."))
    words = ngettext("One duty was taken over.", "%(num)d duties were taken over.", made)
    if without:
        words += " " + ngettext(
            "One child has no responsible person who can do it: name one first.",
            "%(num)d children have no responsible person who can do it: name one first.",
            len(without),
        )
    return words


def _children(whom: str) -> list[Child]:
    known = known_children() if whom == "left" else known_children(ids=helped_ids())
    return light_children(ids=[one.child.id for one in known if one.left_behind or whom != "left"])
