"""Import a roster: read the file, preview what it would change, confirm exactly that (G21).

The preview is bound to the file by its hash and to the register by the digest of the
changes shown; when either differs on confirming, nothing is changed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.children.faults import FAULT, Fault
from careplan.children.load import class_ref, known_children
from careplan.children.models import Child, RosterImport
from careplan.children.operations import add_child, edit_child, mark_left, mark_returned
from careplan.children.roster import Roster, read_roster
from careplan.children.roster_diff import ADDED, KINDS, LEFT, RETURNED, UNCHANGED, RosterDiff, compare
from careplan.children.roster_xlsx import read_workbook
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.school.models import Squad
from careplan.school.operations import add_squad
from careplan.school.queries import require_year
from careplan.secrecy import place_in, seal, unseal

PLACE = "roster_import.sealed_file"
SOURCE = "roster"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would change. `problems` in file order; `diff` None while a fault remains."""

    problems: tuple[Fault, ...]
    diff: RosterDiff | None
    digest: str
    roster_import: RosterImport | None = None
    sheets: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.problems if fault.severity == FAULT)

    @property
    def notes(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.problems if fault.severity != FAULT)


def preview_import(*, actor_id: int | None, file_name: str, data: bytes) -> Preview:
    """Read a file and compare it with the register; nothing of the register changes.

    A file without faults is kept sealed as a `RosterImport` until it is confirmed or discarded.
    """
    roster = read_file(data)
    preview = compare_with_register(roster)
    if preview.diff is None:
        return preview
    _replace_open_previews()
    sha256 = hashlib.sha256(data).hexdigest()
    row = RosterImport(
        file_name=file_name[:200],
        sha256=sha256,
        state="previewed",
        summary=summary_of(preview.diff),
        created_at=now(),
        created_by=actor_id,
    )
    db.session.add(row)
    db.session.flush()
    row.sealed_file = seal(place_in(PLACE, row.id), data)
    record(actor_id=actor_id, action="preview", entity="roster_import", entity_id=row.id, detail=row.summary)
    return replace(preview, roster_import=row)


def read_file(data: bytes) -> Roster:
    """Children and problems of a file; needs no transaction but the school year."""
    grids = read_workbook(data)
    if isinstance(grids, Fault):
        return Roster((), (grids,))
    return read_roster(grids, require_year().start_year)


def compare_with_register(roster: Roster) -> Preview:
    """What the file would change as the register stands now."""
    if roster.faults:
        return Preview(roster.problems, None, "", sheets=roster.sheets)
    classes = [class_ref(squad) for squad in db.session.scalars(select(Squad))]
    diff = compare(known_children(), roster.rows, classes, require_year().start_year)
    problems = (*roster.problems, *diff.problems)
    if any(problem.severity == FAULT for problem in diff.problems):
        return Preview(problems, None, "", sheets=roster.sheets)
    return Preview(problems, diff, digest_of(diff), sheets=roster.sheets)


def preview_again(roster_import: RosterImport) -> Preview:
    """The preview of a kept file as the register stands now."""
    if roster_import.state != "previewed" or roster_import.sealed_file is None:
        raise Refused(_("This import is finished. Upload the file again to see what it would change."))
    data = unseal(place_in(PLACE, roster_import.id), roster_import.sealed_file)
    return replace(compare_with_register(read_file(data)), roster_import=roster_import)


def confirm_import(
    *, actor_id: int | None, roster_import: RosterImport, sha256: str, digest: str, record_left: bool = True
) -> dict[str, int]:
    """Do what the preview showed, in one transaction; returns how many children of each kind.

    `sha256` and `digest` are those of the preview that was looked at. With `record_left` False children missing
    from the file stay enrolled.
    """
    preview = preview_again(roster_import)
    if sha256 != roster_import.sha256 or preview.diff is None or digest != preview.digest:
        raise Refused(_("The register has changed since this preview. Look at the new preview and confirm again."))
    _apply(preview.diff, actor_id, record_left)
    roster_import.state, roster_import.confirmed_at, roster_import.sealed_file = "confirmed", now(), None
    counts = summary_of(preview.diff)
    if not record_left:
        counts[LEFT] = 0
    roster_import.summary = counts
    record(actor_id=actor_id, action="import", entity="roster_import", entity_id=roster_import.id, detail=counts)
    db.session.flush()
    return counts


def discard_import(*, actor_id: int | None, roster_import: RosterImport) -> None:
    """Throw the kept file away; Refused when the import is finished: what was done or replaced stays as it is."""
    if roster_import.state != "previewed":
        raise Refused(_("This import is finished."))
    roster_import.state, roster_import.sealed_file = "discarded", None
    record(actor_id=actor_id, action="discard", entity="roster_import", entity_id=roster_import.id)
    db.session.flush()


def summary_of(diff: RosterDiff) -> dict[str, int]:
    """Counts only: children of each kind, and new classes."""
    return {kind: len(diff.of(kind)) for kind in KINDS} | {"classes": len(diff.new_classes)}


def digest_of(diff: RosterDiff) -> str:
    """One digest of every change that a person would see."""
    text = repr([(c.kind, c.child_id, c.record, c.fields) for c in diff.changes]) + repr(diff.new_classes)
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def _apply(diff: RosterDiff, actor_id: int | None, record_left: bool) -> None:
    for ref in diff.new_classes:
        add_squad(actor_id=actor_id, entry_year=ref.entry_year, number=ref.number)
    children = {child.id: child for child in db.session.scalars(select(Child))}
    for change in diff.changes:
        if change.kind == UNCHANGED:
            continue
        if change.kind == ADDED:
            add_child(actor_id=actor_id, given=change.record, source=SOURCE)
            continue
        child = children[change.child_id or 0]
        if change.kind == LEFT:
            if record_left:
                mark_left(actor_id=actor_id, child=child, left_on=max(today(), child.joined_on), source=SOURCE)
            continue
        if change.kind == RETURNED:
            mark_returned(actor_id=actor_id, child=child, source=SOURCE)
        edit_child(actor_id=actor_id, child=child, given=change.record, source=SOURCE)


def _replace_open_previews() -> None:
    """A new preview replaces older ones: no sealed file lies about."""
    for row in db.session.scalars(select(RosterImport).where(RosterImport.state == "previewed")):
        row.state, row.sealed_file = "replaced", None
