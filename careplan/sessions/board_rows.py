"""Rows of the board, each a squad, a leader or a place: which one a session is in, and how it gets to another. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from careplan.scheduling.agenda import Index
from careplan.scheduling.solution import Session
from careplan.sessions.desk import Desk

RowKind = Literal["none", "squad", "leader", "venue"]


def row_of(index: Index, session: Session, kind: RowKind) -> str | None:
    """The row of the board that a session stands in; the first of several."""
    if kind == "squad":
        group = index.groups.get(session.group)
        return group.squads[0] if group else None
    if kind == "leader":
        return session.staff[0] if session.staff else None
    return session.venue if kind == "venue" else None


def uses_row(index: Index, session: Session, kind: RowKind, row: str) -> bool:
    """Whether a session needs this squad, person or place."""
    if kind == "squad":
        return row in index.groups[session.group].squads if session.group in index.groups else False
    return row in session.staff if kind == "leader" else session.venue == row


def opening_of(index: Index, kind: RowKind, row: str) -> frozenset[str] | None:
    """The lessons in which the row's squad, person or place can be had; None: all."""
    if kind == "squad":
        return index.squads[row].open
    return index.staff[row].open if kind == "leader" else index.venues[row].open


def to_row(desk: Desk, session: Session, kind: RowKind, row: str) -> Session | None:
    """The session in another row of the board; None where it cannot be there."""
    index = desk.judge.index
    if kind == "venue":
        return replace(session, venue=row)
    if kind == "leader":
        return replace(session, staff=(row, *session.staff[1:])) if session.staff else None
    if kind == "squad":
        activity, group = index.activities.get(session.activity), index.groups.get(session.group)
        alone = next((one.id for one in desk.problem.groups if one.squads == (row,)), None)
        fits = activity is not None and alone in activity.groups and group is not None and len(group.squads) == 1
        return replace(session, group=alone) if fits and alone is not None else None
    return session
