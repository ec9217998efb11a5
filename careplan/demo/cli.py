"""`careplan demo`: an invented school's year from the roster to the report, in one command; then the site."""

from __future__ import annotations

import json
from datetime import datetime

import click
from flask_babel import force_locale
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from sqlalchemy import select

from careplan.access.roles import CLASS_TEACHER
from careplan.command import Context
from careplan.db import db, every_school, school_scope
from careplan.demo.parameters import demo_school
from careplan.demo.stage import Stage, is_done
from careplan.demo.steps import STEPS, Step
from careplan.errors import CareplanError
from careplan.i18n import DEFAULT_LANGUAGE
from careplan.reports.jobs import reports_folder
from careplan.reports.models import Report
from careplan.school.models import School
from careplan.settings import create_key_file
from careplan.site.cli import serve_site
from careplan.site.setup import make_database, make_school

ROLE_WORDS = {
    "principal": "校长 principal",
    "head_counselor": "大队辅导员 head counselor",
    "class_teacher": "班主任 class teacher",
    "counselling_teacher": "心理教师 counselling teacher",
    "office": "教务 office",
    "community_worker": "社区工作者 community worker",
    "administrator": "系统管理员 administrator",
}
NOT_A_DEMO = (
    "这里已有一所真实学校的数据，请用 --data 另选文件夹。"
    "A real school's data lies here: choose another folder with --data."
)
SHOWN_TEACHERS = ("teacher11", "teacher32", "teacher51")


@click.command()
@click.option("--serve/--no-serve", default=True, show_default=True, help="Serve the site at the end.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="Only this machine, unless you say otherwise.")
@click.option("--seed", default=1, show_default=True, type=int, help="Another number, another school.")
@click.option(
    "--seconds",
    default=30.0,
    show_default=True,
    type=click.FloatRange(1, 3600),
    help="Of work for the solver, on a machine with nothing else to do; a busy one takes longer.",
)
@click.option(
    "--until", type=click.DateTime(["%Y-%m-%d"]), default=None, help="First day that is not played; else today."
)
@click.pass_obj
def demo(
    context: Context, serve: bool, port: int, host: str, seed: int, seconds: float, until: datetime | None
) -> None:
    """An invented school's year: roster, plan, schedule, weeks, report; then the site. / 演示学校的一年

    A second start takes seconds and keeps the data.
    """
    console = Console()
    stage = Stage(context.data, seed, seconds, until.date() if until else None)
    with _bars(console) as bars:
        school_id = _prepare(context, bars)
        with context.app().app_context(), force_locale(DEFAULT_LANGUAGE), school_scope(school_id):
            for number, step in enumerate(STEPS, 3):
                _take(step, number, stage, bars)
    with context.app().app_context(), school_scope(school_id):
        _say_where(console, stage)
    if serve:
        serve_site(context.data, host, port)


def _bars(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=12),
        TextColumn("{task.fields[said]}"),
        TimeElapsedColumn(),
        console=console,
    )


def _begin(bars: Progress, number: int, name: str) -> TaskID:
    return bars.add_task(f"[bold]{number}[/] {name}", total=1, said="")


def _end(bars: Progress, task: TaskID, line: str) -> None:
    bars.update(task, total=1, completed=1, said="✓")
    bars.console.print(f"    {line}", highlight=False, soft_wrap=True)


def _prepare(context: Context, bars: Progress) -> int:
    """Key file, database, and the school with all that is shipped; returns the school's id."""
    task = _begin(bars, 1, "密钥与数据库 key, database")
    create_key_file(context.data)
    app = context.app()
    with app.app_context():
        make_database()
        _end(bars, task, str(context.data))
        task = _begin(bars, 2, "载入种子数据 seed data")
        with every_school():
            schools = db.session.scalars(select(School)).all()
        found = next((school for school in schools if school.is_demo), None)
        if found is None and schools:
            raise click.ClickException(NOT_A_DEMO)
        words_of = demo_school().school
        school = found or make_school(
            name=words_of.name,
            county=words_of.county,
            prefix=words_of.prefix,
            start_year=words_of.start_year,
            is_demo=True,
        )
        _end(bars, task, school.name)
        return school.id


def _take(step: Step, number: int, stage: Stage, bars: Progress) -> None:
    """Run a step that is not done yet, with its bar."""
    task = _begin(bars, number, f"{step.name} {step.name_en}")
    if is_done(step.code):
        _end(bars, task, "已完成，保留原有数据 done before, kept")
        return
    stage.tick = lambda done, total: bars.update(task, completed=done, total=max(total, 1))
    stage.said = lambda words: bars.update(task, said=words)
    try:
        line = step.run(stage)
    except CareplanError as error:
        db.session.rollback()
        raise click.ClickException(str(error)) from error
    _end(bars, task, line)


def _say_where(console: Console, stage: Stage) -> None:
    """Where the report lies, and how to sign in as each role."""
    reports = db.session.scalars(select(Report).order_by(Report.id)).all()
    for one in reports:
        console.print(f"报告 report: {reports_folder() / one.file_name}", highlight=False, soft_wrap=True)
    console.print(f"花名册 roster: {stage.roster}", highlight=False, soft_wrap=True)
    if not stage.accounts.exists():
        console.print("账号文件不见了，请由管理员重设密码。The file of accounts is gone.")
        return
    accounts = json.loads(stage.accounts.read_text(encoding="utf-8"))
    table = Table(title="登录账号 accounts（演示）", title_justify="left")
    for head in ("角色 role", "用户名 user name", "密码 password"):
        table.add_column(head, no_wrap=True)
    for one in accounts:
        if one["role"] != CLASS_TEACHER or one["username"] in SHOWN_TEACHERS:
            table.add_row(ROLE_WORDS[one["role"]], one["username"], one["password"])
    console.print(table)
    console.print(f"全部账号 all accounts: {stage.accounts}", highlight=False, soft_wrap=True)


def add_to(cli: click.Group) -> None:
    cli.add_command(demo)
