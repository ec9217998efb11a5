"""A bound that a plan disproves is logged in production; here it fails the test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def no_bound_is_disproved(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    wrong = [
        record.getMessage() for record in caplog.get_records("call") if record.name == "careplan.scheduling.solver"
    ]
    assert not wrong
