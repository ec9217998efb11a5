"""What may stand in the repository: no address of a registry, no path of a machine, nothing built, nothing of a school."""

from __future__ import annotations

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tools.places import ROOT

# put together here so that this file does not hold the words that it looks for
REGISTRIES = [
    "pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "registry." + "yarnpkg", "npm" + "mirror.com",
    "deb." + "debian.org", "security." + "debian.org", "archive." + "ubuntu.com", "mirrors." + "aliyun", "mirrors." + "tuna",
    "tuna." + "tsinghua", "artifact" + "registry",
]  # fmt: skip
MACHINE_PATHS = re.compile(
    "|".join(["/wo" + "rk/", "/ro" + "ot/", "/ho" + r"me/\w", "/opt/" + "(wheels|pypi)", r"\.\./sha" + "red"])
)
BUILT = (".mo", ".pyc", ".sqlite3", ".db", ".key", ".pdf", ".otf", ".ttf", ".woff2", ".whl")
BUILT_FOLDERS = {"node_modules", "dist", ".venv", ".cache", "__pycache__"}


@cache
def tracked() -> list[Path]:
    """The files that git holds; those of the work tree when this is no clone."""
    answer = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if answer.returncode:
        pytest.skip("not a git work tree")
    return [path for name in answer.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> list[tuple[str, str]]:
    found = []
    for path in tracked():
        try:
            found.append((path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_no_file_names_a_registry() -> None:
    assert [place for place, text in texts() if any(host in text for host in REGISTRIES)] == []


def test_no_file_names_a_path_of_one_machine() -> None:
    found = [
        f"{place}:{number} {line.strip()[:80]}"
        for place, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if MACHINE_PATHS.search(line)
    ]
    assert found == []


def test_nothing_built_is_tracked() -> None:
    found = [path.relative_to(ROOT) for path in tracked()]
    assert [str(path) for path in found if path.suffix in BUILT or BUILT_FOLDERS & set(path.parts)] == []


def test_locks_carry_a_hash_for_every_package() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.lock")):
        entries = lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        assert entries, lock
        assert [entry.split()[0] for entry in entries if entry.strip() and "--hash=sha256:" not in entry] == []


def pins(name: str) -> dict[str, set[str]]:
    """Package → versions in a lock; two where platforms differ."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines():
        if "==" in line and not line.startswith(" "):
            package, version = line.split(" ")[0].split("==")
            found.setdefault(package, set()).add(version)
    return found


def test_the_tests_run_on_the_versions_that_a_school_gets() -> None:
    tested = pins("test.lock")
    assert {name: versions for name, versions in pins("runtime.lock").items() if tested.get(name) != versions} == {}


def test_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {"runtime.lock": project["project"]["dependencies"], "test.lock": project["dependency-groups"]["test"]}
    for lock, lines in wanted.items():
        locked = pins(lock)
        for requirement in map(Requirement, lines):
            versions = locked.get(requirement.name.lower(), set())
            assert versions and all(requirement.specifier.contains(version) for version in versions), requirement
