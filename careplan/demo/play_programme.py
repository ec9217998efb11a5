"""What stands beside the sessions in the demo year: media, parents' lessons, hours of help, electives (S36, S5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from careplan.children.models import Child
from careplan.db import db
from careplan.demo.cast import Cast
from careplan.demo.moments import SCHEDULE_DAY, at
from careplan.demo.parameters import day, texts
from careplan.demo.play_joined import play_joined
from careplan.programme.events_operations import import_events
from careplan.programme.hours_operations import plan_hours
from careplan.programme.join_operations import add_plan, serve_plans
from careplan.programme.models import Item, Series
from careplan.programme.operations import cancel_item, change_item, mark_done, plan_series, words_of
from careplan.programme.planned import ItemWords, SeriesWords, days_of_year, moment_of
from careplan.programme.queries import WantedItems, find_items, school_events
from careplan.programme.school_events import SchoolEventWords
from careplan.programme.sign_up_operations import sign_up
from careplan.school.load import load_year_calendar
from careplan.school.models import Squad, Venue
from careplan.school.queries import require_year

SIGN_UP_DAY = timedelta(days=4)


def play_programme(rng: Random, cast: Cast, until: date) -> int:
    """Plan the year, sign children up, record what is over; returns how many took place."""
    planner = cast.users["psychologist"]
    with at(SCHEDULE_DAY, 18):
        for term in load_year_calendar(require_year()).terms:
            plan_hours(actor_id=planner.id, term=term)
        _events(planner.id)
        _plans(planner.id)
        series = [one for words in texts()["programme"]["series"] for one in _planned(cast, words)]
    for one in series:
        if one.kind == "elective" and one.sign_up_until and one.sign_up_until - SIGN_UP_DAY < until:
            _sign_up(rng, cast, one)
    play_joined(cast.users["head"].id, until)
    return _recorded(rng, cast, until)


def _events(actor_id: int) -> None:
    """The school's own calendar, taken over (S20)."""
    rows = []
    for first, last, hours, title, place in texts()["programme"]["events"]:
        begins, ends = moment_of(hours) if hours else (None, None)
        rows.append(SchoolEventWords(day(first), day(last), title + texts()["mark"], begins, ends, place))
    import_events(actor_id=actor_id, events=rows, source="校历.ics")


def _plans(actor_id: int) -> None:
    """Which plans the events serve, one of them the school's own (S20)."""
    words, mark = texts()["programme"], texts()["mark"]
    add_plan(actor_id=actor_id, name=words["own_plan"] + mark)
    for event in school_events(*days_of_year(require_year().start_year)):
        serve_plans(actor_id=actor_id, event=event, codes=words["serves"].get(event.title.removesuffix(mark), []))


def _planned(cast: Cast, words: dict[str, Any]) -> list[Series]:
    """A series in each term, its topics one after the other."""
    venues = {one.name: one.id for one in db.session.scalars(select(Venue))}
    staff = _staff(cast, words["who"])
    begins, ends = moment_of(words["hours"])
    found = []
    for number, first in enumerate(words["days"]):
        place = words.get("place", "")
        one = ItemWords(day(first), begins, ends, "", staff, venues.get(words.get("venue", "")), place)
        deadline = day(words["until"][number]) if "until" in words else None
        series = plan_series(
            actor_id=cast.users["head"].id,
            words=SeriesWords(
                kind=words["kind"],
                title=words["title"] + texts()["mark"],
                rhythm=words["rhythm"],
                last_on=None,
                first=one,
                grades=tuple(words.get("grades", ())),
                strand=words.get("strand", "knowledge"),
                places=words.get("seats"),
                sign_up_until=deadline,
            ),
        )
        for place_in, item in enumerate(series.items):
            topic = words["topics"][(place_in + 4 * number) % len(words["topics"])]
            change_item(actor_id=series.planned_by, item=item, words=replace(words_of(item), topic=topic), scope="one")
        found.append(series)
    return found


def _staff(cast: Cast, who: str) -> int | None:
    """By user name, or the first with that post."""
    if who in cast.users:
        return cast.users[who].staff_id
    return next((one.id for one in cast.staff if one.title == who), None)


def _sign_up(rng: Random, cast: Cast, series: Series) -> None:
    """Each counselor signs up a few children of the own squad; the last ones wait."""
    squads = [one for one in cast.squads if one.grade(cast.start_year) in series.grades]
    rng.shuffle(squads)
    for number, squad in enumerate(squads):
        children = _children(squad)
        chosen = rng.sample(children, min(len(children), rng.randint(1, 3)))
        with at((series.sign_up_until or series.first_on) - SIGN_UP_DAY, 8 + number // 6, 5 * (number % 12)):
            sign_up(actor_id=cast.teacher_of(squad).id, series=series, child_ids=frozenset(chosen))


def _children(squad: Squad) -> list[int]:
    query = select(Child.id).where(Child.squad_id == squad.id, Child.state == "enrolled")
    return list(db.session.scalars(query.order_by(Child.id)))


def _recorded(rng: Random, cast: Cast, until: date) -> int:
    """Everything before `until`, but some of the last days: they wait for their person."""
    words, done = texts()["programme"], 0
    came = {one["title"] + texts()["mark"]: one.get("came") for one in words["series"]}
    for item in find_items(WantedItems(last=until - timedelta(days=1), states=("planned",))):
        if item.day > until - timedelta(days=words["open_days"]) and rng.random() < 0.5:
            continue
        if rng.random() < words["done"]:
            _done(rng, cast, item, came.get(item.series.title))
            done += 1
        else:
            with at(item.day, 8):
                reason = rng.choice(words["reasons"]) + texts()["mark"]
                cancel_item(actor_id=_actor(cast, item), item=item, reason=reason, scope="one")
    return done


def _done(rng: Random, cast: Cast, item: Item, came: list[int] | None) -> None:
    with at(item.day, 17, 40):
        mark_done(actor_id=_actor(cast, item), item=item, came=rng.randint(*came) if came else None)


def _actor(cast: Cast, item: Item) -> int:
    """The person responsible, where they have an account; else the head counselor."""
    person = cast.by_staff.get(item.staff_id or 0) or cast.users["head"]
    return person.id
