"""The set-up: system packages, Python packages, front end, translations; each step does only what is missing."""

from __future__ import annotations

import signal

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a word: ./run says what there is to say

import argparse
import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import apt_needs, frontend_needs, python_needs
from tools.places import CACHE, FANGSONG, LOG, ROOT, VENV_PYTHON, Stamp, digest
from tools.steps import StepFailed, Steps

STEPS = 7


@contextmanager
def alone() -> Iterator[None]:
    """One set-up at a time in this work tree; a second one waits."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "setup.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def system_packages(steps: Steps, *, for_tests: bool) -> None:
    names = apt_needs.missing(for_tests=for_tests)
    steps.position += 1
    apt_needs.install(steps, names)


def fangsong(steps: Steps) -> None:
    """Once tried is enough: without the network the note would come at every start."""
    tried = Stamp("fangsong", digest([Path(apt_needs.__file__)]))
    steps.position += 1
    if not FANGSONG.exists() and not tried.holds():
        apt_needs.fetch_fangsong(steps)
        tried.set()


def translations(steps: Steps) -> None:
    """Compile the .po files to what the program reads."""
    files = list((ROOT / "careplan" / "translations").rglob("*.po"))
    mark = Stamp("translations", digest(files))
    steps.position += 1
    if mark.holds():
        return
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    steps.run("界面文字 translations", [VENV_PYTHON, "-P", "-m", "careplan.i18n"], env)
    mark.set()


def compiled(steps: Steps) -> None:
    """Compile the scheduler's search; a change in any compiled file or in the packages makes all of it anew."""
    sources = (ROOT / "careplan" / "scheduling").rglob("*.py")
    files = [file for file in sources if "import compiled" in file.read_text(encoding="utf-8")]
    files += [ROOT / "careplan" / "scheduling" / "compiled.py", python_needs.LOCKS[False]]
    mark = Stamp("compiled", digest(files))
    steps.position += 1
    if mark.holds():
        return
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    steps.run("排课引擎 scheduler, compiled", [VENV_PYTHON, "-P", "-m", "careplan.scheduling.warm"], env)
    mark.set()


def set_up(steps: Steps, *, for_tests: bool) -> None:
    system_packages(steps, for_tests=for_tests)
    python_needs.make_venv(steps)
    python_needs.packages(steps, for_tests=for_tests)
    python_needs.put_on_path()
    fangsong(steps)
    frontend_needs.bundle(steps)
    translations(steps)
    compiled(steps)


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run setup", description="Install what careplan needs.")
    parser.add_argument("--test", action="store_true", help="also what the tests need")
    parser.add_argument("--quiet", action="store_true", help="no closing word")
    words = parser.parse_args()
    steps = Steps(STEPS, LOG)
    try:
        with alone():
            set_up(steps, for_tests=words.test)
    except StepFailed as fault:
        print(f"\n{fault}", file=sys.stderr)
        return 2
    except subprocess.SubprocessError as fault:
        print(f"\n{fault}", file=sys.stderr)
        return 2
    if not words.quiet:
        print("准备就绪 ready", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
