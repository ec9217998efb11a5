"""What stands beside the sessions and asks something of somebody this week."""

from __future__ import annotations

from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.access.roles import CLASS_TEACHER, COUNSELLING_TEACHER, HEAD_COUNSELOR
from careplan.accounts.models import User
from careplan.clock import today
from careplan.home.tasks import Task
from careplan.programme.models import Item, Series
from careplan.programme.planned import HOURS
from careplan.programme.queries import WantedItems, find_items, hours_not_planned, places_of, series_between
from careplan.programme.sign_up import fits
from careplan.programme.stand_in_queries import needing
from careplan.programme.views_words import day_word, item_name, programme_word, series_name
from careplan.school.calendar import monday_of
from careplan.school.load import load_year_calendar
from careplan.school.queries import current_year, squads_by_counselor

PLANNERS = frozenset({HEAD_COUNSELOR, COUNSELLING_TEACHER})
SIGN_UP_SOON = timedelta(days=10)


def tasks_for(person: User, roles: frozenset[str]) -> list[Task]:
    """For who is responsible: this week's, and what is unrecorded; for planners: hours not planned; for counselors of
    squads: electives whose sign-up ends soon. Counts and titles, no child."""
    tasks: list[Task] = []
    if roles & (PLANNERS | {CLASS_TEACHER}) and person.staff_id:
        tasks += _own(person.staff_id)
    if HEAD_COUNSELOR in roles:
        tasks += _unrecorded(WantedItems(last=today() - timedelta(days=1), states=("planned",)), "all")
    if HEAD_COUNSELOR in roles or person.staff_id:
        tasks += _away(None if HEAD_COUNSELOR in roles else person.staff_id)
    if roles & PLANNERS:
        tasks += _hours()
    if CLASS_TEACHER in roles and person.staff_id:
        tasks += _sign_ups(person.staff_id)
    return tasks


def _own(staff_id: int) -> list[Task]:
    sunday = monday_of(today()) + timedelta(days=6)
    coming = find_items(WantedItems(today(), sunday, staff_id=staff_id, states=("planned",)))
    wanted = WantedItems(last=today() - timedelta(days=1), staff_id=staff_id, states=("planned",))
    return [*_unrecorded(wanted, "mine"), *(_coming(item) for item in coming if _is_shown(item))]


def _is_shown(item: Item) -> bool:
    """Hours that come every day are shown on their day only."""
    return item.day == today() or item.series.kind not in HOURS


def _unrecorded(wanted: WantedItems, whose: str) -> list[Task]:
    late = find_items(wanted)
    if not late:
        return []
    words = (
        ngettext(
            "One of your other arrangements is over and not recorded",
            "%(num)d of your other arrangements are over and not recorded",
            len(late),
        )
        if whose == "mine"
        else ngettext(
            "One other arrangement is over and not recorded",
            "%(num)d other arrangements are over and not recorded",
            len(late),
        )
    )
    kinds = dict.fromkeys(programme_word(item.series.kind) for item in late)
    url = url_for("programme.programme", scope="open")
    return [Task(words, " · ".join(list(kinds)[:3]), url, "card-checklist", "now" if whose == "mine" else "soon")]


def _coming(item: Item) -> Task:
    is_today = item.day == today()
    title = _("Today: %(title)s", title=item_name(item)) if is_today else item_name(item)
    detail = " · ".join(part for part in (day_word(item.day, "weekday"), item.hours, item.where) if part)
    icon = "chat-heart" if item.series.kind in HOURS else "megaphone"
    return Task(title, detail, url_for("programme.item", item_id=item.id), icon, "now" if is_today else "info")


def _away(staff_id: int | None) -> list[Task]:
    """Whose person is away: of everybody for who arranges, else the own ones."""
    found = needing(staff_id)
    if not found:
        return []
    words = ngettext(
        "%(num)d other arrangement needs somebody else", "%(num)d other arrangements need somebody else", len(found)
    )
    kinds = list(dict.fromkeys(programme_word(item.series.kind) for item in found))
    return [Task(words, " · ".join(kinds[:3]), url_for("programme.stand_in"), "person-dash", "now")]


def _hours() -> list[Task]:
    year = current_year()
    term = load_year_calendar(year).term_of(today()) if year else None
    found = len(hours_not_planned(today(), term.last)) if term else 0
    if not found:
        return []
    words = ngettext(
        "One opening hour is not in the calendar yet", "%(num)d opening hours are not in the calendar yet", found
    )
    detail = _("Counselling room and hotline")
    return [Task(words, detail, url_for("programme.programme", kind="help"), "chat-heart", "soon")]


def _sign_ups(staff_id: int) -> list[Task]:
    """Electives meant for an own squad's grade that close soon; those that are full are left out."""
    year = current_year()
    squads = squads_by_counselor(year.start_year).get(staff_id, []) if year else []
    grades = {squad.grade(year.start_year) for squad in squads} if year else set()
    found = [one for one in series_between(today(), today() + timedelta(days=200)) if _closes_soon(one, grades)]
    places = places_of(found)
    return [_sign_up(one, places[one.id].left) for one in found if places[one.id].left != 0]


def _closes_soon(series: Series, grades: set[int]) -> bool:
    until = series.sign_up_until
    meant = any(fits(grade, series.grades) for grade in grades)
    return series.kind == "elective" and meant and until is not None and today() <= until <= today() + SIGN_UP_SOON


def _sign_up(series: Series, left: int | None) -> Task:
    title = _("Sign up for: %(title)s", title=series_name(series))
    detail = _("until %(day)s", day=day_word(series.sign_up_until, "short"))
    if left is not None:
        detail += " · " + ngettext("%(num)d seat left", "%(num)d seats left", left)
    return Task(title, detail, url_for("programme.sign_ups", series_id=series.id), "pencil-square", "soon")
