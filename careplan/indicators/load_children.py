"""Facts about squads and children: the roster, what is on file, consent, who is responsible, contacts, changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import and_, not_, or_, select

from careplan.casework.models import CareAssignment, Contact
from careplan.children.consent_queries import standings
from careplan.children.left_behind import Finding
from careplan.children.load import findings_of, light_children, parent_of, situation_of
from careplan.children.models import Child, ChildChange, FamilyMember, RosterImport
from careplan.clock import local
from careplan.db import db
from careplan.indicators import facts
from careplan.indicators.span import Span
from careplan.school.models import Band
from careplan.school.models import Squad as SquadRow

CHECK_BEFORE_TERM = 31  # a roster confirmed in the month before a term begins is that term's check
CONTACT_KINDS = {"visit": "home", "call": "phone", "talk": "talk"}


def squads(span: Span) -> tuple[facts.Squad, ...]:
    """The squads with a grade in this year; size = pupils on the roll on the day."""
    bands = db.session.scalars(select(Band)).all()
    sizes = Counter(db.session.scalars(select(Child.squad_id).where(_on_roll(span))))
    rows = []
    for row in db.session.scalars(select(SquadRow).where(SquadRow.active).order_by(SquadRow.id)):
        grade = row.grade(span.start_year)
        band = next((b.code for b in bands if b.covers(grade)), "")
        if grade >= 1:
            rows.append(facts.Squad(str(row.id), grade, band, sizes[row.id]))
    return tuple(rows)


def _on_roll(span: Span) -> Any:
    return and_(Child.joined_on <= span.as_of, or_(Child.left_on.is_(None), Child.left_on > span.as_of))


def children(span: Span) -> tuple[facts.Child, ...]:
    """Every child that was on the roll at some time of the year up to the day."""
    known = {row.id: row for row in [*light_children(), *light_children(state="left")]}
    consents, owners, checks, carers = _consents(span, known), _owners(span), _register_checks(span), _reachable()
    made = []
    for row in db.session.execute(_roll(span)):
        child = known[row.id]
        findings = findings_of(child, span.as_of)
        filled = _filled_parts(child, row, carers[row.id])
        made.append(
            facts.Child(
                id=str(row.id),
                squad_id=str(row.squad_id),
                grade=child.squad.grade(span.start_year),
                joined=row.joined_on,
                left=row.left_on,
                left_behind_civil=findings["civil_affairs"].answer,
                left_behind_survey=findings["census_2016"].answer,
                left_behind_enrolment=_enrolment(findings["enrolment"]),
                owner_id=owners.get(row.id),
                consent=consents[row.id],
                file_parts=frozenset(part for part, done in filled.items() if done),
                file_parts_required=frozenset(filled),
                register_checked_in=frozenset(term for term, on in checks if row.joined_on <= on),
            )
        )
    return tuple(made)


def _roll(span: Span) -> Any:
    """The children of the year with what is on file, as yes or no: nothing sealed is opened."""
    identity = or_(Child.id_index.is_not(None), Child.student_number.is_not(None))
    home = and_(Child.address.is_not(None), Child.boards.is_not(None))
    return (
        select(
            Child.id, Child.squad_id, Child.joined_on, Child.left_on, identity.label("identity"), home.label("home"),
            (Child.health != "").label("health"), (Child.school_register != "").label("register"),
        )
        .where(Child.joined_on <= span.last, or_(Child.left_on.is_(None), Child.left_on > span.first))
        .order_by(Child.id)
    )  # fmt: skip


def _reachable() -> defaultdict[int, set[str]]:
    """By child: father, mother, carer, when there is a phone number of theirs."""
    query = select(FamilyMember.child_id, FamilyMember.relation, FamilyMember.is_carer)
    found: defaultdict[int, set[str]] = defaultdict(set)
    for child_id, relation, is_carer in db.session.execute(query.where(FamilyMember.phone.is_not(None))):
        found[child_id].add("carer" if is_carer else relation)
    return found


def _filled_parts(child: Child, on_file: Any, reachable: set[str]) -> dict[str, bool]:
    """The required parts of a file and whether each is filled; nobody asks where a parent at home works."""
    parents = [parent for parent in (parent_of(child, "father"), parent_of(child, "mother")) if parent]
    away = [parent for parent in parents if parent.away]
    filled = {
        "identity": bool(on_file.identity),
        "home": bool(on_file.home),
        "health": bool(on_file.health),
        "register": bool(on_file.register),
        "parents": bool(parents) and all(situation_of(parent) is not None for parent in parents),
        "carer": "carer" in reachable or bool(reachable & {p.relation for p in parents if p.away is False}),
    }
    if away:
        filled["whereabouts"] = all(bool(p.works_at) and p.relation in reachable for p in away)
    return filled


def _enrolment(finding: Finding) -> facts.LeftBehindEnrolment | None:
    if finding.answer is None:
        return None
    if not finding.answer:
        return "none"
    return "both_parents" if finding.kind == "both_parents" else "one_parent" if finding.kind else "yes"


def _consents(span: Span, child_ids: Collection[int]) -> dict[int, str]:
    """How the guardians' consent to the file stood on the day, by child."""
    stands = standings(child_ids, "file", span.as_of)
    return {child_id: one.standing for child_id, one in stands.items()}


def _owners(span: Span) -> dict[int, str]:
    """Who is responsible on the day, by child."""
    query = select(CareAssignment.child_id, CareAssignment.staff_id, CareAssignment.user_id).where(
        CareAssignment.since <= span.as_of, or_(CareAssignment.until.is_(None), CareAssignment.until > span.as_of)
    )
    rows = db.session.execute(query.order_by(CareAssignment.since, CareAssignment.id))
    return {child: f"staff-{staff}" if staff else f"user-{user}" for child, staff, user in rows if staff or user}


def _register_checks(span: Span) -> list[tuple[int, date]]:
    """(term, day) of each roster confirmed in or shortly before a term: the whole register was gone through."""
    query = select(RosterImport.confirmed_at).where(RosterImport.state == "confirmed")
    days = [local(moment).date() for moment in db.session.scalars(query) if moment is not None]
    return [
        (term.number, day)
        for term in span.terms
        for day in days
        if (day - term.first).days >= -CHECK_BEFORE_TERM and day <= min(term.last, span.as_of)
    ]


def contacts(span: Span) -> tuple[tuple[facts.Visit, ...], tuple[facts.ParentContact, ...]]:
    """Visits, calls and talks; and the calls between child and parents."""
    query = select(Contact.id, Contact.child_id, Contact.day, Contact.kind, Contact.by_staff_id, Contact.next_on)
    visits, calls = [], []
    for row in db.session.execute(query.where(Contact.day.between(span.first, span.last)).order_by(Contact.id)):
        if row.kind == "parent-call":
            calls.append(facts.ParentContact(str(row.id), str(row.child_id), row.day, "phone"))
        else:
            kind, by = CONTACT_KINDS.get(row.kind, row.kind), str(row.by_staff_id) if row.by_staff_id else None
            term = span.term_of(row.day)
            visits.append(facts.Visit(str(row.id), str(row.child_id), row.day, kind, term, by, row.next_on))
    return tuple(visits), tuple(calls)


def changes(span: Span) -> tuple[facts.RecordChange, ...]:
    """Changes written down in the year; that a child was registered at first is none."""
    registered = and_(ChildChange.field == "state", ChildChange.before.is_(None))
    query = select(
        ChildChange.id, ChildChange.child_id, ChildChange.field, ChildChange.happened_on, ChildChange.recorded_on
    ).where(ChildChange.recorded_on.between(span.first, span.last), not_(registered))
    rows = db.session.execute(query.order_by(ChildChange.id))
    return tuple(
        facts.RecordChange(str(r.id), str(r.child_id), r.field, r.happened_on, None, r.recorded_on) for r in rows
    )
