"""What waits for a person, and the year at a glance: what packages' `waiting.py` offer, as shapes. Pure."""

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


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to read here and now, and to acknowledge with one button. All words are translated.

    action: where the button's form goes.
    """

    title: str
    text: str
    action: str
    button: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Glance:
    """A figure of the year at a glance, with the page where it opens. All words are translated."""

    label: str
    value: str
    note: str
    url: str
