"""`careplan indicators`: the points and figures of the year in the terminal."""

from __future__ import annotations

from datetime import datetime

import click
from rich.console import Console
from rich.table import Table

from careplan.clock import today
from careplan.command import in_school
from careplan.indicators import words
from careplan.indicators.catalogue import MEASURES
from careplan.indicators.points import scored_leaves
from careplan.indicators.queries import Evaluation, evaluate
from careplan.indicators.results import MeasureResult


@click.command("indicators")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), default=None, help="As of this day; else today.")
@click.option("--all", "every", is_flag=True, help="Every measure, also those without points.")
@in_school
def indicators(day: datetime | None, every: bool) -> None:
    """The indicators of the year: figures, points, and what has no data. / 评估指标"""
    now = evaluate(day.date() if day else today())
    console = Console()
    console.print(_measure_table(now) if every else _points_table(now))
    total = now.scored.sum
    console.print(f"得分 {total.points:f} / 已评 {total.judged:f} · 无数据 {total.without_data:f} · 共 {total.full:f}")


def _points_table(now: Evaluation) -> Table:
    table = Table("指标", "数值", "分子/分母", "得分", title=f"{now.snapshot.year} 截至 {now.snapshot.as_of}")
    for area in now.scored.areas:
        table.add_row(f"[bold]{area.branch.name}[/bold]", "", "", f"{area.sum.points:f}/{area.branch.full:f}")
        for scored in scored_leaves(area):
            points = "—" if scored.points is None else f"{scored.points:f}"
            shown = _said(scored.result) if scored.result else (words.reason(scored.reason)[0], "")
            table.add_row(f"  {scored.leaf.name}", *shown, f"{points}/{scored.leaf.full:f}")
    return table


def _measure_table(now: Evaluation) -> Table:
    table = Table("测量", "代码", "数值", "分子/分母", title=f"{now.snapshot.year} 截至 {now.snapshot.as_of}")
    for code, result in now.results.items():
        table.add_row(MEASURES[code].name, code, *_said(result))
    return table


def _said(result: MeasureResult) -> tuple[str, str]:
    """Figure and fraction; no data with its reason."""
    if result.value is None:
        return f"无数据：{words.reason(result.no_data)[0]}", ""
    value = f"{result.value:.1%}" if result.unit == "rate" else f"{result.value:.1f}"
    return value, f"{result.numerator:g}/{result.denominator:g}"


def add_to(cli: click.Group) -> None:
    """Put the command on the program's list."""
    cli.add_command(indicators)
