"""The child process gets its whole request, however late it begins to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from careplan.reports.child import ChildFailed, run_child

LARGE = b"x" * 1_000_000
"""More than a pipe holds."""


def program(folder: Path, words: str) -> Path:
    path = folder / "program.py"
    path.write_text(f"import sys, time\n{words}\n", encoding="utf-8")
    return path


def test_a_child_that_reads_late_gets_all_of_it(tmp_path: Path) -> None:
    """As on a busy machine: it is still starting when the first look at it is over."""
    late = program(tmp_path, "time.sleep(0.6); print(len(sys.stdin.buffer.read()))")

    assert run_child(late, LARGE, timeout=20) == b"1000000\n"


def test_a_child_that_reads_nothing_is_no_fault_of_ours(tmp_path: Path) -> None:
    assert run_child(program(tmp_path, "print('done')"), LARGE, timeout=20) == b"done\n"


def test_a_child_that_never_ends_is_ended(tmp_path: Path) -> None:
    with pytest.raises(ChildFailed) as failed:
        run_child(program(tmp_path, "time.sleep(60)"), LARGE, timeout=0.5)
    assert failed.value.reason == "timeout"
