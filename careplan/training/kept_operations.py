"""A checked certificate waits, sealed, until the rest of its form is mended; not for long."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import delete, select

from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db, every_school
from careplan.jobs.operations import cleaner
from careplan.secrecy import place_in, seal, unseal
from careplan.training.models import TrainingKeptFile

PLACE = "training_kept_file.sealed"
KEPT_FOR = timedelta(minutes=30)


def keep_file(*, actor_id: int, staff_id: int, name: str, checked: tuple[str, bytes]) -> TrainingKeptFile:
    """Put a checked certificate aside. checked: kind and bytes, as `check_certificate` gives them."""
    kind, data = checked
    row = TrainingKeptFile(staff_id=staff_id, kind=kind, file_name=name, sealed=b"", kept_at=now(), kept_by=actor_id)
    db.session.add(row)
    db.session.flush()
    row.sealed = seal(place_in(PLACE, row.id), data)
    record(actor_id=actor_id, action="save", entity="training_kept_file", entity_id=row.id)
    return row


def kept_file(kept_id: int, *, staff_id: int, actor_id: int, known: Collection[int]) -> TrainingKeptFile | None:
    """The file, for this person's record and this account alone, when the session knows it and it is not too old."""
    if kept_id not in known:
        return None
    query = select(TrainingKeptFile).where(
        TrainingKeptFile.id == kept_id,
        TrainingKeptFile.staff_id == staff_id,
        TrainingKeptFile.kept_by == actor_id,
        TrainingKeptFile.kept_at >= now() - KEPT_FOR,
    )
    return db.session.scalars(query).one_or_none()


def bytes_of(row: TrainingKeptFile) -> tuple[str, bytes]:
    """Kind and bytes, as they were checked."""
    return row.kind, unseal(place_in(PLACE, row.id), row.sealed)


def drop_file(row: TrainingKeptFile) -> None:
    """It is used, or another one takes its place."""
    db.session.execute(delete(TrainingKeptFile).where(TrainingKeptFile.id == row.id))


@cleaner
def forget_old_files() -> None:
    """Erase what nobody came back for, of every school."""
    with every_school():
        db.session.execute(delete(TrainingKeptFile).where(TrainingKeptFile.kept_at < now() - KEPT_FOR))
