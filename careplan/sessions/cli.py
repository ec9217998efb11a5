"""`careplan schedule`: make the year's schedule, publish it, write it as files."""

from __future__ import annotations

from pathlib import Path

import click
from flask_babel import gettext as _
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from careplan.command import in_school
from careplan.db import db
from careplan.errors import Refused
from careplan.plans.models import YearPlan
from careplan.plans.queries import current_year, plan_of
from careplan.scheduling.cli import schedule_commands
from careplan.scheduling.solution_file import save_problem, save_solution
from careplan.sessions.impossible_load import conflict_in_words, repairs_in_words
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.publish_operations import publish_schedule
from careplan.sessions.schedule_operations import NoSchedule, make_schedule
from careplan.sessions.schedule_queries import published_schedule, schedule_versions, stored_problem, stored_solution


@click.group()
def schedule() -> None:
    """The year's schedule. / 全年队日活动安排"""


@schedule.command()
@click.option("--seconds", default=60.0, show_default=True, type=click.FloatRange(1, 3600))
@click.option("--seed", default=1, show_default=True)
@click.option("--publish", is_flag=True, help="Put it into force at once; the year plan must be approved.")
@click.option("--replace", is_flag=True, help="Put an open draft aside; without, it is refused.")
@in_school
def make(seconds: float, seed: int, publish: bool, replace: bool) -> None:
    """Make a schedule for the current plan and keep it as a draft. Exit 0 done, 2 refused, 3 impossible, 4 no time."""
    year = current_year()
    plan = plan_of(year) if year else None
    if plan is None:
        raise Refused(_("There is no year plan yet: make it on the page “Year plan” and have it approved."))
    try:
        version = make_with_bar(plan, seconds, seed, replace)
    except NoSchedule as refused:
        click.echo(str(refused), err=True)
        for rule in conflict_in_words(refused.problem, refused.conflict):
            click.echo(f"  {rule['zh']}", err=True)
        for way in repairs_in_words(refused.problem, refused.repairs):
            click.echo(f"  → {way['zh']}（{way['price_zh']}）", err=True)
        raise SystemExit(3 if refused.conflict else 4) from refused
    if publish:
        publish_schedule(actor_id=None, version=version)
        db.session.commit()
    click.echo(
        _(
            "Schedule %(number)s: %(sessions)s sessions, score %(score)s, proven not below %(bound)s.",
            number=version.number, sessions=len(version.sessions), score=version.objective, bound=version.bound,
        )
    )  # fmt: skip


def make_with_bar(plan: YearPlan, seconds: float, seed: int, replace: bool = False) -> ScheduleVersion:
    """Make a schedule with a progress bar on the terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[score]}"), TimeElapsedColumn())
    with Progress(*columns, transient=False) as bar:
        task = bar.add_task(_("Making the schedule"), total=seconds, score="")

        def progressed(best: int | None, bound: int | None, elapsed: float) -> None:
            bar.update(task, completed=elapsed, score="" if best is None else f"{best} ≥ {bound or 0}")

        version = make_schedule(
            actor_id=None, plan=plan, seconds=seconds, seed=seed, replace=replace, on_progress=progressed
        )
        bar.update(task, completed=seconds)
        return version


@schedule.command()
@click.option("--version", "number", type=int, default=None, help="A version's number; else the newest draft.")
@in_school
def publish(number: int | None) -> None:
    """Put a draft into force."""
    drafts = [one for one in schedule_versions() if one.state == "draft" and number in (None, one.number)]
    if not drafts:
        raise Refused(_("There is no such draft."))
    publish_schedule(actor_id=None, version=drafts[0])
    db.session.commit()
    click.echo(_("The schedule is in force now."))


@schedule.command()
@click.option("--problem", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--solution", type=click.Path(path_type=Path, dir_okay=False), required=True)
@in_school
def export(problem: Path, solution: Path) -> None:
    """Write the schedule in force as a problem file and a solution file."""
    version = published_schedule()
    if version is None:
        raise Refused(_("No schedule is published yet."))
    save_problem(stored_problem(version), problem)
    save_solution(stored_solution(version), solution)
    click.echo(f"{problem}\n{solution}")


def add_to(cli: click.Group) -> None:
    for command in schedule_commands:
        schedule.add_command(command)
    cli.add_command(schedule)
