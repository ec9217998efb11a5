"""`careplan report`: issue the annual report, or print what would be issued now."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from careplan.clock import today
from careplan.command import in_school
from careplan.db import db
from careplan.reports.jobs import print_draft, reports_folder, store
from careplan.reports.load import Draft, load_draft, load_year
from careplan.reports.operations import no_approved_plan, require_pupils, store_whole

YEAR = click.option("--year", "start_year", type=int, default=None, help="The year it begins in; else the current one.")
CUT_OFF = click.option("--until", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Last day whose facts count.")
FILE = click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Where to put the PDF.")


@click.group()
def report() -> None:
    """The annual report. / 年度工作报告"""


@report.command("issue")
@YEAR
@CUT_OFF
@FILE
@in_school
def issue(start_year: int | None, until: datetime | None, output: Path | None) -> None:
    """Make and keep the report; it cannot be changed afterwards. Prints where the PDF lies."""
    draft = _draft(start_year, until, draft=False)
    require_pupils(draft.pupils)
    if not draft.plan_approved:
        click.echo(no_approved_plan(), err=True)
    printed = print_draft(draft)
    issued = store(draft, printed, actor_id=None)
    path = reports_folder() / issued.file_name
    if output:
        store_whole(output, printed.pdf)
        path = output
    click.echo(f"{path}\t{issued.pages} pages / 页\tsha256 {issued.sha256}")


@report.command("preview")
@YEAR
@CUT_OFF
@FILE
@in_school
def preview(start_year: int | None, until: datetime | None, output: Path | None) -> None:
    """Print what would be issued now, marked 预览稿; nothing is kept in the database."""
    printed = print_draft(_draft(start_year, until, draft=True))
    path = output or Path("report-preview.pdf")
    store_whole(path, printed.pdf)
    click.echo(f"{path}\t{printed.pages} pages / 页")


def _draft(start_year: int | None, until: datetime | None, *, draft: bool) -> Draft:
    cut_off = until.date() if until else today()
    made = load_draft(year=load_year(start_year), cut_off=cut_off, issued_on=today(), draft=draft)
    db.session.rollback()  # nothing is held while the pages are set
    return made


def add_to(cli: click.Group) -> None:
    cli.add_command(report)
