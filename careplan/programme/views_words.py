"""The words of what stands beside the sessions: names of kinds, sentences about clashes and days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from flask import url_for
from flask_babel import gettext as _

from careplan.clock import today
from careplan.programme.clash import Clash, Span, clashes_of
from careplan.programme.join_queries import same_events
from careplan.programme.load import spans_between, spans_of
from careplan.programme.models import Item, SchoolEvent, Series
from careplan.programme.naming import name_in
from careplan.programme.planned import KINDS, MEDIA, RHYTHMS, SETTINGS
from careplan.programme.queries import school_events
from careplan.programme.school_events import overlaps
from careplan.programme.served_once import Ref, Same, one_event
from careplan.programme.views_rights import blueprint
from careplan.school.calendar import YearCalendar
from careplan.school.load import load_year_calendar
from careplan.school.month import day_kind
from careplan.school.queries import calendar_days, current_year, squads_of_year, staff, venues
from careplan.sessions.calendar_beside import Beside
from careplan.web.filters import day, in_english

WHOLE_DAY = (time(8), time(17))


@blueprint.app_template_filter("programme_word")
def programme_word(code: str) -> str:
    """A kind, rhythm or setting in the reader's language."""
    return {**KINDS, **RHYTHMS, **SETTINGS}[code][in_english()]


def name_of(kind: str, title: str, topic: str) -> str:
    """红领巾广播·心灵信箱：想念也是一种力量."""
    return name_in(kind, title, topic, english=in_english())


def day_word(value: date | None, style: str) -> str:
    """A date as the pages write it."""
    return day(value, style)


@blueprint.app_template_filter("item_name")
def item_name(item: Item) -> str:
    """An item by kind, series and topic."""
    return name_of(item.series.kind, item.series.title, item.topic)


@blueprint.app_template_filter("series_name")
def series_name(series: Series) -> str:
    return name_of(series.kind, series.title, "")


@blueprint.app_template_filter("grades_word")
def grades_word(grades: list[int]) -> str:
    """1–3; grades apart one after the other: 1、4–6."""
    runs: list[list[int]] = []
    for grade in sorted(grades):
        if runs and grade == runs[-1][-1] + 1:
            runs[-1].append(grade)
        else:
            runs.append([grade])
    said = (f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return (", " if in_english() else "、").join(said)


@blueprint.app_template_filter("came_word")
def came_word(kind: str) -> str:
    """What the number of those who came means for a kind."""
    if kind == "parents-lesson":
        return _("Parents and carers who came")
    return _("Children who made it") if kind in MEDIA else _("Children who came")


def beside_of(item: Item) -> Beside:
    """An item as a calendar shows it."""
    return Beside(
        begins=datetime.combine(item.day, item.begins),
        ends=datetime.combine(item.day, item.ends),
        key=f"programme-{item.id}",
        kind=item.series.kind,
        word=programme_word(item.series.kind),
        title=item_name(item),
        who=item.staff.name if item.staff else "",
        place=item.where,
        state=item.state,
        waits=item.state == "planned" and item.day < today(),
        url=url_for("programme.item", item_id=item.id),
        staff_id=item.staff_id,
        venue_id=item.venue_id,
    )


def beside_of_event(event: SchoolEvent) -> Beside:
    """The school's own event as a calendar shows it; one without hours takes the lessons of the day."""
    begins, ends = event.begins or WHOLE_DAY[0], event.ends or WHOLE_DAY[1]
    return Beside(
        begins=datetime.combine(event.day, begins),
        ends=datetime.combine(event.last_day, ends),
        key=f"school-event-{event.id}",
        kind="school-event",
        word=_("School event"),
        title=_("School event: %(title)s", title=event.title),
        who="",
        place=event.place,
        state="planned",
        waits=False,
        url=url_for("programme.event", event_id=event.id),
    )


def warnings_of(items: list[Item]) -> dict[int, list[str]]:
    """Item id → what clashes with it, in sentences; what is over or cancelled clashes with nothing any more."""
    watched = [item for item in items if item.state == "planned" and item.day >= today()]
    if not watched:
        return {}
    first, last = min(item.day for item in watched), max(item.day for item in watched)
    others: dict[date, list[Span]] = {}
    for span in spans_between(first, last):
        others.setdefault(span.begins.date(), []).append(span)
    say, day_words, events = Sentences(), _day_words(first, last), school_events(first, last)
    same = same_events(first, last)
    found: dict[int, list[str]] = {}
    for item, span in zip(watched, spans_of(watched), strict=True):
        busy = [
            _("The school has an event then: %(title)s.", title=one.title)
            for one in events
            if overlaps(one.words, item.day, item.begins, item.ends)
            and one.id not in same.get(Ref("item", item.id), ())
        ]
        said = [*day_words.get(item.day, []), *busy, *(say(one) for one in _clashes(span, others, same))]
        if said:
            found[item.id] = list(dict.fromkeys(said))
    return found


def _clashes(span: Span, others: dict[date, list[Span]], same: Same) -> Iterator[Clash]:
    """Clashes with everything but what is the same event."""
    own = Ref("item", span.key)
    for clash in clashes_of(span, others.get(span.begins.date(), [])):
        source = clash.other.source
        if source == "lesson" or not one_event(
            own, Ref("session" if source == "session" else "item", clash.other.key), same
        ):
            yield clash


class Sentences:
    """Says clashes with the names of people, places and squads."""

    def __init__(self) -> None:
        year = current_year()
        self._people = {one.id: one.name for one in staff(active_only=False)}
        self._places = {one.id: one.name for one in venues(active_only=False)}
        squads = squads_of_year(year.start_year) if year else ()
        self._squads = {one.id: one.label(year.start_year) for one in squads} if year else {}

    def __call__(self, clash: Clash) -> str:
        """One sentence that says who or what is wanted twice, and by what."""
        hours = f"{clash.other.begins:%H:%M}–{clash.other.ends:%H:%M}"
        if clash.other.source == "lesson":
            return _(
                "%(name)s has a lesson then (lesson %(n)s, %(hours)s).",
                name=self._names(clash),
                n=clash.other.words[0],
                hours=hours,
            )
        what = self._what(clash.other)
        if clash.what == "place":
            place = self._places.get(clash.other.venue_id or 0, "")
            return _("%(place)s is taken then: %(what)s, %(hours)s.", place=place, what=what, hours=hours)
        if clash.what == "squads":
            return _(
                "Children of %(squads)s are in a session then: %(what)s, %(hours)s.",
                squads=self._names(clash),
                what=what,
                hours=hours,
            )
        return _(
            "%(name)s is expected elsewhere then: %(what)s, %(hours)s.", name=self._names(clash), what=what, hours=hours
        )

    def _names(self, clash: Clash) -> str:
        known = self._squads if clash.what == "squads" else self._people
        return ("," if in_english() else "、").join(known.get(one, "") for one in sorted(clash.ids))

    def _what(self, other: Span) -> str:
        if other.source == "item":
            return name_of(*other.words)
        title, title_en, squads = other.words
        return f"{squads} {(title_en or title) if in_english() else title}"


def _day_words(first: date, last: date) -> dict[date, list[str]]:
    """What the school's calendar says against a day: closed, or no school on it."""
    year = current_year()
    calendar = load_year_calendar(year) if year else YearCalendar(())
    labels = {
        row.day: (row.label_en or row.label) if in_english() else row.label
        for row in calendar_days(first, last)
        if row.kind == "closed"
    }
    found: dict[date, list[str]] = {}
    for number in range((last - first).days + 1):
        on = first + timedelta(days=number)
        kind = day_kind(calendar, on)
        if kind == "closed":
            found[on] = [_("No lessons on this day: %(label)s.", label=labels.get(on, ""))]
        elif kind in ("weekend", "holidays"):
            found[on] = [_("No school on this day.")]
    return found
