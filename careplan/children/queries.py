"""Lists and counts of children."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from careplan.accounts.models import User
from careplan.children.consent import GIVEN
from careplan.children.consent_queries import standings
from careplan.children.id_number import normalise
from careplan.children.left_behind import DEFINITIONS, Finding
from careplan.children.load import findings_of, light_children
from careplan.children.models import Child, ChildChange, Consent, RosterImport
from careplan.children.names import search_term, sort_key
from careplan.clock import today
from careplan.db import db
from careplan.school.models import Squad
from careplan.secrecy import blind_index

PER_PAGE = 50
SORTS = ("class", "name", "age")
UNCLEAR = "unclear"
LEFT_FILTERS = (*DEFINITIONS, UNCLEAR)


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list of children is narrowed to; empty means all. `left` is a definition's code or `unclear`."""

    text: str = ""
    grade: int | None = None
    squad_id: int | None = None
    left: str = ""
    state: str = "enrolled"
    sort: str = "class"


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list: the child, its grade, and the three definitions' answers."""

    child: Child
    grade: int
    findings: dict[str, Finding]


@dataclass(frozen=True, slots=True)
class Count:
    """Children of one squad or grade in numbers: yes and unclear for each definition."""

    total: int
    boys: int
    boarding: int
    yes: dict[str, int]
    unclear: dict[str, int]


def find_children(given: Filter, squad_ids: Iterable[int] | None, start_year: int, day: date) -> list[Listed]:
    """Children in these squads (None: all) that pass the filter, in its order."""
    term = search_term(given.text)
    found = []
    for child in light_children(squad_ids, state=given.state):
        grade = child.squad.grade(start_year)
        if given.grade not in (None, grade) or given.squad_id not in (None, child.squad_id):
            continue
        if given.text and not _matches(child, given.text, term):
            continue
        findings = findings_of(child, day)
        if _passes(findings, given.left):
            found.append(Listed(child, grade, findings))
    return sorted(found, key=_ORDER[given.sort])


def _matches(child: Child, text: str, term: str) -> bool:
    """Part of the name, the beginning of its pinyin or initials, or the whole identity or student number."""
    if text in child.name or (term and f" {term}" in child.name_keys):
        return True
    number = normalise(text)
    return len(number) >= 18 and blind_index(number) in (child.id_index, child.student_index)


def _passes(findings: dict[str, Finding], wanted: str) -> bool:
    if wanted == UNCLEAR:
        return any(finding.answer is None for finding in findings.values())
    return not wanted or findings[wanted].answer is True


_ORDER = {
    "class": lambda line: (line.grade, line.child.squad.number, sort_key(line.child.name), line.child.id),
    "name": lambda line: (sort_key(line.child.name), line.child.name, line.child.id),
    "age": lambda line: (line.child.birth_date, line.child.id),
}


def count_by_squad(day: date, squad_ids: Iterable[int] | None = None) -> dict[int, Count]:
    """Enrolled children in numbers for each squad id."""
    groups: dict[int, list[Child]] = defaultdict(list)
    for child in light_children(squad_ids):
        groups[child.squad_id].append(child)
    return {squad_id: _count(children, day) for squad_id, children in groups.items()}


def _count(children: list[Child], day: date) -> Count:
    answers = [findings_of(child, day) for child in children]
    return Count(
        total=len(children),
        boys=sum(child.sex == "male" for child in children),
        boarding=sum(child.boards is True for child in children),
        yes={code: sum(a[code].answer is True for a in answers) for code in DEFINITIONS},
        unclear={code: sum(a[code].answer is None for a in answers) for code in DEFINITIONS},
    )


def add_counts(counts: Iterable[Count]) -> Count:
    """Several squads as one."""
    counts = list(counts)
    return Count(
        total=sum(c.total for c in counts),
        boys=sum(c.boys for c in counts),
        boarding=sum(c.boarding for c in counts),
        yes={code: sum(c.yes[code] for c in counts) for code in DEFINITIONS},
        unclear={code: sum(c.unclear[code] for c in counts) for code in DEFINITIONS},
    )


def number_enrolled() -> int:
    return db.session.scalar(select(func.count(Child.id)).where(Child.state == "enrolled")) or 0


def squads_in_order(squad_ids: Iterable[int] | None = None) -> list[Squad]:
    """Active squads from the lowest grade up."""
    query = select(Squad).where(Squad.active).order_by(Squad.entry_year.desc(), Squad.number)
    if squad_ids is not None:
        query = query.where(Squad.id.in_(list(squad_ids)))
    return list(db.session.scalars(query))


def find_child(child_id: int) -> Child | None:
    query = select(Child).where(Child.id == child_id).options(joinedload(Child.squad), selectinload(Child.family))
    return db.session.scalar(query)


def changes_of(child_id: int) -> list[ChildChange]:
    """The child's history, newest first."""
    query = (
        select(ChildChange)
        .where(ChildChange.child_id == child_id)
        .order_by(ChildChange.recorded_on.desc(), ChildChange.id.desc())
    )
    return list(db.session.scalars(query))


def consents_of(child_id: int) -> list[Consent]:
    """The guardians' last word for each purpose, in the order of purposes."""
    query = select(Consent).where(Consent.child_id == child_id).order_by(Consent.decided_on, Consent.id)
    last = {consent.purpose: consent for consent in db.session.scalars(query)}
    return [last[purpose] for purpose in sorted(last)]


def consented(child_ids: Collection[int], purpose: str) -> frozenset[int]:
    """Those whose guardian's consent for this purpose holds today."""
    found = standings(child_ids, purpose, today())
    return frozenset(child_id for child_id, one in found.items() if one.standing == GIVEN)


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A child with its guardian's last word for a purpose; seen_by: who saw the form."""

    child_id: int
    name: str
    consent: Consent | None
    seen_by: str | None


def consent_lines(squad_id: int, purpose: str) -> list[ConsentLine]:
    """The children of a squad at the school now, by name in pinyin order."""
    children = (
        select(Child.id, Child.name)
        .where(Child.squad_id == squad_id, Child.state == "enrolled")
        .order_by(Child.name_keys, Child.name, Child.id)
    )
    rows = db.session.execute(children).all()
    words = (
        select(Consent, User.display_name)
        .outerjoin(User, User.id == Consent.seen_by)
        .where(Consent.purpose == purpose, Consent.child_id.in_([row.id for row in rows]))
        .order_by(Consent.decided_on, Consent.id)
    )
    last = {consent.child_id: (consent, name) for consent, name in db.session.execute(words)}
    return [ConsentLine(row.id, row.name, *last.get(row.id, (None, None))) for row in rows]


def find_import(import_id: int) -> RosterImport | None:
    return db.session.scalar(select(RosterImport).where(RosterImport.id == import_id))


def recent_imports(limit: int = 8) -> list[RosterImport]:
    """The last confirmed imports, newest first."""
    query = (
        select(RosterImport)
        .where(RosterImport.state == "confirmed")
        .order_by(RosterImport.confirmed_at.desc())
        .limit(limit)
    )
    return list(db.session.scalars(query))


def imported_before(row: RosterImport) -> RosterImport | None:
    """The newest import of the very same file that was confirmed: doing it again would undo what was changed since."""
    query = select(RosterImport).where(
        RosterImport.sha256 == row.sha256, RosterImport.state == "confirmed", RosterImport.id != row.id
    )
    return db.session.scalars(query.order_by(RosterImport.id.desc())).first()
