"""Words and links of what waits, in the reader's language."""

from __future__ import annotations

from typing import Any

from flask import url_for

from careplan.rollover.words import OPEN
from careplan.school.queries import current_year
from careplan.school.school_year import class_label
from careplan.web.filters import in_english, may

PAGES = {
    "child": (("casework.child", "child_id"), ("children.child", "child_id")),
    "event": (("events.event", "care_event_id"),),
    "duty": (("aid.duty", "duty_id"),),
    "case": (("aid.case", "case_id"),),
    "aid": (("aid.child", "child_id"),),
    "partner": (("partners.partner", "partner_id"),),
    "squad": (("school.squad", "squad_id"),),
}
"""Kind of line → the pages where it is decided, the first that the reader may open is taken."""


LISTS = {
    "squads": "school.squads",
    "children": "children.counts",
    "graduates": "rollover.year",
    "owners": "children.children",
    "levels": "casework.contacts",
    "needs": "partners.needs",
    "goals": "casework.contacts",
    "duties": "aid.duties",
    "benefits": "aid.children",
    "costs": "aid.overview",
    "partners": "partners.partners",
    "promises": "casework.register",
    "events": "events.events",
}
"""What goes on → the list in which it stands."""


def list_of(code: str) -> str:
    """The address of the list; "" where the reader may not."""
    if code == "graduates":
        return url_for(LISTS[code], of="next", _anchor="leaving")
    return url_for(LISTS[code]) if may(LISTS[code]) else ""


def page_of_line(link: tuple[str, int]) -> str:
    """The address where a line is decided; "" where the reader may not."""
    kind, row_id = link
    if kind == "calendar":
        current = current_year()
        opened = current is not None and current.start_year == row_id
        return url_for("rollover.calendar" if opened and may("rollover.calendar") else "school.calendar")
    for endpoint, argument in PAGES[kind]:
        if may(endpoint):
            values: dict[str, Any] = {argument: row_id}
            return url_for(endpoint, **values)
    return ""


def squad_word(squad: tuple[int, int], start_year: int) -> str:
    """The class's name in that school year."""
    return class_label(*squad, start_year, english=in_english())


def open_words(codes: tuple[str, ...]) -> str:
    """What is open for a child, in words."""
    return (", " if in_english() else "、").join(OPEN[code][in_english()] for code in codes)


def paired(pair: tuple[str, str]) -> str:
    return pair[in_english()]
