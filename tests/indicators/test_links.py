"""A figure's records lead only where the reader may go."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask, g

from careplan.aid.views_rights import EVERY_AID
from careplan.indicators.views import link_to


@pytest.mark.parametrize("role", [*sorted(EVERY_AID), "class_teacher", "community_worker"])
def test_only_who_sees_every_aid_is_led_to_a_case(app: Flask, role: str) -> None:
    """Others may open the aid of some of their children; a link would often end at 404."""
    with app.test_request_context():
        g.user = SimpleNamespace(roles=[role])
        assert bool(link_to(("aid", "1"))) is (role in EVERY_AID)
