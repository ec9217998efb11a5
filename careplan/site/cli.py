"""`careplan init`, `doctor`, `serve`, `worker`: the installation itself."""

from __future__ import annotations

from pathlib import Path

import click
from flask import Flask

from careplan.app import create_app
from careplan.command import Context
from careplan.errors import CareplanError
from careplan.jobs.worker import work
from careplan.settings import MissingKey, create_key_file, load_settings
from careplan.site.checks import run_checks
from careplan.site.setup import make_database, make_school
from careplan.site.worker_keeper import WorkerKeeper

THREADS = 8


@click.command()
@click.option("--name", prompt="学校名称 School name", help="The school's full name, as it stands on documents.")
@click.option("--county", default="", help="County or district, for the report's head.")
@click.option("--prefix", default="", help="Short name used in document numbers, e.g. 青石小.")
@click.option(
    "--year",
    "start_year",
    type=click.IntRange(2020, 2060),
    default=2026,
    show_default=True,
    help="First calendar year of the school year.",
)
@click.pass_obj
def init(context: Context, name: str, county: str, prefix: str, start_year: int) -> None:
    """Set up a school: key file, database, the plan's bands, goals, calendar and activity library. / 建立数据"""
    try:
        create_key_file(context.data)
    except OSError as error:
        raise click.ClickException(f"{context.data}: {error.strerror} / 数据文件夹无法建立") from error
    app = context.app()
    with app.app_context():
        make_database()
        try:
            make_school(name=name, county=county, prefix=prefix, start_year=start_year)
        except CareplanError as error:
            click.echo(str(error), err=True)
            raise SystemExit(2) from error
    click.echo(f"{name}  →  {context.data}")
    click.echo("下一步 Next:  careplan users add NAME --name 姓名 --role administrator")


@click.command()
@click.pass_obj
def doctor(context: Context) -> None:
    """Say what is missing: fonts, libraries, front end, key file, permissions, database. / 检查安装"""
    findings = run_checks(context.data)
    for finding in findings:
        mark = click.style("✓", fg="green") if finding.good else click.style("✗", fg="red")
        click.echo(f"{mark} {finding.name}: {finding.words}")
    if not all(finding.good for finding in findings):
        raise SystemExit(1)


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="Only this machine, unless you say otherwise.")
@click.pass_obj
def serve(context: Context, port: int, host: str) -> None:
    """Serve the site and run its long work; Ctrl-C ends both. / 启动网站"""
    serve_site(context.data, host, port)


def serve_site(data: Path, host: str, port: int) -> None:
    """Waitress in this process, the worker in a child that ends with it."""
    from waitress import serve as run

    app = _site(data)
    with app.app_context():
        make_database()
    click.echo(f"http://{host}:{port}/   (Ctrl-C 结束 ends)")
    with WorkerKeeper(data):
        run(app, host=host, port=port, threads=THREADS, ident=None)


@click.command()
@click.option("--parent", type=int, default=None, help="End when this process is no longer our parent.")
@click.pass_obj
def worker(context: Context, parent: int | None) -> None:
    """Run the long work that the site's pages ask for; `serve` starts one by itself. / 后台任务"""
    work(_site(context.data), parent=parent)


def _site(data: Path) -> Flask:
    """The application as the site runs it; a ClickException with words where the data folder was not set up."""
    try:
        return create_app(load_settings(data))
    except MissingKey as missing:
        raise click.ClickException(str(missing)) from missing


def add_to(cli: click.Group) -> None:
    for command in (init, doctor, serve, worker):
        cli.add_command(command)
