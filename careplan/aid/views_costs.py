"""Known costs of a child, from which the forecast is made."""

from __future__ import annotations

from typing import Any

from flask import abort, url_for

from careplan.aid.cost_operations import add_cost, end_cost
from careplan.aid.forms import CostForm, EndForm
from careplan.aid.queries import find_cost
from careplan.aid.views_form import form_page
from careplan.aid.views_rights import blueprint, child_or_404
from careplan.clock import today
from careplan.web.guard import user


@blueprint.get("/children/<int:child_id>/costs/new", endpoint="cost_new")
@blueprint.post("/children/<int:child_id>/costs/new", endpoint="cost_new")
def cost_new(child_id: int) -> Any:
    found = child_or_404(child_id)
    form = CostForm(data={"since": today(), "purpose": "boarding", "rhythm": "monthly", "day": 15, "school_time": True})
    form.offer()
    back = url_for("aid.child", child_id=child_id)

    def save() -> str:
        add_cost(actor_id=user().id, child=found, words=form.words())
        return back

    return form_page("aid/cost_new.html", form, found, save, back, "until", day_field="since")


@blueprint.get("/costs/<int:cost_id>/end", endpoint="cost_end")
@blueprint.post("/costs/<int:cost_id>/end", endpoint="cost_end")
def cost_end(cost_id: int) -> Any:
    """From when a cost is no longer due."""
    row = find_cost(cost_id) or abort(404)
    found = child_or_404(row.child_id)
    form = EndForm(data={"until": row.until or today()})
    back = url_for("aid.child", child_id=found.id)

    def save() -> str:
        end_cost(actor_id=user().id, row=row, until=form.until.data)
        return back

    return form_page("aid/cost_end.html", form, found, save, back, "until", day_field="until", cost=row)
