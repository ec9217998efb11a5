"""Where things lie, and the stamps that tell whether a step of the set-up is up to date."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_BIN = VENV / "bin"
VENV_PYTHON = VENV_BIN / "python"
CACHE = ROOT / ".cache"
REQUIREMENTS = ROOT / "requirements"
FRONTEND = ROOT / "frontend"
DIST = ROOT / "careplan" / "static" / "dist"
FANGSONG = ROOT / "var" / "fonts" / "FandolFang-Regular.otf"
LOG = CACHE / "setup.log"
PLAN_RESULTS = CACHE / "plan-results.json"


def digest(paths: Iterable[Path]) -> str:
    """One hash over names and contents; a missing file counts as its absence."""
    whole = hashlib.sha256()
    for path in sorted(paths):
        whole.update(str(path.relative_to(ROOT)).encode())
        whole.update(path.read_bytes() if path.is_file() else b"\0missing")
    return whole.hexdigest()


class Stamp:
    """A file that remembers for what input a step was last done."""

    def __init__(self, name: str, value: str, folder: Path = CACHE / "stamps") -> None:
        self.path = folder / name
        self.value = value

    def holds(self) -> bool:
        return self.path.is_file() and self.path.read_text(encoding="utf-8") == self.value

    def set(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.value, encoding="utf-8")
