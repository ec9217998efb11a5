"""The whole demo, generated once on fixed days for every test here that looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from careplan.app import create_app
from careplan.cli import cli
from careplan.db import db, school_scope
from careplan.demo.cli import add_to
from careplan.settings import load_settings

UNTIL = date(2026, 10, 20)
WORDS = ["demo", "--no-serve", "--until", UNTIL.isoformat(), "--seconds", "12"]


def run_demo(folder: Path) -> Result:
    add_to(cli)
    return CliRunner().invoke(cli, ["--data", str(folder), *WORDS])


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    folder = tmp_path_factory.mktemp("demo")
    return folder, run_demo(folder)


@pytest.fixture
def app(first: tuple[Path, Result]) -> Iterator[Flask]:
    app = create_app(load_settings(first[0]))
    with app.app_context(), school_scope(1):
        yield app
        db.session.remove()
        db.engine.dispose()
