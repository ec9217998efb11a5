"""The gaps of the set-up in words, each with the page where it is closed."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.clock import today
from careplan.school.gaps import Gap, gaps
from careplan.school.queries import calendar_days, current_year, leading_group, squads_of_year, staff, venues

PAGES = {
    "squads": "school.squads",
    "counselor": "school.squads",
    "lesson": "school.squads",
    "room": "school.squads",
    "staff": "school.staff",
    "venues": "school.venues",
    "group": "school.group",
    "unconfirmed": "school.calendar",
    "makeup": "school.calendar",
}


@dataclass(frozen=True, slots=True)
class ShownGap:
    """A gap in words, with the page where it is closed. asks: somebody here can close it now."""

    text: str
    url: str
    asks: bool = True


def shown_gaps() -> list[ShownGap]:
    """What the set-up of the current year still lacks."""
    year = current_year()
    if year is None or not year.terms:
        return [ShownGap(_("There is no school year yet."), url_for("school.calendar"))]
    found = gaps(
        squads=squads_of_year(year.start_year),
        staff=len(staff()),
        venues=len(venues()),
        has_head=any(member.is_head for member in leading_group(today())),
        days=calendar_days(year.terms[0].starts_on, year.terms[-1].ends_on),
        today=today(),
    )
    return [ShownGap(_words(gap), url_for(PAGES[gap.code]), gap.code != "unconfirmed") for gap in found]


def _words(gap: Gap) -> str:
    absent = {
        "squads": _("There are no classes yet."),
        "staff": _("There is nobody on the staff list yet."),
        "venues": _("There are no places yet."),
        "group": _("Nobody heads the leading group."),
    }
    return absent.get(gap.code) or _counted(gap.code, gap.count)


def _counted(code: str, count: int) -> str:
    words = {
        "counselor": ngettext("%(num)d squad has no counselor.", "%(num)d squads have no counselor.", count),
        "lesson": ngettext("%(num)d squad has no weekly lesson.", "%(num)d squads have no weekly lesson.", count),
        "room": ngettext("%(num)d squad has no home classroom.", "%(num)d squads have no home classroom.", count),
        "unconfirmed": ngettext(
            "%(num)d holiday waits for the year's notice.", "%(num)d holidays wait for the year's notice.", count
        ),
        "makeup": ngettext(
            "%(num)d make-up day ahead has no timetable.", "%(num)d make-up days ahead have no timetable.", count
        ),
    }
    return words[code]
