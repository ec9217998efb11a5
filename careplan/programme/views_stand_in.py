"""Somebody is away: who takes their media items, parents' lessons and hours of help, or that they are cancelled."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.access.roles import HEAD_COUNSELOR, PRINCIPAL
from careplan.db import db
from careplan.errors import Refused
from careplan.programme.models import Item
from careplan.programme.operations import give_item
from careplan.programme.stand_in_queries import needing, who_instead
from careplan.programme.views_rights import blueprint, item_or_404, may_keep_record, plans_everything
from careplan.programme.views_words import Sentences
from careplan.school.queries import staff
from careplan.upsets.beside import Part, show_when_away
from careplan.web.filters import may
from careplan.web.guard import roles, user
from careplan.web.text import whole_number


def knows_absences() -> bool:
    """Who arranges the sessions sees who is away; everybody else the own absences only."""
    return bool(roles() & {HEAD_COUNSELOR, PRINCIPAL})


def _needing() -> list[Item]:
    return needing() if knows_absences() else needing(user().staff_id or 0)


def may_give(item: Item) -> bool:
    """Whoever plans for everybody, of what they may know to be open."""
    own = item.staff_id is not None and item.staff_id == user().staff_id
    return plans_everything() and may("programme.give", "POST") and (knows_absences() or own)


@blueprint.get("/stand-in", endpoint="stand_in")
def stand_in() -> str:
    return _page()


def _page(refused: str = "", item_id: int = 0) -> str:
    items = _needing()
    say = Sentences()
    return render_template(
        "programme/stand_in.html",
        days=[(day, list(rows)) for day, rows in groupby(items, key=lambda one: one.day)],
        total=len(items),
        instead=who_instead([one for one in items if may_give(one)], knows_absences=knows_absences()),
        say=lambda clash: say(clash),
        gives={one.id for one in items if may_give(one)},
        keeps={one.id for one in items if may_keep_record(one)},
        refused=refused,
        refused_at=item_id,
    )


@blueprint.post("/items/<int:item_id>/give", endpoint="give")
def give(item_id: int) -> Any:
    """Somebody else answers for this one; where it was changed meanwhile one looks again."""
    found = item_or_404(item_id)
    if not may_give(found):
        abort(403)
    person = next((one for one in staff() if one.id == whole_number(request.form.get("staff_id", ""))), None)
    if request.form.get("version") != str(found.version):
        return _page(_("It was changed in the meantime. Please look again."), item_id), 409
    if person is None:
        return _page(_("Please choose a person."), item_id), 422
    try:
        give_item(actor_id=user().id, item=found, staff_id=person.id)
    except Refused as refused:
        db.session.rollback()
        return _page(str(refused), item_id), 422
    name = person.name
    db.session.commit()
    flash(_("%(name)s answers for it now; it stands on their first page and in their calendar.", name=name), "success")
    return redirect(url_for("programme.stand_in"))


def _when_away(staff_id: int | None) -> Part | None:
    """On the pages of absences: how many items need somebody else."""
    items = needing(staff_id)
    if not items or not may("programme.stand_in"):
        return None
    words = ngettext(
        "%(num)d other arrangement needs somebody else", "%(num)d other arrangements need somebody else", len(items)
    )
    return Part("programme/_when_away.html", {"items": items, "words": words, "named": staff_id is None})


show_when_away(_when_away)
