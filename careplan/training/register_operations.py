"""Take a register in: dry run with every fault, then exactly that, all or nothing; and its rows for a workbook."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.children.faults import Fault
from careplan.children.roster_xlsx import read_workbook
from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused
from careplan.school.models import StaffMember
from careplan.secrecy import place_in, seal, unseal
from careplan.training.models import TrainingImport, TrainingPerson, TrainingRecord
from careplan.training.operations import add_record, move_record
from careplan.training.register_rows import CellFault, Known, Line, Register, person_of, read_register
from careplan.training.words import CourseWords

PLACE = "training_import.sealed"
WAY = {
    "draft": ("submit", "approve"),
    "returned": ("submit", "approve"),
    "submitted": ("approve",),
    "approved": (),
    "sent": (),
}
"""State → the steps that lead to where the authority's word is noted."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What a line would do. kind: add · recognise · same · locked (recognised with another figure: stays) · refused.

    refused: the authority said no, and a file does not turn that round; the record is re-opened by hand.
    """

    line: Line
    person: Known
    kind: str
    by_name: bool
    record_id: int | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do; nothing while a fault remains."""

    planned: tuple[Planned, ...]
    faults: tuple[CellFault, ...]
    file_fault: Fault | None = None
    row: TrainingImport | None = None

    @property
    def digest(self) -> str:
        rows = [[one.kind, one.person.id, one.record_id, one.line.sheet, one.line.row] for one in self.planned]
        return hashlib.sha256(json.dumps(rows).encode()).hexdigest()

    @property
    def counts(self) -> dict[str, int]:
        kinds = [one.kind for one in self.planned]
        return {kind: kinds.count(kind) for kind in ("add", "recognise", "same", "locked", "refused")}


def preview_register(*, actor_id: int | None, file_name: str, data: bytes, recognised: bool) -> Preview:
    """Read a file and say what it would do; a file without faults is kept sealed until it is confirmed or discarded."""
    read = read_file(data)
    if isinstance(read, Fault):
        return Preview((), (), read)
    found = compare(read, recognised)
    if found.faults:
        return found
    row = TrainingImport(
        file_name=file_name[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        sealed=b"",
        recognised=recognised,
        summary=found.counts,
        created_at=now(),
        created_by=actor_id,
    )
    db.session.add(row)
    db.session.flush()
    row.sealed = seal(place_in(PLACE, row.id), data)
    record(actor_id=actor_id, action="preview", entity="training_import", entity_id=row.id, detail=found.counts)
    return Preview(found.planned, (), None, row)


def read_file(data: bytes) -> Register | Fault:
    """The rows of a workbook; needs no transaction."""
    grids = read_workbook(data)
    return grids if isinstance(grids, Fault) else read_register(grids)


def compare(read: Register, recognised: bool) -> Preview:
    """What the lines would do as the school stands now."""
    people, faults, planned = _people(), list(read.faults), []
    stored = _stored()
    seen: set[tuple[int, str, object]] = set()
    for line in read.lines:
        person, problem = person_of(line, people)
        if person is None:
            faults.append(_at(line, problem))
            continue
        key = (person.id, line.course.casefold(), line.starts_on)
        if key in seen:
            faults.append(_at(line, "twice"))
        seen.add(key)
        kind, record_id = _kind(line, stored.get(key), recognised)
        planned.append(Planned(line, person, kind, problem == "by-name", record_id))
    return Preview(() if faults else tuple(planned), tuple(faults))


def _at(line: Line, code: str) -> CellFault:
    column = line.name_cell.rstrip("0123456789")
    return CellFault(code, line.sheet, line.row, column, "姓名", line.name)


def _people() -> list[Known]:
    query = select(StaffMember, TrainingPerson).outerjoin(TrainingPerson, TrainingPerson.staff_id == StaffMember.id)
    rows = db.session.execute(query.where(StaffMember.active)).all()
    return [Known(one.id, one.number, one.name, (more.id_number or "") if more else "") for one, more in rows]


def _stored() -> dict[tuple[int, str, object], TrainingRecord]:
    rows = db.session.scalars(select(TrainingRecord))
    refused_first = sorted(rows, key=lambda row: row.state != "refused")  # of two, the one that still counts
    return {(row.staff_id, row.course.casefold(), row.starts_on): row for row in refused_first}


def _kind(line: Line, row: TrainingRecord | None, recognised: bool) -> tuple[str, int | None]:
    if row is None:
        return "add", None
    if row.state == "refused":
        return "refused", row.id
    if not recognised:
        return "same", row.id
    if row.state != "recognised":
        return "recognise", row.id
    differs = line.credits is not None and float(row.said_credits or 0) != line.credits
    return ("locked" if differs else "same"), row.id


def preview_again(row: TrainingImport) -> Preview:
    """The preview of a kept file as the school stands now."""
    if row.state != "previewed" or row.sealed is None:
        raise Refused(_("This import is finished. Upload the file again to see what it would change."))
    read = read_file(unseal(place_in(PLACE, row.id), row.sealed))
    if isinstance(read, Fault):
        return Preview((), (), read, row)
    found = compare(read, row.recognised)
    return Preview(found.planned, found.faults, None, row)


def confirm_register(*, actor_id: int | None, row: TrainingImport, digest: str) -> dict[str, int]:
    """Do what the preview showed, in one transaction."""
    found = preview_again(row)
    if found.faults or found.file_fault or digest != found.digest:
        raise Refused(_("Something has changed since this preview. Look at the new preview and confirm again."))
    for one in found.planned:
        _apply(actor_id, one, row.recognised)
    row.state, row.sealed, row.summary = "confirmed", None, found.counts
    db.session.flush()
    record(actor_id=actor_id, action="import", entity="training_import", entity_id=row.id, detail=found.counts)
    return found.counts


def _apply(actor_id: int | None, one: Planned, recognised: bool) -> None:
    if one.kind == "add":
        entry = add_record(actor_id=actor_id, staff_id=one.person.id, words=_words(one.line), another=True)
    elif one.kind == "recognise":
        entry = db.session.get_one(TrainingRecord, one.record_id)
    else:
        return
    if recognised:
        for action in WAY[entry.state]:
            move_record(actor_id=actor_id, entry=entry, action=action, from_authority=True)
        move_record(
            actor_id=actor_id,
            entry=entry,
            action="recognise",
            authority_credits=one.line.credits,
            from_authority=True,
        )


def _words(line: Line) -> CourseWords:
    same = ("course", "organiser", "category", "starts_on", "ends_on", "hours", "result", "certificate_number")
    return CourseWords(**{name: getattr(line, name) for name in same}, level=line.level or "county", content="other")


def discard_register(*, actor_id: int | None, row: TrainingImport) -> None:
    """Throw the file away."""
    row.state, row.sealed = "discarded", None
    db.session.flush()
    record(actor_id=actor_id, action="discard", entity="training_import", entity_id=row.id)
