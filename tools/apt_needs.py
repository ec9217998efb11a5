"""Debian packages that the program and its tests need, and how they are got: as root, by sudo, or by a clear word."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from tools.places import CACHE, FANGSONG
from tools.steps import StepFailed, Steps

# text layout for the PDF, and the fonts that hold rare characters in names
RUN_PACKAGES = (
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
    "fonts-noto-cjk",
    "fonts-lxgw-wenkai",
)
# the browser driver's own Node is linked against it
TEST_PACKAGES = ("libatomic1",)
# programs that the tests start, with the package that brings each
TEST_PROGRAMS = {"pdftoppm": "poppler-utils", "qpdf": "qpdf"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FANGSONG_PACKAGE = "texlive-lang-chinese"


def installed(packages: Iterable[str]) -> set[str]:
    """Those of the packages that dpkg has fully installed; none where there is no dpkg."""
    names = list(packages)
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f=${Package} ${db:Status-Abbrev}\\n", *names], capture_output=True, text=True
    )
    lines = [line.split() for line in answer.stdout.splitlines()]
    return {words[0] for words in lines if len(words) == 2 and words[1].startswith("ii")}


def venv_package() -> str | None:
    """The package that this Python lacks for making a venv; None when it can."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        distribution = Path("/usr/bin/python3").resolve().name
        own = f"python{sys.version_info.major}.{sys.version_info.minor}"
        return "python3-venv" if distribution == own else f"{own}-venv"
    return None


def browser_package() -> str | None:
    """The package of a browser for the tests; None when one is there."""
    if any(shutil.which(name) for name in BROWSERS):
        return None
    release = Path("/etc/os-release")
    ubuntu = release.is_file() and "ID=ubuntu" in release.read_text(encoding="utf-8").splitlines()
    return "chromium-browser" if ubuntu else "chromium"


def missing(*, for_tests: bool) -> list[str]:
    """Names of the packages still to be installed, in a fixed order."""
    packages = RUN_PACKAGES + (TEST_PACKAGES if for_tests else ())
    there = installed(packages)
    names = [name for name in packages if name not in there]
    wanted: list[str | None] = [venv_package()]
    if for_tests:
        wanted.append(browser_package())
        wanted += [package for program, package in TEST_PROGRAMS.items() if not shutil.which(program)]
    return names + [name for name in wanted if name]


def as_root() -> list[str] | None:
    """The words before apt-get that make it run as root; None when this person cannot."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def install(steps: Steps, names: Sequence[str]) -> None:
    """Install the packages, or raise StepFailed naming the one command that a person with the right can give."""
    if not names:
        return
    command = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(names)}"
    if not shutil.which("apt-get"):
        raise StepFailed(
            f"本机没有 apt-get，请安装与下列 Debian 软件包相当的软件：{' '.join(names)}\n"
            f"No apt-get here: please install what these Debian packages bring: {' '.join(names)}"
        )
    prefix = as_root()
    if prefix is None:
        raise StepFailed(
            f'缺少系统软件包。请由管理员执行下面一条命令，然后重新运行：\n    sudo sh -c "{command}"\n'
            "System packages are missing. Ask an administrator for the one command above, then run this again."
        )
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    steps.run("系统软件包目录 package lists", [*apt, "update"])
    steps.run(
        f"系统软件包 system packages: {' '.join(names)}",
        [*apt, "install", "-y", "--no-install-recommends", *names],
    )


def fetch_fangsong(steps: Steps) -> None:
    """Take the one 仿宋 font out of the TeX package, without installing that.

    The report is set in 楷体 where this fails, so a failure is only a note.
    """
    folder = CACHE / "fangsong"
    folder.mkdir(parents=True, exist_ok=True)
    FANGSONG.parent.mkdir(parents=True, exist_ok=True)
    script = (
        f'cd "$1" && rm -f ./*.deb && apt-get download {FANGSONG_PACKAGE} && '
        "dpkg-deb --fsys-tarfile ./*.deb | tar -xO --wildcards '*/fandol/FandolFang-Regular.otf' > font.otf && "
        'test -s font.otf && mv font.otf "$2"'
    )
    try:
        steps.run("仿宋字体 FangSong font (optional)", ["sh", "-c", script, "sh", folder, FANGSONG])
    except StepFailed:
        steps.note("没有取到仿宋字体，报告将用楷体代替。 No FangSong font: the report uses Kai instead.")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
