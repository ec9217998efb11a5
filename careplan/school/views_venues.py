"""Places."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, url_for
from sqlalchemy import select

from careplan.db import db
from careplan.school.forms import VenueForm
from careplan.school.models import Venue
from careplan.school.operations import save_venue
from careplan.school.queries import venues as venue_list
from careplan.school.views_edit import blueprint, edit_page
from careplan.seeds.load import shipped_vocabulary
from careplan.web.filters import in_english
from careplan.web.guard import user


@blueprint.get("/venues", endpoint="venues")
def venues() -> str:
    return render_template("school/venues.html", venues=venue_list(active_only=False))


@blueprint.get("/venues/new", endpoint="venue_new")
@blueprint.post("/venues/new", endpoint="venue_new")
def venue_new() -> Any:
    return _venue_page(None)


@blueprint.get("/venues/<int:venue_id>", endpoint="venue")
@blueprint.post("/venues/<int:venue_id>", endpoint="venue")
def venue(venue_id: int) -> Any:
    return _venue_page(db.session.scalar(select(Venue).where(Venue.id == venue_id)) or abort(404))


def _venue_page(row: Venue | None) -> Any:
    kinds = shipped_vocabulary().venue_kinds

    def make(**rest: Any) -> VenueForm:
        form = VenueForm(obj=row, **rest)
        form.kind.choices = [(one.code, one.name("en" if in_english() else "zh")) for one in kinds.values()]
        return form

    def save(form: VenueForm) -> None:
        save_venue(
            actor_id=user().id,
            venue=row,
            name=form.name.data or "",
            kind=form.kind.data,
            capacity=form.capacity.data or 1,
            shared=bool(form.shared.data),
            off_campus=bool(form.off_campus.data),
            active=bool(form.active.data),
        )

    return edit_page(
        make=make,
        row=row,
        save=save,
        template="school/venue_form.html",
        back=url_for("school.venues"),
        refused_at="name",
    )
