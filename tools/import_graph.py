"""Who imports whom, read from the source without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tools.places import ROOT

CODE = ROOT / "careplan"


@dataclass(frozen=True)
class Source:
    """One Python file of the program. place: its path from careplan/, with slashes."""

    path: Path
    place: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @property
    def package(self) -> str:
        return self.place.split("/")[0].removesuffix(".py")

    @property
    def name(self) -> str:
        return self.path.stem

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and dotted name of all that is imported when the program runs, inside functions too.

        Of our own the module (careplan.db), of others the thing (random.Random).

        Imports under TYPE_CHECKING are left out: they do not run.
        """
        skipped = {id(node) for block in ast.walk(self.tree) if _is_typing_block(block) for node in ast.walk(block)}
        for node in ast.walk(self.tree):
            if id(node) not in skipped:
                yield from ((node.lineno, name) for name in _names(node) if isinstance(node, ast.stmt))

    def own_imports(self) -> Iterator[tuple[int, str]]:
        """The imports of the program's own modules."""
        return ((line, name) for line, name in self.imports() if name.startswith("careplan."))

    def functions(self) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, int]]:
        """Every function with its length in lines."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node, (node.end_lineno or node.lineno) - node.lineno + 1


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        inside = node.module.startswith("careplan.")
        return [node.module] if inside else [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def _is_typing_block(node: ast.AST) -> bool:
    if not isinstance(node, ast.If):
        return False
    return (getattr(node.test, "id", None) or getattr(node.test, "attr", None)) == "TYPE_CHECKING"


def sources() -> list[Source]:
    """Every Python file of the program but the migrations, which Alembic wrote."""
    paths = (path for path in sorted(CODE.rglob("*.py")) if "migrations" not in path.parts)
    return [Source(path, path.relative_to(CODE).as_posix()) for path in paths]


def module_place(dotted: str) -> str:
    """The file that a dotted name of ours stands for, from careplan/: a package is its __init__.py."""
    parts = dotted.split(".")[1:]
    is_file = CODE.joinpath(*parts).with_suffix(".py").exists()
    return "/".join(parts) + (".py" if is_file else "/__init__.py")
