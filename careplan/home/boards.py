"""What the first page shows: the tasks that wait for this person, offered by each package."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from careplan.accounts.models import User
from careplan.home.tasks import Task

PACKAGES = ("plans", "sessions", "children", "casework", "training", "indicators", "reports", "school")
ORDER = {"now": 0, "soon": 1, "info": 2}


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """Everything that waits for this person, the urgent first."""
    found: list[Task] = []
    for package in PACKAGES:
        if find_spec(f"careplan.{package}.waiting"):
            found.extend(import_module(f"careplan.{package}.waiting").tasks_for(person, roles))
    return sorted(found, key=lambda task: ORDER[task.urgency])
