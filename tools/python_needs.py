"""The virtual environment and its packages, from locks with hashes."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from tools.places import REQUIREMENTS, ROOT, VENV, VENV_BIN, VENV_PYTHON, Stamp, digest
from tools.steps import Steps

INSTALLER_LOCK = REQUIREMENTS / "installer.lock"
NODE_LOCK = REQUIREMENTS / "node.lock"
LOCKS = {False: REQUIREMENTS / "runtime.lock", True: REQUIREMENTS / "test.lock"}
STAMPS = VENV / "stamps"


def make_venv(steps: Steps) -> None:
    """Make .venv where it is missing or its Python is gone (a system that moved to a newer one)."""
    works = VENV_PYTHON.exists() and subprocess.run([VENV_PYTHON, "-c", ""], capture_output=True).returncode == 0
    if works:
        return steps.skip()
    steps.position += 1
    steps.run("Python 环境 virtual environment", [sys.executable, "-m", "venv", "--clear", VENV])


def mirror(env: dict[str, str]) -> dict[str, str]:
    """uv reads no pip settings; a school behind a mirror has set one there, so it is handed on."""
    if "UV_DEFAULT_INDEX" in env:
        return env
    answer = subprocess.run(
        [VENV_PYTHON, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True
    )
    url = env.get("PIP_INDEX_URL") or (answer.stdout.strip() if answer.returncode == 0 else "")
    return {**env, "UV_DEFAULT_INDEX": url} if url else env


def install_lock(steps: Steps, title: str, lock: Path, *, stamp: str) -> None:
    """Install one lock, every file checked against its hash; nothing to do when its stamp holds."""
    mark = Stamp(stamp, digest([lock]), STAMPS)
    if mark.holds():
        return steps.skip()
    steps.position += 1
    install_installer(steps)
    uv: list[str | Path] = [
        VENV_BIN / "uv",
        "pip",
        "install",
        "--python",
        VENV_PYTHON,
        "--require-hashes",
        "--compile-bytecode",  # also where Python may not write it later: the command starts in half the time
        "--requirement",
        lock,
    ]
    steps.run(title, uv, mirror(dict(os.environ)))
    mark.set()


def install_installer(steps: Steps) -> None:
    """uv, by the pip that every venv has."""
    mark = Stamp("installer", digest([INSTALLER_LOCK]), STAMPS)
    if mark.holds():
        return
    pip: list[str | Path] = [
        VENV_PYTHON,
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--require-hashes",
        "-r",
        INSTALLER_LOCK,
    ]
    steps.run("安装工具 installer (uv)", pip)
    mark.set()


def packages(steps: Steps, *, for_tests: bool) -> None:
    """The program's packages, or with those of the tests."""
    title = "Python 软件包 packages (tests)" if for_tests else "Python 软件包 packages"
    if not for_tests and Stamp("test", digest([LOCKS[True]]), STAMPS).holds():
        return steps.skip()  # the test lock holds the runtime lock's versions
    install_lock(steps, title, LOCKS[for_tests], stamp="test" if for_tests else "runtime")


def put_on_path() -> None:
    """The work tree, importable from .venv, and the `careplan` command; no build step that would fetch a builder."""
    for path, text in _own_files():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            path.chmod(0o755 if path.parent == VENV_BIN else 0o644)


def _own_files() -> Iterator[tuple[Path, str]]:
    version = f"python{sysconfig.get_python_version()}"
    site = next(iter((VENV / "lib").glob("python3.*/site-packages")), VENV / "lib" / version / "site-packages")
    yield site / "careplan.pth", f"{ROOT}\n"
    script = f"#!{VENV_PYTHON}\nimport sys\n\nfrom careplan.cli import main\n\nsys.exit(main())\n"
    yield VENV_BIN / "careplan", script
