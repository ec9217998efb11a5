"""Care for the children who were left behind: who answers for whom, consents, visits, calls, talks (C9, C13, C32)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from careplan.audit.operations import record
from careplan.casework.operations import assign_child, record_contact
from careplan.casework.queries import children_of_staff
from careplan.casework.words import ContactWords
from careplan.children.load import light_children
from careplan.children.models import Child, Consent
from careplan.db import db
from careplan.demo.cast import Cast, Watched, watched_children
from careplan.demo.moments import at
from careplan.demo.parameters import texts

OTHERS_WATCHED = 0.06  # share of the children who are not left behind with whom a teacher talks too
MONTH = 30
GOES_HOME = ("visit", "call")


@dataclass(frozen=True, slots=True)
class Given:
    """What the term's care is played from."""

    rng: Random
    cast: Cast
    first: date
    until: date


def play_care(given: Given) -> dict[str, int]:
    """Assignments, consents and contacts; how many of each."""
    children = watched_children(given.until)
    return {
        "assignments": _assign(given, children),
        "consents": _consents(given, children),
        "contacts": _contacts(given, children),
    }


def _assign(given: Given, children: list[Watched]) -> int:
    """One responsible person each, mostly the class teacher; a few children have none yet (C3, C9)."""
    without = set(given.rng.sample([one.child.id for one in children], texts()["care"]["without_owner"]))
    worker = given.cast.users["community"].staff_id or 0
    hers = _of_the_community([one.child for one in children if one.close and one.child.id not in without])
    begun, head = given.first + timedelta(days=4), given.cast.users["head"]
    for child in (one.child for one in children):
        if child.id not in without:
            since = max(begun, child.joined_on)
            person = _responsible(given, child)  # asked for every child, so that all else is played as without her
            with at(since):
                staff_id = worker if child.id in hers else person
                assign_child(actor_id=head.id, child_id=child.id, staff_id=staff_id, since=since)
    return len(children) - len(without)


def _of_the_community(children: list[Child]) -> frozenset[int]:
    """Children who live in the community, of every grade: those the worker answers for."""
    words = texts()["care"]
    homes = select(Child.id, Child.address).where(Child.id.in_([one.id for one in children])).order_by(Child.id)
    living = [
        child_id
        for child_id, address in db.session.execute(homes)
        if any(place in (address or "") for place in words["community_places"])
    ]
    return frozenset(Random("community").sample(living, min(words["community_children"], len(living))))


def _responsible(given: Given, child: Child) -> int:
    """The squad's counselor; the counselling teacher for a few who need more."""
    if given.rng.random() < texts()["care"]["close_to_psychologist"]:
        return given.cast.users["psychologist"].staff_id or 0
    return child.squad.counselor_id or 0


def _consents(given: Given, children: list[Watched]) -> int:
    """Most guardians agree to the file, some to photographs; a few refuse, some have not answered."""
    words, rng = texts()["consents"], given.rng
    watched = {one.child.id for one in children}
    rows = []
    for child in light_children():
        for purpose in ("file", "photo"):
            chance = rng.random()
            if purpose == "file" and child.id not in watched:
                continue
            given_share, refused = words[f"{purpose}_given"], words[f"{purpose}_refused"]
            if chance >= given_share + refused:
                continue
            rows.append(
                Consent(
                    child_id=child.id,
                    purpose=purpose,
                    state="given" if chance < given_share else "refused",
                    guardian_relation=rng.choice(["father", "mother"]),
                    decided_on=max(given.first + timedelta(rng.randrange(1, 12)), child.joined_on),
                    channel=rng.choice(words["channels"]),
                )
            )
    rows = [row for row in rows if row.decided_on < given.until]
    with at(given.first + timedelta(days=12)):
        db.session.add_all(rows)
        db.session.flush()
        for row in rows:
            record(actor_id=given.cast.users["office"].id, action="add", entity="consent", entity_id=row.id)
    return len(rows)


def _contacts(given: Given, children: list[Watched]) -> int:
    """By class teacher and child over the weeks; the text of each is one of many, marked as invented.

    Homes of the community's children are visited and called by its worker; the talks at school stay the teacher's.
    """
    known = {one.child.id for one in children}
    rest = [Watched(child, close=False) for child in light_children() if child.id not in known]
    watched = [*children, *given.rng.sample(rest, int(len(rest) * OTHERS_WATCHED))]
    entries = [entry for one in watched for entry in _of_child(given, one)]
    worker = given.cast.users["community"]
    hers = children_of_staff(worker.staff_id)
    for child, words in sorted(entries, key=lambda entry: (entry[1].day, entry[0].id)):
        with at(words.day, given.rng.randrange(9, 18)):
            goes = child.id in hers and words.kind in GOES_HOME
            person = worker if goes else given.cast.teacher_of(child.squad)
            record_contact(actor_id=person.id, child_id=child.id, staff_id=person.staff_id, words=words)
    return len(entries)


def _of_child(given: Given, watched: Watched) -> Iterator[tuple[Child, ContactWords]]:
    """Contacts in order of time: each names the next one; the last may be overdue."""
    words, rng = texts()["care"], given.rng
    days = sorted(_days(given, watched), key=lambda one: one[0])
    for place, (day, kind) in enumerate(days):
        following = days[place + 1][0] if place + 1 < len(days) else _next(given, day)
        yield (
            watched.child,
            ContactWords(
                day=day,
                kind=kind,
                persons_met=rng.choice(words["met"]) if kind in ("visit", "call") else "",
                summary=rng.choice(_sentences(kind)) + texts()["mark"],
                carer_ability=_weighted(rng, words["abilities"]) if kind == "visit" else "",
                next_on=max(following, day + timedelta(days=1)),
            ),
        )


def _sentences(kind: str) -> list[str]:
    found: list[str] = texts()["care"][{"visit": "visits", "call": "calls", "talk": "talks"}.get(kind, "parent_calls")]
    return found


def _days(given: Given, watched: Watched) -> Iterator[tuple[date, str]]:
    """Fewer for a child whose other parent is at home and able."""
    words, rng = texts()["care"], given.rng
    part = 1.0 if watched.close else words["less"]
    start = max(given.first, watched.child.joined_on)
    length = (given.until - start).days
    if length < 1:
        return
    if rng.random() < words["visited"] * part:
        yield start + timedelta(rng.randrange(length)), "visit"
    for month in range((length + MONTH - 1) // MONTH):
        for kind, share in (("call", "called"), ("parent-call", "parent_call"), ("talk", "talked")):
            day = start + timedelta(month * MONTH + rng.randrange(MONTH))
            if rng.random() < words[share] * part and day < given.until:
                yield day, kind


def _next(given: Given, day: date) -> date:
    """In about a month; for some children that day has passed."""
    if given.rng.random() < texts()["care"]["overdue"]:
        return min(day + timedelta(days=14), given.until - timedelta(days=1))
    return max(day + timedelta(days=MONTH), given.until + timedelta(days=given.rng.randrange(1, 25)))


def _weighted(rng: Random, pairs: list[list[Any]]) -> str:
    words, weights = zip(*pairs, strict=True)
    return str(rng.choices(words, weights)[0])
