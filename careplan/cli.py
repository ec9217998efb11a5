"""The `careplan` command: the same operations as the pages, for a school's office and for scripts."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careplan.early import leave

if TYPE_CHECKING:
    from flask import Flask

PACKAGES = ("site", "accounts", "children", "sessions", "indicators", "reports", "demo")
STOPPED = 130  # what a shell calls a program that Ctrl-C ended
FILE_COMMANDS = (["solve"], ["check"])  # of `careplan schedule`


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data", type=click.Path(path_type=Path), default=None, help="Data folder; else CAREPLAN_DATA, else ./data."
)
@click.pass_context
def cli(context: click.Context, data: Path | None) -> None:
    """careplan: a primary school's year of care for left-behind children, from the roster to the evaluation report."""
    from careplan.command import Context
    from careplan.settings import data_folder

    context.obj = Context(data_folder(data), _make_app)


def _make_app(data: Path) -> Flask:
    from careplan.app import create_app
    from careplan.settings import load_settings

    return create_app(replace(load_settings(data), jobs_inline=True))


def data_first(words: Sequence[str]) -> list[str]:
    """The words with `--data DIR` moved before the command's name: people write it where they think of it."""
    given: list[str] = []
    rest: list[str] = []
    left = iter(words)
    for word in left:
        if word == "--data":
            given += [word, *islice(left, 1)]
        elif word.startswith("--data="):
            given.append(word)
        else:
            rest.append(word)
    return given + rest


def main() -> None:
    """Entry point of the `careplan` command. Problem files need no school: nothing of the site is loaded for them."""
    try:
        _run(sys.argv[1:])
    except KeyboardInterrupt:
        click.echo("careplan: stopped; nothing was written / 已中断，没有写入任何内容", err=True)
        sys.exit(STOPPED)


def _run(words: list[str]) -> None:
    if words[:1] == ["schedule"] and words[1:2] in FILE_COMMANDS:
        return _file_command(words[1:])
    for package in PACKAGES:
        import_module(f"careplan.{package}.cli").add_to(cli)
    cli(args=data_first(words), prog_name="careplan")


def _file_command(words: list[str]) -> None:
    """What it says at its end is its exit status; what still loads or proves is not waited for."""
    commands = import_module("careplan.scheduling.cli").file_commands
    try:
        commands(args=words, prog_name="careplan schedule")
    except SystemExit as ended:
        leave(ended.code if isinstance(ended.code, int) else 0)
