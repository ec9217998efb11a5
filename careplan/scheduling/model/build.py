"""Put a model together from its parts."""

from __future__ import annotations

from careplan.scheduling.columns import Space
from careplan.scheduling.model.flows import (
    add_budget,
    add_column_wishes,
    add_own_counselors,
    add_people,
    add_rooms,
)
from careplan.scheduling.model.model import Model, Part, open_model
from careplan.scheduling.model.requests import add_requests
from careplan.scheduling.model.squads import (
    add_orders,
    add_squad_counts,
    add_squad_rules,
    add_squad_wishes,
)


def build(space: Space, part: Part) -> Model:
    """The whole model of a part of a problem."""
    model = open_model(space, part)
    add_squad_counts(model)
    add_squad_rules(model)
    add_orders(model)
    add_rooms(model)
    add_people(model)
    add_budget(model)
    add_requests(model)
    if part.wishes:
        add_squad_wishes(model)
        add_own_counselors(model)
        add_column_wishes(model)
        model.cp.minimize(model.price())
    return model
