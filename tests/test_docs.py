"""What the documents say is there: links lead somewhere, pictures exist, every word of the vocabulary is explained."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from careplan.access.roles import ROLES
from tests.test_architecture import LAYERS, PACKAGES
from tools.places import ROOT

PAGES = [*ROOT.glob("README*.md"), *ROOT.glob("docs/**/*.md")]
TARGETS = re.compile(r'\]\(([^)#]+)\)|src="([^"]+)"')
PROJECT_PATH = re.compile(r"`((?:careplan|seed_data|frontend|tests|tools|docs)/[\w./-]*)`")


@pytest.mark.parametrize("document", PAGES, ids=lambda document: document.name)
def test_every_link_and_picture_leads_somewhere(document: Path) -> None:
    targets = {one or other for one, other in TARGETS.findall(document.read_text(encoding="utf-8"))}
    assert [target for target in sorted(targets) if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", PAGES, ids=lambda document: document.name)
def test_every_path_that_is_named_exists(document: Path) -> None:
    named = PROJECT_PATH.findall(document.read_text(encoding="utf-8"))
    built = {"careplan/static/dist"}
    assert [path for path in named if path.rstrip("/") not in built and not (ROOT / path).exists()] == []


def test_the_walk_names_every_package() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    folders = {path.name for path in (ROOT / "careplan").iterdir() if (path / "__init__.py").is_file()}
    assert {name for name in folders - {"migrations"} if name not in text} == set()
    assert {name for names in PACKAGES for name in names} >= folders - {"web", "home", "migrations"}
    assert {layer for layer in LAYERS if layer != "main" and layer not in text} == set()


def test_the_glossary_explains_every_word_of_the_vocabulary() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    with (ROOT / "seed_data" / "vocabulary.toml").open("rb") as file:
        words = [word for words in tomllib.load(file).values() for word in words]
    missing = [word["code"] for word in words if f"| `{word['code']}` | {word['zh']} | {word['en']} |" not in text]
    assert missing == []


def test_both_readmes_name_every_role_and_command() -> None:
    usage = re.findall(r"^  \./run (\w+)", (ROOT / "run").read_text(encoding="utf-8"), re.MULTILINE)
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert [command for command in usage if f"./run {command}" not in text] == []
    english = (ROOT / "README.md").read_text(encoding="utf-8").lower()
    assert [role for role in ROLES if role.replace("_", " ") not in english] == []
