"""careplan roster …: the import and its preview on the command line."""

from __future__ import annotations

from pathlib import Path

import click
from flask_babel import gettext as _

from careplan.children.faults import Fault, place
from careplan.children.list_queries import count_by_squad
from careplan.children.queries import imported_before, number_enrolled, squads_in_order
from careplan.children.roster_diff import KINDS, LEFT, UNCHANGED
from careplan.children.roster_operations import Preview, confirm_import, discard_import, preview_import
from careplan.children.template_xlsx import make_template
from careplan.children.words import KIND_WORDS
from careplan.clock import local, today
from careplan.command import in_school
from careplan.db import db
from careplan.school.queries import require_year

SHOWN_NAMES = 5


def add_to(cli: click.Group) -> None:
    """The group `roster`."""
    cli.add_command(roster)


@click.group()
def roster() -> None:
    """Import the school's roster, count children, write the template."""


@roster.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Confirm what the preview shows without asking.")
@click.option("--keep-absent", is_flag=True, help="Children missing from the file stay enrolled.")
@click.option("--again", is_flag=True, help="Take over a file that was imported before, undoing later changes.")
@in_school
def import_file(file: Path, yes: bool, keep_absent: bool, again: bool) -> None:
    """Read FILE, show what it would change, and do it after a confirmation.

    Exit code 0: done, or nothing to change. 2: refused, with words for each fault, or not confirmed.
    """
    preview = preview_import(actor_id=None, file_name=file.name, data=file.read_bytes())
    _say_problems(preview)
    if preview.diff is None or preview.roster_import is None:
        raise SystemExit(2)
    db.session.commit()
    if not again and _is_old(preview):
        return
    _say_preview(preview)
    if not yes and not _confirmed():
        click.echo(_("Nothing was changed."), err=True)
        raise SystemExit(2)
    row = preview.roster_import
    counts = confirm_import(
        actor_id=None, roster_import=row, sha256=row.sha256, digest=preview.digest, record_left=not keep_absent
    )
    db.session.commit()
    click.echo(_("Done.") + " " + _words(counts))


@roster.command("count")
@in_school
def count() -> None:
    """Print how many children are enrolled, by class."""
    counts = count_by_squad(today())
    start_year = require_year().start_year
    for squad in squads_in_order():
        if squad.id in counts:
            click.echo(f"{squad.label(start_year)}\t{counts[squad.id].total}")
    click.echo(f"{_('Total')}\t{number_enrolled()}")


@roster.command("template")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def template(file: Path) -> None:
    """Write the roster template to FILE (.xlsx)."""
    file.write_bytes(make_template())
    click.echo(str(file))


def _is_old(preview: Preview) -> bool:
    """Whether the very same file was imported before and would undo what was changed since: then nothing is done."""
    row = preview.roster_import
    earlier = imported_before(row) if row else None
    if row is None or earlier is None or preview.diff is None or preview.diff.changes_nothing:
        return False
    discard_import(actor_id=None, roster_import=row)
    db.session.commit()
    day = local(earlier.confirmed_at or earlier.created_at).date().isoformat()
    click.echo(_("This very file was imported before, on %(day)s.", day=day))
    click.echo(_("The register was changed since then; nothing is undone. To take the file over all the same: --again"))
    return True


def _confirmed() -> bool:
    try:
        return click.confirm(_("Change the register like this?"), default=False)
    except click.Abort:
        return False


def _say_problems(preview: Preview) -> None:
    for note in preview.notes:
        click.echo(_line(note))
    for fault in preview.faults:
        click.echo(_line(fault), err=True)
    if preview.faults:
        click.echo(_("%(count)s problems; nothing was changed.", count=len(preview.faults)), err=True)


def _line(problem: Fault) -> str:
    where = place(problem)
    return f"{where + ': ' if where else ''}{problem.message(_)} {problem.fix(_)}"


def _say_preview(preview: Preview) -> None:
    """New classes, then the children of each kind with the first few names."""
    if preview.diff is None:
        return
    start_year = require_year().start_year
    if preview.diff.new_classes:
        labels = "、".join(ref.label(start_year) for ref in preview.diff.new_classes)
        click.echo(_("New classes: %(labels)s", labels=labels))
    for kind in KINDS:
        changes = preview.diff.of(kind)
        names = "、".join(change.record.name for change in changes[:SHOWN_NAMES])
        more = "…" if len(changes) > SHOWN_NAMES else ""
        listed = f"  {names}{more}" if changes and kind != UNCHANGED else ""
        click.echo(f"{_(KIND_WORDS[kind])}\t{len(changes)}{listed}")
    if preview.diff.of(LEFT):
        click.echo(_("Children of these classes who are not in the file are recorded as having left."))


def _words(counts: dict[str, int]) -> str:
    return "，".join(f"{_(KIND_WORDS[kind])} {counts[kind]}" for kind in KINDS)
