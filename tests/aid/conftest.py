"""A child of the class teacher with aid."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.aid.helped import helped_child


@pytest.fixture
def helped(app: Flask) -> tuple[int, int]:
    """(child, case): a child of the class teacher, who is responsible, with 4,000 yuan that arrived."""
    return helped_child(app)
