"""`./run check`: style, types, templates and the rules of the project, all, then the verdict. `--fix`: `./run fmt`."""

from __future__ import annotations

import subprocess
import sys

from tools.places import ROOT

CODE = ("careplan", "tests", "tools")
MODULES = [sys.executable, "-m"]
RULES = ("test_architecture.py", "test_repository.py", "test_templates.py", "test_translations.py")
CHECKS = {
    "ruff": [*MODULES, "ruff", "check", *CODE],
    "ruff format": [*MODULES, "ruff", "format", "--check", *CODE],
    "mypy": [*MODULES, "mypy"],
    "djlint": [*MODULES, "djlint", "careplan", "--lint", "--quiet"],
    # import order, templates, translations, what may be committed
    "rules": [*MODULES, "pytest", "-q", *(f"tests/{name}" for name in RULES)],
}
FIXES = {
    "ruff": [*MODULES, "ruff", "check", "--fix", "--quiet", *CODE],
    "ruff format": [*MODULES, "ruff", "format", *CODE],
}


def main(words: list[str]) -> int:
    failed = []
    for name, command in (FIXES if "--fix" in words else CHECKS).items():
        print(f"— {name}", flush=True)
        if subprocess.run(command, cwd=ROOT).returncode:
            failed.append(name)
    print(f"没有通过 failed: {', '.join(failed)}" if failed else "全部通过 all passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
