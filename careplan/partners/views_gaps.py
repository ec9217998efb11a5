"""What is missing, in counts without a child (C41), and the pledges by where they stand: the records behind them."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from flask import render_template

from careplan.casework.file_words import AREAS
from careplan.clock import today
from careplan.indicators.small_cells import Group, Shown, merge_small
from careplan.partners.load import Open, open_needs, pledge_state
from careplan.partners.matching import by_area
from careplan.partners.models import Pledge
from careplan.partners.queries import all_partners, all_pledges
from careplan.partners.views_form import band_code, blueprint, sees_pledge
from careplan.partners.words import STATES
from careplan.school.queries import bands
from careplan.web.filters import named
from careplan.web.guard import audit_read, user
from careplan.web.query import query_choice

SOON = timedelta(days=60)


@blueprint.get("/gaps", endpoint="gaps")
def gaps() -> str:
    """Groups of children under five are merged; no child is named here. Each count leads to its records."""
    lacking = [one for one in open_needs(today()) if one.is_gap]
    states = _states(all_pledges())
    asked = [one for one in all_partners() if one.retired_on is None]
    agreements = [(one, row) for one in asked for row in one.agreements if today() <= row.until <= today() + SOON]
    audit_read("partner_needs", None, count=len(lacking), form="gaps")
    return render_template(
        "partners/gaps.html",
        shown=_by_band(lacking),
        names={band.code: named(band) for band in bands()},
        areas=AREAS,
        states=Counter(state for _one, state in states),
        late=[one for one, state in states if state == "late"],
        unproved=[one for one, state in states if state == "delivered"],
        agreements=agreements,
        talks=[one for one in asked if not one.talks or one.talks[0].next_on < today()],
    )


def _by_band(lacking: list[Open]) -> tuple[Shown, ...]:
    """Children with such a need by band, merged; the keys are codes of bands, "" where a class is in none."""
    table = by_area([one.wanted for one in lacking], {one.child.id: band_code(one.child) for one in lacking})
    order = [band.code for band in bands()]
    found = sorted(table, key=lambda code: (code not in order, order.index(code) if code in order else 0))
    return merge_small(Group(code, tuple(len(table[code].get(area, ())) for area in AREAS)) for code in found)


def _states(rows: list[Pledge]) -> list[tuple[Pledge, str]]:
    return [(one, pledge_state(one, today())) for one in rows]


@blueprint.get("/pledges", endpoint="pledges")
def pledges() -> str:
    """?state= where they stand; ?whose=mine those that this person made. Whose they are only where that may be seen."""
    state, whose = query_choice("state", tuple(STATES)), query_choice("whose", ("all", "mine"), "all")
    rows = [one for one in all_pledges() if whose == "all" or one.made_by == user().id]
    found = [one for one, stands in _states(rows) if state in ("", stands)]
    audit_read("partner_pledge", None, count=len(found))
    return render_template(
        "partners/pledges.html",
        pledges=[(one, sees_pledge(one)) for one in found],
        knows_any=bool(rows),
        state=state,
        states=STATES,
        whose=whose,
    )
