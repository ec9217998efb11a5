"""What the first page shows: the tasks that wait for this person and the year at a glance, offered by each package."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from careplan.accounts.models import User
from careplan.home.tasks import Glance, Notice, Task

PACKAGES = (
    "plans",
    "sessions",
    "upsets",
    "telling",
    "children",
    "events",
    "casework",
    "aid",
    "partners",
    "programme",
    "voices",
    "counselling",
    "growth",
    "training",
    "workload",
    "foresight",
    "reports",
    "passing",
    "school",
    "rollover",
)

ORDER = {"now": 0, "soon": 1, "info": 2}


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """Everything that waits for this person, the urgent first."""
    found = [task for offer in _offers("tasks_for") for task in offer(person, roles)]
    return sorted(found, key=lambda task: ORDER[task.urgency])


def notices_for(person: User, roles: frozenset[str]) -> list[Notice]:
    """What this person is told and has not acknowledged."""
    return [notice for offer in _offers("notices_for") for notice in offer(person, roles)]


def glances_for(person: User, roles: frozenset[str]) -> list[Glance]:
    """The year in a few figures, in the order of the way."""
    return [glance for offer in _offers("glances_for") for glance in offer(person, roles)]


def _offers(name: str) -> Iterator[Callable[[User, frozenset[str]], list[Any]]]:
    for package in PACKAGES:
        offer = getattr(import_module(f"careplan.{package}.waiting"), name, None)
        if offer is not None:
            yield offer
