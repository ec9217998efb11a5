"""Squads and staff."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from careplan.clock import today
from careplan.db import db
from careplan.school.beside import squad_sizes, staff_notes
from careplan.school.forms import NewSquadForm, SquadForm, StaffForm, lesson_code
from careplan.school.models import Squad, StaffMember
from careplan.school.operations import add_squad, edit_squad, save_staff
from careplan.school.queries import (
    bands,
    current_year,
    other_squads,
    require_year,
    squads_by_counselor,
    squads_of_year,
    venues,
)
from careplan.school.queries import staff as staff_list
from careplan.school.school_year import start_year_of
from careplan.school.views_edit import blueprint, edit_page
from careplan.web.guard import user


def start_year() -> int:
    """The start year that class names follow on these pages."""
    year = current_year()
    return year.start_year if year else start_year_of(today())


@blueprint.get("/squads", endpoint="squads")
def squads() -> str:
    shown = start_year()
    return render_template(
        "school/squads.html",
        start_year=shown,
        squads=squads_of_year(shown),
        others=other_squads(shown),
        bands=bands(),
        sizes=squad_sizes(today()),
    )


@blueprint.get("/squads/new", endpoint="squad_new")
@blueprint.post("/squads/new", endpoint="squad_new")
def squad_new() -> Any:
    year = require_year()

    def save(form: NewSquadForm) -> None:
        add_squad(actor_id=user().id, entry_year=year.start_year - form.grade.data + 1, number=form.number.data or 0)

    return edit_page(
        make=NewSquadForm,
        row=None,
        save=save,
        template="school/squad_new.html",
        back=url_for("school.squads"),
        refused_at="number",
        saved=_("The class is on the list. Now give it a counselor and a weekly lesson."),
    )


@blueprint.get("/squads/<int:squad_id>", endpoint="squad")
@blueprint.post("/squads/<int:squad_id>", endpoint="squad")
def squad(squad_id: int) -> Any:
    row = db.session.scalar(select(Squad).where(Squad.id == squad_id)) or abort(404)

    def make(**rest: Any) -> SquadForm:
        form = SquadForm(obj=row, **rest)
        form.counselor_id.choices = _with_nobody(
            [(person.id, f"{person.name} · {person.number}") for person in staff_list() if person.kind == "teacher"],
            row.counselor_id,
            row.counselor.name if row.counselor else "",
        )
        form.home_venue_id.choices = _with_nobody(
            [(venue.id, venue.name) for venue in venues() if venue.kind == "classroom"],
            row.home_venue_id,
            row.home_venue.name if row.home_venue else "",
        )
        if rest or not form.is_submitted():
            form.counselor_id.data, form.home_venue_id.data = row.counselor_id or 0, row.home_venue_id or 0
            form.lessons.data = [lesson_code(lesson) for lesson in row.lessons]
        return form

    def save(form: SquadForm) -> None:
        edit_squad(
            actor_id=user().id,
            squad=row,
            motto=form.motto.data or "",
            counselor_id=form.counselor_id.data or None,
            home_venue_id=form.home_venue_id.data or None,
            active=bool(form.active.data),
            lessons=form.lessons.times,
        )

    return edit_page(
        make=make,
        row=row,
        save=save,
        template="school/squad_form.html",
        back=url_for("school.squads"),
        refused_at="motto",
        start_year=start_year(),
    )


def _with_nobody(choices: list[tuple[int, str]], chosen: int | None, name: str) -> list[tuple[int, str]]:
    """The choices with none first; who was chosen stays offered although no longer on the list."""
    if chosen is not None and chosen not in dict(choices):
        choices = [(chosen, name), *choices]
    return [(0, "—"), *choices]


@blueprint.get("/staff", endpoint="staff")
def staff() -> str:
    return render_template(
        "school/staff.html",
        people=staff_list(active_only=False),
        squads=squads_by_counselor(start_year()),
        start_year=start_year(),
        notes=staff_notes(today()),
    )


@blueprint.get("/staff/new", endpoint="staff_new")
@blueprint.post("/staff/new", endpoint="staff_new")
def staff_new() -> Any:
    return _staff_page(None)


@blueprint.get("/staff/<int:staff_id>", endpoint="staff_member")
@blueprint.post("/staff/<int:staff_id>", endpoint="staff_member")
def staff_member(staff_id: int) -> Any:
    return _staff_page(db.session.scalar(select(StaffMember).where(StaffMember.id == staff_id)) or abort(404))


def _staff_page(row: StaffMember | None) -> Any:
    def make(**rest: Any) -> StaffForm:
        form = StaffForm(obj=row, **rest)
        if row is not None and (rest or not form.is_submitted()):
            form.busy.data = [lesson_code(lesson) for lesson in row.busy if not lesson.kept]
            form.kept.data = [lesson_code(lesson) for lesson in row.busy if lesson.kept]
        return form

    def save(form: StaffForm) -> None:
        save_staff(
            actor_id=user().id,
            person=row,
            number=form.number.data or "",
            name=form.name.data or "",
            kind=form.kind.data,
            title=form.title.data or "",
            max_per_week=form.max_per_week.data,
            max_per_term=form.max_per_term.data,
            active=bool(form.active.data),
            busy=form.busy.times,
            kept=form.kept.times,
        )

    return edit_page(
        make=make,
        row=row,
        save=save,
        template="school/staff_form.html",
        back=url_for("school.staff"),
        refused_at="number",
        notes=staff_notes(today()).get(row.id, ()) if row else (),
    )
