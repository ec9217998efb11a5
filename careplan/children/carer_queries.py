"""Read who looks after children now (`carers.carer_on`), for many at once: one query for card, list and paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from careplan.children.carers import Carer, carer_on
from careplan.children.file_models import CarerPeriod, FamilyState, Registration
from careplan.children.load import carer_of
from careplan.children.models import Child, FamilyMember
from careplan.children.registration import ENTRUSTED, NOT_APPLICABLE
from careplan.db import db


def carers_now(children: Collection[Child], day: date) -> dict[int, Carer]:
    """Child id → who looks after it; without those for whom nobody is named. Three questions for any number."""
    rosters = {child.id: _of_roster(row) for child in children if (row := carer_of(child))}
    return _chosen([child.id for child in children], rosters, day)


def carer_now(child: Child, day: date) -> Carer | None:
    """Who looks after one child."""
    return carers_now([child], day).get(child.id)


def carers_beyond_roster(child_ids: Collection[int], day: date) -> dict[int, Carer]:
    """As `carers_now`, but only for whom the file or the form says it; of the others nothing sealed is opened."""
    named = select(FamilyMember.child_id).where(FamilyMember.child_id.in_(list(child_ids)), FamilyMember.is_carer)
    in_roster = frozenset(db.session.scalars(named))
    periods = _periods(child_ids, day)
    asked = {one for one in child_ids if one in periods or one not in in_roster}
    rows = db.session.scalars(named.with_only_columns(FamilyMember).where(FamilyMember.child_id.in_(periods)))
    rosters = {row.child_id: _of_roster(row) for row in rows}
    found = _chosen(asked, rosters, day, periods)
    return {child_id: one for child_id, one in found.items() if one.source != "roster"}


def _chosen(
    child_ids: Collection[int],
    rosters: Mapping[int, Carer],
    day: date,
    known: Mapping[int, list[Carer]] | None = None,
) -> dict[int, Carer]:
    periods = _periods(child_ids, day) if known is None else known
    nowhere = [one for one in child_ids if one not in periods and not (one in rosters and rosters[one].words)]
    forms, states = _forms(nowhere), _states(child_ids, day)
    found = {one: carer_on(day, periods.get(one, ()), rosters.get(one), forms.get(one)) for one in child_ids}
    return {one: replace(carer, state=states.get(one, "")) for one, carer in found.items() if carer}


def _of_roster(row: FamilyMember) -> Carer:
    return Carer(row.name or "", row.relation_word, row.phone or "", "roster", row.id, entrusted=row.entrusted)


def _periods(child_ids: Collection[int], day: date) -> dict[int, list[Carer]]:
    """Of each child the periods of the file that hold on a day."""
    columns = (CarerPeriod.name, CarerPeriod.relation, CarerPeriod.phone, CarerPeriod.since, CarerPeriod.until)
    query = select(CarerPeriod.child_id, CarerPeriod.id, CarerPeriod.entrusted, *columns).where(
        CarerPeriod.child_id.in_(list(child_ids)),
        CarerPeriod.since <= day,
        CarerPeriod.until.is_(None) | (CarerPeriod.until >= day),
    )
    found: dict[int, list[Carer]] = defaultdict(list)
    for child_id, row_id, entrusted, name, relation, phone, since, until in db.session.execute(query):
        found[child_id].append(Carer(name, relation, phone, "file", row_id, since, until, entrusted))
    return dict(found)


def _forms(child_ids: Collection[int]) -> dict[int, Carer]:
    """The entrusted person of the form of 2016, where it says that somebody is entrusted."""
    query = select(Registration).where(Registration.child_id.in_(list(child_ids)), Registration.custody.in_(ENTRUSTED))
    return {
        row.child_id: Carer(
            row.entrusted_person, row.entrusted_relation, row.entrusted_phone, "form", row.id, row.filled_on
        )
        for row in (db.session.scalars(query) if child_ids else ())
        if row.entrusted_person not in ("", NOT_APPLICABLE)
    }


def _states(child_ids: Collection[int], day: date) -> dict[int, str]:
    """Where the file says the carer is; the state that began last where several hold."""
    query = select(FamilyState.child_id, FamilyState.state).where(
        FamilyState.child_id.in_(list(child_ids)),
        FamilyState.member == "carer",
        FamilyState.since <= day,
        FamilyState.until.is_(None) | (FamilyState.until >= day),
    )
    return {row[0]: row[1] for row in db.session.execute(query.order_by(FamilyState.since, FamilyState.id))}
