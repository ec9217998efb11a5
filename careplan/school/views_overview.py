"""The school at a glance, and its profile."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for

from careplan.clock import today
from careplan.school.beside import squad_sizes
from careplan.school.forms import ProfileForm
from careplan.school.load import load_year_calendar
from careplan.school.models import Squad, StaffMember, Venue
from careplan.school.operations import PROFILE_KEYS, edit_profile
from careplan.school.queries import (
    bands,
    count,
    current_year,
    leading_group,
    squads_of_year,
    this_school,
)
from careplan.school.views_edit import blueprint, edit_page
from careplan.school.views_gaps import shown_gaps
from careplan.web.guard import user


@blueprint.get("/", endpoint="overview")
def overview() -> str:
    year = current_year()
    calendar = load_year_calendar(year) if year else None
    week = calendar.week_of(today()) if calendar else None
    sizes = squad_sizes(today())
    return render_template(
        "school/overview.html",
        school=this_school(),
        year=year,
        week=week,
        weeks=len(calendar.weeks()) if calendar else 0,
        bands=bands(),
        squads=len(squads_of_year(year.start_year)) if year else count(Squad),
        children=sum(sizes.values()) if sizes is not None else None,
        staff=count(StaffMember),
        venues=count(Venue),
        group=leading_group(today()),
        gaps=shown_gaps(),
    )


@blueprint.get("/profile", endpoint="profile")
@blueprint.post("/profile", endpoint="profile")
def profile() -> Any:
    school = this_school()

    def make(**rest: Any) -> ProfileForm:
        return ProfileForm(obj=school, data={key: school.profile.get(key, "") for key in PROFILE_KEYS}, **rest)

    def save(form: ProfileForm) -> None:
        edit_profile(
            actor_id=user().id,
            school=school,
            name=form.name.data or "",
            county=form.county.data or "",
            document_prefix=form.document_prefix.data or "",
            counts_by=form.counts_by.data,
            profile={key: form[key].data or "" for key in PROFILE_KEYS},
        )

    return edit_page(
        make=make,
        row=school,
        save=save,
        template="school/profile_form.html",
        back=url_for("school.overview"),
        refused_at="name",
    )
