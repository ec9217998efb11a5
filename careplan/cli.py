"""The `careplan` command: the same operations as the pages, for a school's office and for scripts."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click
from flask import Flask

from careplan.app import create_app
from careplan.command import Context
from careplan.settings import data_folder, load_settings

PACKAGES = ("site", "accounts", "children", "plans", "sessions", "indicators", "reports", "demo")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data", type=click.Path(path_type=Path), default=None, help="Data folder; else CAREPLAN_DATA, else ./data."
)
@click.pass_context
def cli(context: click.Context, data: Path | None) -> None:
    """careplan: a primary school's year of care for left-behind children, from the roster to the evaluation report."""
    context.obj = Context(data_folder(data), _make_app)


def _make_app(data: Path) -> Flask:
    return create_app(replace(load_settings(data), jobs_inline=True))


def main() -> None:
    """Entry point of the `careplan` command."""
    for package in PACKAGES:
        if find_spec(f"careplan.{package}.cli"):
            import_module(f"careplan.{package}.cli").add_to(cli)
    cli(prog_name="careplan")
