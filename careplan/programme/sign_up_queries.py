"""Read an elective's sign-ups. The rows carry children's names: only for those who may see these children."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from careplan.children.models import Child
from careplan.db import db
from careplan.programme.models import Series, SignUp
from careplan.school.models import Squad


@dataclass(frozen=True, slots=True)
class Signed:
    """A child that is signed up and on the roll."""

    id: int
    child_id: int
    name: str
    squad_id: int
    signed_at: datetime


def signed_up(series_id: int) -> list[Signed]:
    """The sign-ups in the order of time; children who have left are none any more."""
    query = (
        select(SignUp.id, SignUp.child_id, Child.name, Child.squad_id, SignUp.signed_at)
        .join(Child, Child.id == SignUp.child_id)
        .where(SignUp.series_id == series_id, SignUp.withdrawn_at.is_(None), Child.state == "enrolled")
        .order_by(SignUp.signed_at, SignUp.id)
    )
    return [Signed(*row) for row in db.session.execute(query)]


def signed_by_squad(series_id: int) -> Counter[int]:
    """Squad id → how many children; no name is read."""
    query = (
        select(Child.squad_id)
        .join(SignUp, SignUp.child_id == Child.id)
        .where(SignUp.series_id == series_id, SignUp.withdrawn_at.is_(None), Child.state == "enrolled")
    )
    return Counter(db.session.scalars(query))


def children_to_choose(squad_ids: frozenset[int], series_id: int) -> Sequence[Child]:
    """The children of these squads who are not signed up, by squad and name."""
    signed = select(SignUp.child_id).where(SignUp.series_id == series_id, SignUp.withdrawn_at.is_(None))
    query = (
        select(Child)
        .join(Squad, Squad.id == Child.squad_id)
        .where(Child.squad_id.in_(squad_ids), Child.state == "enrolled", Child.id.not_in(signed))
    )
    return db.session.scalars(query.order_by(Squad.entry_year.desc(), Squad.number, Child.name_keys, Child.id)).all()


def find_sign_up(sign_up_id: int) -> tuple[SignUp, int] | None:
    """A sign-up that stands, with the child's squad."""
    query = select(SignUp, Child.squad_id).join(Child, Child.id == SignUp.child_id)
    row = db.session.execute(query.where(SignUp.id == sign_up_id, SignUp.withdrawn_at.is_(None))).one_or_none()
    return (row[0], row[1]) if row else None


def stored_sign_ups(series: Series, child_ids: frozenset[int]) -> dict[int, SignUp]:
    """Child id → its row, withdrawn or not."""
    query = select(SignUp).where(SignUp.series_id == series.id, SignUp.child_id.in_(child_ids))
    return {row.child_id: row for row in db.session.scalars(query)}
