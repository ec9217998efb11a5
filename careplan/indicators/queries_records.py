"""Names joined again to the records behind a figure: only here, and only what the reader may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from careplan.activities.models import Activity
from careplan.aid.models import AidCase
from careplan.casework.file_models import CareGoal
from careplan.casework.file_words import ASPECTS
from careplan.casework.models import Contact
from careplan.children.models import Child, ChildChange
from careplan.clock import local
from careplan.db import SHOW_WITHDRAWN, db
from careplan.events.models import CareEvent
from careplan.indicators.lines import Line
from careplan.indicators.results import RecordRef
from careplan.programme.models import Item, Series
from careplan.programme.planned import KINDS
from careplan.school.models import Band, Goal, Squad, StaffMember
from careplan.school.queries import squads_of_year
from careplan.seeds.load import shipped_aid, shipped_playbooks, shipped_vocabulary
from careplan.sessions.models import Feedback, TeamSession
from careplan.training.models import TrainingRecord
from careplan.voices.models import Obstacle
from careplan.voices.obstacles import KINDS as OBSTACLES

Words = tuple[str, date | str, tuple[str, str]]
"""Title, detail and link of a record."""
Described = Mapping[str, Words]
NAMES_CHILDREN = frozenset({"child", "visit", "contact", "change", "referral", "aid", "event", "care_goal"})
"""Kinds of records that are about one child."""
CHUNK = 500
CHILDREN = "children-"
"""Before a session's id: what its children said as one voice."""


def squad_labels(start_year: int) -> dict[str, str]:
    """Squad id → class name, by grade and number."""
    return {str(squad.id): squad.label(start_year) for squad in squads_of_year(start_year)}


def describe(records: Iterable[RecordRef], labels: Mapping[str, str], in_english: bool) -> list[Line]:
    """A line for each record, in their order; one query for each kind of record and 500 of them."""
    rows = list(records)
    words: dict[str, Described] = {}
    for kind in {r.kind for r in rows}:
        words[kind] = _READERS.get(kind, _nothing)([r.id for r in rows if r.kind == kind], in_english)
    return [_line(r, words[r.kind], labels) for r in rows]


def still_there(records: Iterable[RecordRef]) -> frozenset[tuple[str, str]]:
    """(kind, id) of those records that the school still has; what is no row of a table is always there."""
    rows = list(records)
    found: set[tuple[str, str]] = set()
    for kind in {r.kind for r in rows}:
        ids = [r.id for r in rows if r.kind == kind]
        found |= {(kind, one) for one in (_READERS[kind](ids, False) if kind in _READERS else ids)}
    return frozenset(found)


def _line(record: RecordRef, words: Described, labels: Mapping[str, str]) -> Line:
    title, detail, link = words.get(record.id, (record.id, "", (record.kind, record.id)))
    squad = labels.get(record.squad_id or "", "")
    if record.kind in ("squad", "month", "goal") and title in ("", record.id):
        title = squad
    return Line(title, detail, squad, record.note, record.counted, link)


def _nothing(ids: list[str], in_english: bool) -> Described:
    return {}


def _fetch(query: Select[*tuple[Any, ...]], key: InstrumentedAttribute[int], ids: list[str], link: str) -> Described:
    """Rows of (id, title, detail, id of the page) for the ids."""
    found = {}
    numbers = [int(i) for i in ids if i.isdigit()]
    for start in range(0, len(numbers), CHUNK):
        for row_id, title, detail, page_id in db.session.execute(query.where(key.in_(numbers[start : start + CHUNK]))):
            found[str(row_id)] = (title, detail or "", (link, str(page_id)))
    return found


def _children(ids: list[str], in_english: bool) -> Described:
    return _fetch(select(Child.id, Child.name, literal(""), Child.id), Child.id, ids, "child")


def _contacts(ids: list[str], in_english: bool) -> Described:
    query = select(Contact.id, Child.name, Contact.day, Child.id).join(Child, Child.id == Contact.child_id)
    return _fetch(query.execution_options(**SHOW_WITHDRAWN), Contact.id, ids, "child")  # a frozen figure names them all


def _changes(ids: list[str], in_english: bool) -> Described:
    query = select(ChildChange.id, Child.name, ChildChange.recorded_on, Child.id).join(
        Child, Child.id == ChildChange.child_id
    )
    return _fetch(query, ChildChange.id, ids, "child")


def _events(ids: list[str], in_english: bool) -> Described:
    """A child with the kind of event and the day on which it was known."""
    query = select(CareEvent.id, Child.name, CareEvent.kind, CareEvent.id).join(Child, Child.id == CareEvent.child_id)
    query = query.execution_options(**SHOW_WITHDRAWN)  # a frozen figure names them all
    return _coded(_fetch(query, CareEvent.id, ids, "event"), shipped_playbooks().events, in_english)


def _aid(ids: list[str], in_english: bool) -> Described:
    """A child with the kind of aid."""
    query = select(AidCase.id, Child.name, AidCase.kind, AidCase.id).join(Child, Child.id == AidCase.child_id)
    return _coded(_fetch(query, AidCase.id, ids, "aid"), shipped_aid().kinds, in_english)


def _coded(found: Described, kinds: Mapping[str, Any], in_english: bool) -> Described:
    """Details that are codes, in words."""
    named = {code: kind.en if in_english else kind.zh for code, kind in kinds.items()}
    return {one: (title, named.get(str(code), code), link) for one, (title, code, link) in found.items()}


def _care_goals(ids: list[str], in_english: bool) -> Described:
    """A child with the side of it that the goal is about; the goal's own words stay in the file."""
    query = select(CareGoal.id, Child.name, CareGoal.aspect, CareGoal.id).join(Child, Child.id == CareGoal.child_id)
    found = _fetch(query, CareGoal.id, ids, "care_goal")
    return {one: (title, ASPECTS[str(code)][in_english], link) for one, (title, code, link) in found.items()}


def _sessions(ids: list[str], in_english: bool) -> Described:
    title = Activity.title_en if in_english else Activity.title
    query = select(TeamSession.id, title, TeamSession.day, TeamSession.id).join(
        Activity, Activity.id == TeamSession.activity_id
    )
    return _fetch(query, TeamSession.id, ids, "session")


def _arrangements(ids: list[str], in_english: bool) -> Described:
    """By the word for their kind and their day."""
    query = select(Item.id, Series.kind, Item.day, Item.id).join(Series, Series.id == Item.series_id)
    found = _fetch(query, Item.id, ids, "arrangement")
    return {one: (KINDS[kind][in_english], day, link) for one, (kind, day, link) in found.items()}


def _feedback(ids: list[str], in_english: bool) -> Described:
    title = Activity.title_en if in_english else Activity.title
    query = (
        select(Feedback.id, title, TeamSession.day, TeamSession.id)
        .join(TeamSession, TeamSession.id == Feedback.team_session_id)
        .join(Activity, Activity.id == TeamSession.activity_id)
    )
    together = {i: i.removeprefix(CHILDREN) for i in ids if i.startswith(CHILDREN)}
    sessions = _sessions(list(together.values()), in_english)
    children = {i: sessions[session] for i, session in together.items() if session in sessions}
    return {**_fetch(query, Feedback.id, ids, "session"), **children}


def _improvements(ids: list[str], in_english: bool) -> Described:
    """What was in the way by its kind; the words stay with those whom they were written to."""
    query = select(Obstacle.id, Obstacle.kind, Obstacle.raised_at, Obstacle.id)
    rows = db.session.execute(query.where(Obstacle.id.in_([int(i) for i in ids if i.isdigit()])))
    return {
        str(i): (OBSTACLES[kind][in_english], local(raised).date(), ("obstacle", str(i))) for i, kind, raised, _ in rows
    }


def _staff(ids: list[str], in_english: bool) -> Described:
    return _fetch(
        select(StaffMember.id, StaffMember.name, StaffMember.title, StaffMember.id), StaffMember.id, ids, "staff"
    )


def _trainings(ids: list[str], in_english: bool) -> Described:
    query = select(TrainingRecord.id, StaffMember.name, TrainingRecord.course, StaffMember.id).join(
        StaffMember, StaffMember.id == TrainingRecord.staff_id
    )
    return _fetch(query, TrainingRecord.id, ids, "staff")


def _squads(ids: list[str], in_english: bool) -> Described:
    query = select(Squad.id, Squad.motto, StaffMember.name, Squad.id).outerjoin(
        StaffMember, StaffMember.id == Squad.counselor_id
    )
    return {i: ("", name, link) for i, (_motto, name, link) in _fetch(query, Squad.id, ids, "squad").items()}


def _goals(ids: list[str], in_english: bool) -> Described:
    """Ids are "squad/goal" or "band/method"."""
    goals = {g.code: (g.name, g.name_en) for g in db.session.scalars(select(Goal))}
    bands = {b.code: (b.name, b.name_en) for b in db.session.scalars(select(Band))}
    methods = {code: (word.zh, word.en) for code, word in shipped_vocabulary().methods.items()}
    found = {}
    for one in ids:
        place, _, code = one.partition("/")
        title = (goals.get(code) or methods.get(code) or (code, code))[in_english]
        found[one] = (title, bands.get(place, ("", ""))[in_english], ("goal", one))
    return found


def _months(ids: list[str], in_english: bool) -> Described:
    """Ids are "squad/month"; several months that were joined stand behind one another, with commas."""
    found = {}
    for one in ids:
        months = [month.partition("-") for month in one.partition("/")[2].split(",")]
        titles = [f"{year}-{month}" if in_english else f"{year}年{int(month)}月" for year, _, month in months]
        found[one] = (" + ".join(titles) if in_english else "、".join(titles), "", ("month", one))
    return found


def _plan(ids: list[str], in_english: bool) -> Described:
    return {i: ("Year plan" if in_english else "年度工作计划", "", ("plan", i)) for i in ids}


def _report(ids: list[str], in_english: bool) -> Described:
    return {i: ("Annual report" if in_english else "年度工作报告", "", ("report", i)) for i in ids}


_READERS: dict[str, Callable[[list[str], bool], Described]] = {
    "child": _children,
    "visit": _contacts,
    "contact": _contacts,
    "change": _changes,
    "event": _events,
    "aid": _aid,
    "care_goal": _care_goals,
    "session": _sessions,
    "arrangement": _arrangements,
    "feedback": _feedback,
    "improvement": _improvements,
    "staff": _staff,
    "member": _staff,
    "training": _trainings,
    "squad": _squads,
    "goal": _goals,
    "month": _months,
    "plan": _plan,
    "report": _report,
}
