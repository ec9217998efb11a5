"""All duties that come again: what was missed and is due now stands first; those without anybody are shown loudly."""

from __future__ import annotations

from flask import render_template

from careplan.aid.even_load import in_trough
from careplan.aid.models import Duty
from careplan.aid.overview_load import LoudDuty, loud_duties
from careplan.aid.queries import all_duties, holder_of, is_running, ownerless
from careplan.aid.views_rights import blueprint, does, may_record, sees, sees_every_aid
from careplan.aid.windows import COMING, MISSED, OPEN, Window
from careplan.children.names import name_fits
from careplan.clock import today
from careplan.web.guard import audit_read
from careplan.web.query import query_choice, query_text

SHOWS = ("loud", "coming", "all")


def visible_duties() -> list[Duty]:
    """The duties that the signed-in person may see: for children who are at the school, and for the school."""
    found = [one for one in all_duties() if one.child is None or one.child.state == "enrolled"]
    return [one for one in found if (sees(one.child) if one.child else sees_every_aid() or does(one))]


@blueprint.get("/duties", endpoint="duties")
def duties() -> str:
    show = query_choice("show", SHOWS, "loud")
    whose = query_choice("whose", ("mine", "all"), "all")
    text = query_text("q")
    found = [one for one in visible_duties() if whose == "all" or does(one)]
    found = [one for one in found if not text or (one.child and name_fits(text, one.child.name, one.child.name_keys))]
    audit_read("aid_list", None, count=len(found), form="duties")
    trough = in_trough({one.child_id for one in found if one.child_id}, today())
    running = [one for one in found if is_running(one, today())]
    return render_template(
        "aid/duties.html",
        show=show,
        whose=whose,
        text=text,
        loud=trough_first(loud_duties(found, today(), (MISSED, OPEN)), trough),
        coming=trough_first(loud_duties(running, today(), (COMING,)), trough),
        running=sorted(running, key=lambda one: (one.child_id not in trough, one.id)),
        alone=sorted(ownerless(found, today()), key=lambda one: (one.child_id not in trough, one.id)),
        holder_of=holder_of,
        trough=trough,
        may_record=may_record,
    )


def trough_first(found: list[LoudDuty], trough: frozenset[int]) -> list[LoudDuty]:
    """Children in a trough first, then what was missed, the oldest first."""

    def place(one: LoudDuty) -> tuple[bool, bool, Window, int]:
        return one.duty.child_id not in trough, one.occurrence.state != MISSED, one.occurrence.window, one.duty.id

    return sorted(found, key=place)
