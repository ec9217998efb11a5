"""careplan roster …: words and exit codes."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.children.cli import add_to
from careplan.children.models import Child
from careplan.command import Context
from careplan.db import db, school_scope
from tests.children.workbooks import template_row, template_workbook, test_id

NEW = {"name": "李明", "school_class": "二(5)班", "id_number": test_id("20190305", 4)}


@pytest.fixture
def run(app: Flask, tmp_path: Path):  # type: ignore[no-untyped-def]
    group = click.Group()
    add_to(group)

    def call(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(group, ["roster", *words], obj=Context(tmp_path, lambda data: app), input=typed)

    return call


def file_of(tmp_path: Path, **values: object) -> str:
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(template_workbook(template_row(**{**NEW, **values})))
    return str(path)


def test_import_with_yes_makes_the_class_and_counts(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = run("import", file_of(tmp_path), "--yes", "--school", "1")
    assert done.exit_code == 0, done.output
    assert "新增班级：二(5)班" in done.output and "新增 1" in done.output
    counted = run("count", "--school", "1").output
    assert "二(5)班\t1" in counted and "合计\t22" in counted


def test_import_again_changes_nothing(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = file_of(tmp_path)
    run("import", path, "--yes", "--school", "1")
    again = run("import", path, "--yes", "--school", "1")
    assert again.exit_code == 0 and "新增 0" in again.output and "不变 1" in again.output


def test_refused_file_has_words_for_each_fault_and_exit_code_2(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = run("import", file_of(tmp_path, id_number="340524198001010011", father_phone="1"), "--yes", "--school", "1")
    assert done.exit_code == 2
    assert "学生名册 · F2 · 身份证号" in done.output and "不是电话号码" in done.output and "共 2 处问题" in done.output


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("n\n", 2), ("", 2)])
def test_without_yes_it_asks(run, tmp_path: Path, typed: str, code: int) -> None:  # type: ignore[no-untyped-def]
    assert run("import", file_of(tmp_path), "--school", "1", typed=typed).exit_code == code
    assert ("二(5)班" in run("count", "--school", "1").output) is (code == 0)


def test_template(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    target = tmp_path / "模板.xlsx"
    assert run("template", str(target)).exit_code == 0
    assert target.read_bytes()[:2] == b"PK"


def test_an_old_file_does_not_undo_what_was_changed_since(run, app: Flask, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = file_of(tmp_path, address="青石镇东街1号")
    run("import", path, "--yes", "--school", "1")
    with app.app_context(), school_scope(1):
        child = db.session.scalars(select(Child).where(Child.name == "李明")).one()
        child.address = "青石镇西街9号"
        record(actor_id=None, action="edit", entity="child")
        db.session.commit()

    again = run("import", path, "--yes", "--school", "1")

    with app.app_context(), school_scope(1):
        kept = db.session.scalars(select(Child.address).where(Child.name == "李明")).one()
    assert (again.exit_code, kept, "已经导入过" in again.output) == (0, "青石镇西街9号", True)
    assert run("import", path, "--yes", "--again", "--school", "1").exit_code == 0
