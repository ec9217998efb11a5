"""What the first page shows to whom: tasks that wait, and the way through the year."""

from __future__ import annotations

from dataclasses import dataclass

from careplan.accounts.models import User
from careplan.home.tasks import Task


@dataclass(frozen=True, slots=True)
class Board:
    """The first page's content."""

    tasks: tuple[Task, ...]


def board_for(person: User, roles: frozenset[str]) -> Board:
    """The board of this person with these roles."""
    return Board(tasks=())
