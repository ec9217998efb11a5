"""The reader of imports sees what runs, wherever it stands."""

from __future__ import annotations

from pathlib import Path

from tools.import_graph import Source, module_place


def names(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "file.py"
    path.write_text(text)
    return sorted(name for _, name in Source(path, "plans/file.py").imports())


def test_import_inside_a_function_counts(tmp_path: Path) -> None:
    assert names(tmp_path, "def f():\n    from careplan.reports import pdf\n") == ["careplan.reports"]


def test_import_for_types_only_does_not_count(tmp_path: Path) -> None:
    text = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import careplan.reports.pdf\n"
    assert names(tmp_path, text) == ["typing.TYPE_CHECKING"]


def test_import_from_the_root_names_the_package(tmp_path: Path) -> None:
    assert names(tmp_path, "from careplan import plans, db\n") == ["careplan.db", "careplan.plans"]


def test_import_of_others_names_the_thing(tmp_path: Path) -> None:
    assert names(tmp_path, "from random import Random\nimport os.path\n") == ["os.path", "random.Random"]


def test_length_of_a_function_counts_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "file.py"
    path.write_text("def f():\n    a = 1\n    return a\n")
    assert [(node.name, length) for node, length in Source(path, "plans/file.py").functions()] == [("f", 3)]


def test_package_of_a_place() -> None:
    assert Source(Path("x"), "plans/models.py").package == "plans"
    assert Source(Path("x"), "app.py").package == "app"


def test_module_place_knows_files_and_packages() -> None:
    assert module_place("careplan.db") == "db.py"
    assert module_place("careplan.scheduling") == "scheduling/__init__.py"
