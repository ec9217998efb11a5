"""What the installation needs, each checked by trying it."""

from __future__ import annotations

import ctypes.util
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, inspect
from sqlalchemy.exc import DatabaseError

from careplan.db import db
from careplan.settings import PACKAGE_ROOT, MissingKey, load_settings

LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
FONTS = {
    "Noto Serif CJK SC": "fonts-noto-cjk",
    "Noto Sans CJK SC": "fonts-noto-cjk",
    "LXGW WenKai": "fonts-lxgw-wenkai",
}
LEAST_FREE_MEGABYTES = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `words` say what is wrong and how to mend it."""

    name: str
    good: bool
    words: str


def run_checks(data: Path) -> list[Finding]:
    """Everything, in the order in which one would mend it."""
    return [
        *(_library(name) for name in LIBRARIES),
        *(_font(family, package) for family, package in FONTS.items()),
        _built("static/dist/app.css", "页面样式 front end"),
        _built("static/dist/echarts.min.js", "图表 charts"),
        _key(data),
        *_private(data),
        _tables(data),
        _space(data),
    ]


def _library(name: str) -> Finding:
    found = ctypes.util.find_library(name)
    return Finding(f"库 library {name}", bool(found), found or "缺少 missing: ./run setup")


def _font(family: str, package: str) -> Finding:
    command = shutil.which("fc-list")
    listed = subprocess.run([command, family], capture_output=True, text=True, check=False).stdout if command else ""
    return Finding(
        f"字体 font {family}",
        bool(listed.strip()),
        "有 found" if listed.strip() else f"缺少 missing: apt-get install {package}",
    )


def _built(name: str, title: str) -> Finding:
    there = (PACKAGE_ROOT / name).exists()
    return Finding(title, there, "有 found" if there else "缺少 missing: ./run setup")


def _key(data: Path) -> Finding:
    try:
        load_settings(data)
    except MissingKey as missing:
        return Finding("密钥文件 key file", False, str(missing))
    return Finding("密钥文件 key file", True, "只有本人可读 readable by its owner only")


def _private(data: Path) -> list[Finding]:
    findings = []
    for path in (data, data / "careplan.sqlite3"):
        if not path.exists():
            findings.append(Finding(f"数据 data {path.name}", False, "缺少 missing: careplan init"))
            continue
        private = not path.stat().st_mode & 0o077
        findings.append(
            Finding(f"权限 permissions {path.name}", private, "好 good" if private else f"chmod go-rwx {path}")
        )
    return findings


def _tables(data: Path) -> Finding:
    """Whether the database has all the tables and columns of this version."""
    name, path = "数据库结构 tables", data / "careplan.sqlite3"
    if not path.exists():
        return Finding(name, False, "缺少 missing: careplan init")
    engine = create_engine(f"sqlite:///{path}")
    try:
        found = inspect(engine)
        lacking = [
            f"{table.name}.{column.name}"
            for table in db.metadata.tables.values()
            for columns in [
                {one["name"] for one in found.get_columns(table.name)} if found.has_table(table.name) else ()
            ]
            for column in table.columns
            if column.name not in columns
        ]
    except DatabaseError as error:
        return Finding(name, False, f"无法读取 cannot be read: {error.orig}")
    finally:
        engine.dispose()
    return Finding(name, not lacking, "完整 complete" if not lacking else "缺少 missing: " + ", ".join(lacking[:5]))


def _space(data: Path) -> Finding:
    existing = next(folder for folder in (data, *data.parents) if folder.exists())
    free = shutil.disk_usage(existing).free // 1_000_000
    return Finding("磁盘 disk", free >= LEAST_FREE_MEGABYTES, f"{free} MB 可用 free")
