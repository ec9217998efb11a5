"""`careplan report`: freeze the annual report, check one that is frozen, or print what would be frozen now."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from flask_babel import gettext as _

from careplan.clock import today
from careplan.command import in_school
from careplan.db import db
from careplan.errors import Refused
from careplan.reports.jobs import print_draft, reports_folder, store, verify
from careplan.reports.load import Draft, load_draft, load_year
from careplan.reports.operations import no_approved_plan, require_pupils, store_whole
from careplan.reports.queries import issued_report, issued_reports

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
    """Freeze the report; the principal signs it on its page. Prints where the PDF lies."""
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


@report.command("verify")
@YEAR
@click.option("--number", type=int, default=None, help="The report's number; else every report of the year.")
@in_school
def check(start_year: int | None, number: int | None) -> None:
    """Make frozen reports again from what was kept and compare every byte. Ends with 1 when one is not as it was."""
    year = load_year(start_year)
    wanted = [one for one, of_year, _by in issued_reports() if of_year.id == year.id and number in (None, one.number)]
    if not wanted:
        raise Refused(_("There is no such report."))
    outcomes = [_checked(number_of, report_id) for number_of, report_id in sorted((r.number, r.id) for r in wanted)]
    if not all(outcomes):
        raise SystemExit(1)


def _checked(number: int, report_id: int) -> bool:
    """Check one report and say what came out."""
    report = issued_report(report_id)
    if report is None:
        raise Refused(_("There is no such report."))
    if not report.frozen_sha256:
        click.echo(f"{number}\tnothing was kept with it / 没有存档")
        return True
    found = verify(report, actor_id=None)
    said = "same / 一致" if found.same else " ".join(found.faults)
    click.echo(f"{number}\t{said}\tsha256 {found.remade_sha256}")
    for name, then, now in found.causes:
        click.echo(f"\t{name}: {then} -> {now}", err=True)
    return found.same


def _draft(start_year: int | None, until: datetime | None, *, draft: bool) -> Draft:
    cut_off = until.date() if until else today()
    made = load_draft(year=load_year(start_year), cut_off=cut_off, issued_on=today(), draft=draft)
    db.session.rollback()  # nothing is held while the pages are set
    return made


def add_to(cli: click.Group) -> None:
    cli.add_command(report)
