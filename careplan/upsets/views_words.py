"""The blueprint, and the words that several of its pages share."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash
from flask_babel import gettext as _

from careplan.plans.queries import current_year
from careplan.sessions.load import names_of
from careplan.upsets.force_operations import Effective
from careplan.upsets.standing import Cause
from careplan.web.filters import in_english

blueprint = Blueprint("upsets", __name__, url_prefix="/upsets")
Names = Mapping[str, str]


def names_now() -> dict[str, str]:
    """What people call squads, staff and activities, in the reader's language."""
    year = current_year()
    return names_of(year.start_year if year else 0, "en" if in_english() else "zh")


def say_behind(effective: Effective) -> None:
    """Tell the head counselor when an open draft could not be given the same change."""
    if effective.behind is not None:
        flash(_("The open draft does not have this change. Please look at it."), "warning")


def joined(parts: list[str]) -> str:
    return (", " if in_english() else "、").join(parts)


def cause_words(cause: Cause, names: Names) -> str:
    """Why a session falls, as people say it."""
    who = names.get(cause.who, cause.who)
    return {
        "lost": _("no lessons on this day"),
        "timetable": _("the day follows another timetable"),
        "closed": _("%(place)s is closed", place=who),
        "away": _("%(name)s is away", name=who),
        "teaches": _("%(name)s teaches then", name=who),
        "gone": _("%(place)s is no longer used", place=who),
    }[cause.kind]
