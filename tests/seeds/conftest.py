"""A small sound seed folder that each test breaks in one place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from careplan.seeds.load import Seeds, check_seeds, seed_folder
from careplan.seeds.source import Fault


class Folder:
    """A copy of the shipped seed data (activities of one goal only where asked) that a test may break."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def replace(self, name: str, old: str, new: str, count: int = 1) -> int:
        """Replace text in a file; answers the line (from 1) where the text stood."""
        path = self.path / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, count), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def faults(self, name: str) -> list[Fault]:
        """The faults found in one file."""
        _, faults = check_seeds(self.path)
        return [fault for fault in faults if fault.path == f"{self.path.name}/{name}"]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """The seed data without its roster, to break."""
    target = tmp_path / "seed_data"
    shutil.copytree(seed_folder(), target, ignore=shutil.ignore_patterns("roster", "demo"))
    return Folder(target)


@pytest.fixture(scope="session")
def seeds() -> Seeds:
    """The shipped seed data as far as it can be read; `test_shipped_seeds_have_no_fault` judges the rest."""
    return check_seeds()[0]
