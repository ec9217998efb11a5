"""The format's own judge, where it lies beside the project; tests that need it are skipped elsewhere."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("CAREPLAN_SHARED") or ROOT.parent / "shared") / "schedule"


def shared_judge() -> ModuleType:
    """The module `check.py`; skips the test where it is absent."""
    file = SHARED / "check.py"
    if not file.is_file():
        pytest.skip("the format's judge check.py is not beside the project (set CAREPLAN_SHARED)")
    spec = importlib.util.spec_from_file_location("shared_judge_check", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sample(name: str) -> Path:
    """A sample problem's path; skips the test where it is absent."""
    file = SHARED / "problems" / f"{name}.json"
    if not file.is_file():
        pytest.skip(f"the sample problem {name} is not beside the project (set CAREPLAN_SHARED)")
    return file
