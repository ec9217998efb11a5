"""Plan beside the sessions, change, cancel and record it (S36, S26, S32, S35, S5).

A record is never lost: what is done or cancelled stays as it is when the rest of its series changes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.programme.models import Item, Series, SignUp
from careplan.programme.planned import KINDS, RHYTHMS, STRANDS, ItemWords, SeriesWords, setting_of
from careplan.programme.queries import following
from careplan.programme.rhythm import Days, days_of
from careplan.school.load import load_year_calendar
from careplan.school.models import Venue
from careplan.school.queries import require_year

MOST_CAME = 2000
MOST_PLACES = 500


def plan_series(*, actor_id: int | None, words: SeriesWords, help_hours_id: int | None = None) -> Series:
    """Plan one item, or those of a series; Refused when there is no day for it or the words do not fit together."""
    days = checked_days(words)
    series = Series(
        kind=words.kind,
        title=words.title,
        rhythm=words.rhythm,
        first_on=days.days[0],
        last_on=days.days[-1],
        grades=sorted(words.grades),
        strand=words.strand,
        places=words.places,
        sign_up_until=words.sign_up_until,
        help_hours_id=help_hours_id,
        planned_by=actor_id,
    )
    series.items = [_made(replace(words.first, day=day)) for day in days.days]
    db.session.add(series)
    db.session.flush()
    detail = {"kind": words.kind, "days": len(days.days)}
    record(actor_id=actor_id, action="plan", entity="programme_series", entity_id=series.id, detail=detail)
    return series


def checked_days(words: SeriesWords) -> Days:
    """The days that these words mean; Refused when they do not fit together or mean none."""
    if words.kind not in KINDS or words.rhythm not in RHYTHMS or words.strand not in STRANDS:
        raise Refused(_("Please choose one of the kinds."))
    _check_item(words.first)
    _check_sign_up(words.kind, words.places, words.sign_up_until)
    found = days_of(load_year_calendar(require_year()), words.rhythm, words.first.day, words.last_on)
    if words.rhythm != "once" and words.last_on and words.last_on < words.first.day:
        raise Refused(_("The series must end after it begins."))
    if not found.days or words.first.day not in found.days:
        raise Refused(_("A series begins on a school day of a term; this day has no lessons. Please choose another."))
    return found


def _check_item(words: ItemWords) -> None:
    year = require_year()
    if not date(year.start_year, 8, 1) <= words.day <= date(year.start_year + 1, 8, 31):
        raise Refused(_("This day is not in the school year %(year)s.", year=year.label))
    if words.begins >= words.ends:
        raise Refused(_("Please write the time like 12:20-13:00."))


def _check_sign_up(kind: str, places: int | None, sign_up_until: date | None) -> None:
    if kind != "elective" and (places or sign_up_until):
        raise Refused(_("Only electives take sign-ups."))
    if places is not None and not 1 <= places <= MOST_PLACES:
        raise Refused(_("Between 1 and %(most)s seats, please.", most=MOST_PLACES))


def _made(words: ItemWords) -> Item:
    item = Item(day=words.day)
    _write(item, words)
    return item


def _write(item: Item, words: ItemWords) -> None:
    venue = db.session.scalar(select(Venue).where(Venue.id == words.venue_id)) if words.venue_id else None
    item.day, item.begins, item.ends, item.topic = words.day, words.begins, words.ends, words.topic
    item.staff_id, item.venue_id = words.staff_id, venue.id if venue else None
    item.place = "" if venue else words.place
    item.changed_at = now()
    item.setting = setting_of(venue.kind if venue else None, venue.off_campus if venue else words.off_campus)


def words_of(item: Item) -> ItemWords:
    """An item as it would be entered."""
    return ItemWords(
        item.day,
        item.begins,
        item.ends,
        item.topic,
        item.staff_id,
        item.venue_id,
        item.place,
        item.setting == "outside" and item.venue_id is None,
    )


def change_item(*, actor_id: int | None, item: Item, words: ItemWords, scope: str) -> int:
    """Change one item, or it and all planned ones after it; returns how many.

    Of those after it only what differs here changes; another day moves them all: each takes the next day of the series
    in its order, days too few take items away, days too many add some. The topic is this item's alone.
    """
    _check_planned(item)
    _check_item(words)
    before, rows = words_of(item), following(item) if scope == "following" else [item]
    if len(rows) > 1 and words.day != before.day:
        rows = _on_new_days(item, rows, words)
    for row in rows:
        _write(row, words if row is item else _with_changes(words_of(row), before, words))
    _stretch(item.series)
    db.session.flush()
    detail = {"items": len(rows), "scope": scope}
    record(actor_id=actor_id, action="edit", entity="programme_item", entity_id=item.id, detail=detail)
    return len(rows)


def _with_changes(own: ItemWords, before: ItemWords, after: ItemWords) -> ItemWords:
    """An item's own words with what was changed in another of its series."""
    names = ("begins", "ends", "staff_id")
    changed = {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}
    place = ("venue_id", "place", "off_campus")
    if any(getattr(after, name) != getattr(before, name) for name in place):
        changed |= {name: getattr(after, name) for name in place}
    return replace(own, **changed)


def _on_new_days(item: Item, rows: list[Item], words: ItemWords) -> list[Item]:
    """The rows on the days that the series has from its new day on."""
    series = item.series
    last = _last_of_week(max(series.last_on, words.day))
    days = days_of(load_year_calendar(require_year()), series.rhythm, words.day, last).days
    if not days:
        raise Refused(_("A series begins on a school day of a term; this day has no lessons. Please choose another."))
    last_words = words_of(rows[-1])
    for row in rows[len(days) :]:
        series.items.remove(row)
    added = [_made(replace(last_words, day=day, topic="")) for day in days[len(rows) :]]
    series.items.extend(added)
    kept = [*rows[: len(days)], *added]
    for row, day in zip(kept, days, strict=True):
        row.day = day
    return kept


def _last_of_week(day: date) -> date:
    """The Sunday of the week: a series moved from Wednesday to Friday keeps its last week."""
    return date.fromordinal(day.toordinal() + 7 - day.isoweekday())


def _stretch(series: Series) -> None:
    days = [row.day for row in series.items]
    if days:
        series.first_on, series.last_on = min(days), max(days)


def edit_series(
    *,
    actor_id: int | None,
    series: Series,
    title: str,
    strand: str,
    grades: tuple[int, ...],
    places: int | None,
    sign_up_until: date | None,
) -> None:
    """What holds for the whole series: its name, for whom, how many places and until when children can be signed up."""
    _check_sign_up(series.kind, places, sign_up_until)
    series.title, series.strand, series.grades = title, strand, sorted(grades)
    series.places, series.sign_up_until = places, sign_up_until
    db.session.flush()
    record(actor_id=actor_id, action="edit", entity="programme_series", entity_id=series.id)


def cancel_item(*, actor_id: int | None, item: Item, reason: str, scope: str) -> int:
    """It does not take place, or neither it nor those after it; the reason is kept (S12). Returns how many."""
    _check_planned(item)
    if not reason.strip():
        raise Refused(_("Please say why it does not take place."))
    rows = following(item) if scope == "following" else [item]
    for row in rows:
        row.state, row.reason = "cancelled", reason.strip()
        row.recorded_at, row.recorded_by = now(), actor_id
    db.session.flush()
    detail = {"items": len(rows), "scope": scope}
    record(actor_id=actor_id, action="cancel", entity="programme_item", entity_id=item.id, detail=detail)
    return len(rows)


def mark_done(*, actor_id: int | None, item: Item, came: int | None, note: str = "", topic: str | None = None) -> None:
    """It took place: who came, what was notable, what it was about (S36, S28). Given again it is corrected."""
    if item.state == "cancelled":
        raise Refused(_("It is cancelled. Take that back first."))
    if item.day > today():
        raise Refused(_("It can be recorded from its day on."))
    if came is not None and not 0 <= came <= MOST_CAME:
        raise Refused(_("Between 0 and %(most)s, please.", most=MOST_CAME))
    item.state, item.came, item.note = "done", came, note
    item.topic = item.topic if topic is None else topic
    item.recorded_at, item.recorded_by = now(), actor_id
    db.session.flush()
    record(actor_id=actor_id, action="mark-held", entity="programme_item", entity_id=item.id)


def reopen_item(*, actor_id: int | None, item: Item) -> None:
    """Take “done” or “cancelled” entered by mistake back."""
    was, item.state, item.reason = item.state, "planned", ""
    item.recorded_at = item.recorded_by = None
    db.session.flush()
    detail = {"before": was, "after": "planned"}
    record(actor_id=actor_id, action="reopen", entity="programme_item", entity_id=item.id, detail=detail)


def remove_items(*, actor_id: int | None, series: Series) -> int:
    """Take what was planned by mistake out of the calendar: the series' days from today on that are still planned.

    A series of which nothing is left goes with them. Refused when children were signed up, or nothing is to come.
    """
    coming = [row for row in series.items if row.state == "planned" and row.day >= today()]
    if not coming:
        raise Refused(_("Nothing of it is planned from today on."))
    if db.session.scalar(select(SignUp.id).where(SignUp.series_id == series.id).limit(1)):
        raise Refused(_("Children are signed up. Please cancel the days with a reason instead."))
    for row in coming:
        series.items.remove(row)
    db.session.flush()
    record(
        actor_id=actor_id,
        action="remove",
        entity="programme_series",
        entity_id=series.id,
        detail={"days": len(coming)},
    )
    if not series.items:
        db.session.delete(series)
    else:
        _stretch(series)
    db.session.flush()
    return len(coming)


def _check_planned(item: Item) -> None:
    if item.state == "done":
        raise Refused(_("It has taken place and stays as it was. You can correct the record."))
    if item.state == "cancelled":
        raise Refused(_("It is cancelled. Take that back first."))


def give_item(*, actor_id: int | None, item: Item, staff_id: int) -> None:
    """Somebody else answers for this one, such as while its person is away; all else stays."""
    _check_planned(item)
    before, item.staff_id, item.changed_at = item.staff_id, staff_id, now()
    db.session.flush()
    detail = {"before": before, "after": staff_id}
    record(actor_id=actor_id, action="edit", entity="programme_item", entity_id=item.id, detail=detail)
