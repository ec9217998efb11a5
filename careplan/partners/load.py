"""From the tables to the pure nouns: what is needed, what is offered, where pledges stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from careplan.aid.forecast import Dated, missing
from careplan.aid.load import given_of, term_spans
from careplan.aid.queries import cases_of, costs_of
from careplan.casework.file_models import Need
from careplan.children.models import Child
from careplan.db import db
from careplan.partners.matching import COSTS, FILE, SHORTAGE, Offered, Wanted
from careplan.partners.models import Offer, Pledge
from careplan.partners.pledging import Promised, left_of, state_of
from careplan.partners.queries import all_pledges

AHEAD = timedelta(days=120)
"""So far ahead is looked where the school year ends sooner."""


@dataclass(frozen=True, slots=True)
class Open:
    """A need with its child, what the file says of it, and what is pledged for it."""

    wanted: Wanted
    child: Child
    words: str
    pledges: tuple[Pledge, ...]

    @property
    def is_gap(self) -> bool:
        """Whether nobody has promised anything for it; of money, whether some still lacks."""
        return self.wanted.source == SHORTAGE or not self.pledges


def promised(pledge: Pledge) -> Promised:
    standing = [one for one in pledge.deliveries if one.taken_back_at is None]
    return Promised(
        amount=pledge.amount,
        due_on=pledge.due_on,
        delivered=sum(one.amount for one in standing),
        proved=bool(standing) and all(any(p.removed_at is None for p in one.proofs) for one in standing),
        withdrawn=pledge.withdrawn_on is not None,
    )


def pledge_state(pledge: Pledge, day: date) -> str:
    return state_of(promised(pledge), day)


def left_in(offer: Offer) -> int:
    """What of an offer can still be pledged, in fen or its unit."""
    return left_of(offer.amount, [promised(one) for one in offer.pledges])


def offered(offer: Offer, day: date) -> Offered:
    """An offer as it stands on a day; an agreement must allow what it gives."""
    allowed = [one.until for one in offer.partner.agreements if one.since <= day and offer.form in one.allows]
    return Offered(
        id=offer.id,
        form=offer.form,
        purpose=offer.purpose,
        areas=frozenset(offer.areas),
        left=left_in(offer),
        place=offer.place,
        since=offer.since,
        until=offer.until,
        allowed_until=max(allowed, default=None),
    )


def look_until(day: date) -> date:
    """How far ahead money is looked for: to the end of the school year, at least AHEAD."""
    return max([day + AHEAD, *(closes for _opens, closes in term_spans()[-1:])])


def open_needs(day: date, child_ids: Collection[int] | None = None) -> list[Open]:
    """Every need of enrolled children that is not met: of their files, and money that their known costs lack."""
    pledges: dict[int, list[Pledge]] = defaultdict(list)
    for pledge in all_pledges(child_ids):
        if pledge.withdrawn_on is None:
            pledges[pledge.child_id].append(pledge)
    found = [*_of_files(child_ids, pledges), *_of_money(day, child_ids, pledges)]
    return sorted(found, key=lambda one: (not one.is_gap, one.wanted.due or date.max, one.wanted.since, one.child.id))


def _of_files(child_ids: Collection[int] | None, pledges: dict[int, list[Pledge]]) -> list[Open]:
    query = (
        select(Need, Child)
        .join(Child, Child.id == Need.child_id)
        .where(Need.until.is_(None), Child.state == "enrolled")
        .options(joinedload(Child.squad))
    )
    if child_ids is not None:
        query = query.where(Need.child_id.in_(child_ids))
    return [
        Open(
            Wanted(FILE, need.id, child.id, need.area, need.since),
            child,
            need.words,
            tuple(one for one in pledges[child.id] if one.need_id == need.id),
        )
        for need, child in db.session.execute(query)
    ]


def _of_money(day: date, child_ids: Collection[int] | None, pledges: dict[int, list[Pledge]]) -> list[Open]:
    cases, costs, terms, until = cases_of(child_ids), costs_of(child_ids), term_spans(), look_until(day)
    query = select(Child).where(Child.id.in_(costs), Child.state == "enrolled").options(joinedload(Child.squad))
    found = []
    for child in db.session.scalars(query):
        own = [one for one in pledges[child.id] if one.need_id is None]
        coming = _to_come([one for one in pledges[child.id] if one.offer.form == "money"])
        given = given_of(cases.get(child.id, []), costs[child.id], terms, day)
        lacks: Dated | None = missing(replace(given, unused=given.unused + coming), until)
        if lacks:
            first = min(row.since for row in costs[child.id])
            wanted = Wanted(SHORTAGE, child.id, child.id, "living", first, lacks[0], lacks[1])
            found.append(Open(wanted, child, "", tuple(own)))
    return found


def _to_come(pledges: Iterable[Pledge]) -> int:
    """Money pledged that pays known costs and is not in the ledger yet; what is granted already is counted there."""
    return sum(promised(one).rest for one in pledges if one.case_id is None and one.offer.purpose in COSTS)
