"""The conditions of the work in one place: documents, rooms, people, time, and what is still missing (S13)."""

from __future__ import annotations

from flask import render_template

from careplan.clock import today
from careplan.school.beside import staff_notes
from careplan.school.conditions import conditions_of
from careplan.school.queries import current_year, leading_group, squads_of_year, staff, this_school, venues
from careplan.school.views_edit import blueprint
from careplan.school.views_gaps import shown_gaps
from careplan.seeds.load import shipped_seeds


@blueprint.get("/conditions", endpoint="conditions")
def conditions() -> str:
    year = current_year()
    notes = {
        person: [note.text for note in given if note.tone != "bad"] for person, given in staff_notes(today()).items()
    }
    return render_template(
        "school/conditions.html",
        school=this_school(),
        policies=shipped_seeds().policies,
        found=conditions_of(
            venues=venues(), staff=staff(), squads=squads_of_year(year.start_year) if year else (), notes=notes
        ),
        group=leading_group(today()),
        gaps=shown_gaps(),
    )
