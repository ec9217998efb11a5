"""`careplan report`: the same way to the PDF without a browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import func, select, update

from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.command import Context
from careplan.db import db, school_scope
from careplan.reports.cli import add_to
from careplan.reports.jobs import reports_folder
from careplan.reports.load import load_frozen
from careplan.reports.load_since import load_since
from careplan.reports.models import Report

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask, tmp_path: Path) -> Run:
    @click.group()
    def cli() -> None:
        pass

    add_to(cli)
    return lambda *words: CliRunner().invoke(cli, ["report", *words], obj=Context(tmp_path, lambda _data: app))


def _issued(app: Flask) -> int:
    with app.app_context(), school_scope(1):
        return db.session.scalar(select(func.count(Report.id))) or 0


@pytest.mark.plan("S45")
def test_issue_keeps_the_report_and_writes_the_file(app: Flask, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "out" / "report.pdf"
    result = run("issue", "--until", "2026-11-20", "-o", str(target), "--school", "1")
    assert result.exit_code == 0, result.output
    assert target.read_bytes().startswith(b"%PDF-")
    assert _issued(app) == 1
    assert "计划尚未批准" in result.output


def test_preview_keeps_nothing(app: Flask, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "preview.pdf"
    assert run("preview", "-o", str(target), "--school", "1").exit_code == 0
    assert target.read_bytes().startswith(b"%PDF-")
    assert _issued(app) == 0


def test_school_without_a_child_is_refused(app: Flask, run: Run, tmp_path: Path) -> None:
    with app.app_context(), school_scope(1):
        db.session.execute(update(Child).values(left_on=date(2026, 9, 2)))
        record(actor_id=None, action="make", entity="world")
        db.session.commit()
    result = run("issue", "--until", "2026-11-20", "-o", str(tmp_path / "report.pdf"), "--school", "1")
    assert result.exit_code == 2
    assert "没有任何在册学生" in result.output
    assert _issued(app) == 0 and not (tmp_path / "report.pdf").exists()


def test_unknown_year_is_refused_with_words(run: Run) -> None:
    result = run("issue", "--year", "1999", "--school", "1")
    assert result.exit_code == 2
    assert "1999" in result.output


def _one_leaves(app: Flask) -> list[tuple[str, str]]:
    """A child of the register leaves before the report's day, past the pages; what is listed as changed since."""
    with app.app_context(), school_scope(1):
        report = db.session.scalars(select(Report)).one()
        frozen = load_frozen(report)
        assert frozen is not None and load_since(report, frozen).rows == ()
        gone = int(frozen.snapshot.left_behind[0].id)
        db.session.execute(update(Child).where(Child.id == gone).values(left_on=date(2026, 11, 2), state="left"))
        record(actor_id=None, action="change", entity="child", entity_id=gone)
        db.session.commit()
        since = load_since(report, frozen)
        assert [row.child_id for row in since.rows if row.child_id] == [str(gone)]
        assert "definition_known" in {one.code for one in since.figures}
        return [(row.kind, row.how) for row in since.rows]


@pytest.mark.slow
@pytest.mark.plan("S45")
def test_verify_makes_the_report_again_and_tells_a_changed_file(app: Flask, run: Run) -> None:
    assert run("issue", "--until", "2026-11-20", "--school", "1").exit_code == 0
    same = run("verify", "--school", "1")
    assert same.exit_code == 0 and same.output.startswith("1\tsame / 一致"), same.output
    assert sorted(_one_leaves(app)) == [("children", "changed"), ("squads", "changed")], (
        "the child and its class's size"
    )
    same = run("verify", "--school", "1")
    assert same.exit_code == 0 and same.output.startswith("1\tsame / 一致"), "records that changed since change no byte"
    assert run("verify", "--number", "9", "--school", "1").exit_code == 2
    with app.app_context(), school_scope(1):
        path = reports_folder() / (db.session.scalars(select(Report.file_name)).one())
    path.write_bytes(path.read_bytes() + b" ")
    changed = run("verify", "--school", "1")
    assert changed.exit_code == 1 and "same / 一致" not in changed.output, changed.output
