"""What waits for a person: each package's `waiting.py` offers tasks for a role; this is their shape. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits today.

    `title` and `detail` are translated; `url` is where it is done; urgency: now · soon · info.
    """

    title: str
    detail: str
    url: str
    icon: str
    urgency: str = "soon"
