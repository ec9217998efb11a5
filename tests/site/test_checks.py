"""`doctor` names what is wrong; a damaged key or database is said in words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from flask import Flask

from careplan.settings import MissingKey, create_key_file, load_settings
from careplan.site.checks import run_checks


def findings(data: Path) -> dict[str, bool]:
    return {finding.name: finding.good for finding in run_checks(data)}


def test_a_whole_installation_has_its_tables(app: Flask) -> None:
    data = app.config["SETTINGS"].data
    assert findings(data)["数据库结构 tables"]


def test_a_missing_column_is_named(app: Flask) -> None:
    data = app.config["SETTINGS"].data
    with sqlite3.connect(data / "careplan.sqlite3") as connection:
        connection.execute("DROP TABLE help_hours")

    (finding,) = [one for one in run_checks(data) if one.name == "数据库结构 tables"]

    assert (finding.good, "help_hours" in finding.words) == (False, True)


def test_an_open_key_and_a_missing_database_are_named(tmp_path: Path) -> None:
    create_key_file(tmp_path).chmod(0o644)

    found = findings(tmp_path)

    assert (found["密钥文件 key file"], found["数据库结构 tables"]) == (False, False)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"xyz\n" * 2, b"g" * 64 + b"\n" + b"0" * 64, b"0" * 64])
def test_a_damaged_key_is_told(tmp_path: Path, content: bytes) -> None:
    key = create_key_file(tmp_path)
    key.write_bytes(content)

    with pytest.raises(MissingKey):
        load_settings(tmp_path)


def test_a_key_is_never_overwritten_and_is_its_owners_alone(tmp_path: Path) -> None:
    first = create_key_file(tmp_path).read_bytes()

    assert create_key_file(tmp_path).read_bytes() == first
    assert (tmp_path / "careplan.key").stat().st_mode & 0o077 == 0
