"""The days of the school year that was opened: what can be entered at once, and what waits for the notice."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.clock import today
from careplan.db import db
from careplan.rollover.day_operations import enter_days
from careplan.rollover.load_days import has_ended, missing_holidays, proposed
from careplan.rollover.views import blueprint
from careplan.school.queries import require_year
from careplan.school.school_year import year_label
from careplan.web.guard import user


@blueprint.get("/calendar", endpoint="calendar")
@blueprint.post("/calendar", endpoint="calendar")
def calendar() -> Any:
    """Tick what comes again on the same date; each holiday that moves leads to its month in the calendar."""
    year = require_year()
    if request.method == "POST":
        entered = enter_days(actor_id=user().id, year=year, codes=set(request.form.getlist("days")))
        db.session.commit()
        if entered:
            flash(ngettext("%(num)d day entered.", "%(num)d days entered.", entered), "success")
        else:
            flash(_("Nothing was chosen that is not in the calendar already."), "info")
        return redirect(url_for("rollover.calendar"))
    return render_template(
        "rollover/calendar.html",
        label=year_label(year.start_year),
        proposed=proposed(year.start_year),
        missing=[one for one in missing_holidays(year.start_year) if not has_ended(one, year.start_year, today())],
    )
