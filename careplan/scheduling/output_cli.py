"""Where an answer goes: into a file, or with `-` to standard output; what cannot be written is refused early."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from careplan.scheduling.solution import Solution
from careplan.scheduling.solution_file import check_place, holds_plan, save_solution, solution_text

STANDARD = "-"
ALWAYS_FULL = os.makedev(1, 7)  # Linux's /dev/full


def output_fault(output: str, problem: Path) -> str | None:
    """Why the answer could not be written at the end; None where nothing is known against it."""
    if output == STANDARD:
        return _standard_fault()
    try:
        return _file_fault(Path(output), problem)
    except OSError as error:
        return f"{output}: cannot be written: {error.strerror or error}"


def _file_fault(path: Path, problem: Path) -> str | None:
    """As `output_fault`; raises OSError where trying to write shows more."""
    if not path.parent.is_dir():
        return f"{path.parent}: no such folder"
    if path.is_dir():
        return f"{path}: is a folder"
    if path.exists() and path.samefile(problem):
        return f"{path}: is the problem itself"
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        return f"{path}: cannot be written"
    if path.exists() and _always_full(path.stat()):
        return f"{path}: no space left on device"
    check_place(path)
    return None


def _standard_fault() -> str | None:
    if sys.stdout is None:  # closed by the shell
        return "standard output: is closed"
    try:
        full = _always_full(os.fstat(sys.stdout.fileno()))
    except (OSError, ValueError):  # a stream without a file: a test's
        return None
    return "standard output: no space left on device" if full else None


def _always_full(found: os.stat_result) -> bool:
    return stat.S_ISCHR(found.st_mode) and found.st_rdev == ALWAYS_FULL


def write_answer(found: Solution, output: str) -> str | None:
    """Write the answer; what is to be said of it, if anything. Raises OSError.

    An answer that knows nothing does not take the place of a plan that an earlier search has found.
    """
    if output == STANDARD:
        sys.stdout.buffer.write(solution_text(found).encode())
        sys.stdout.buffer.flush()
        return None
    if found.status == "unknown" and holds_plan(Path(output)):
        return f"{output}: kept as it was, for it holds a plan and this search found none"
    save_solution(found, Path(output))
    return None
