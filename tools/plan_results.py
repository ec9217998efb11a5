"""What the tests said about the sentences of the plan: which test shows which, and whether it passed."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tools.places import PLAN_RESULTS, ROOT

SENTENCES = ROOT / "seed_data" / "plan" / "sentences.toml"
# a change in one of these makes earlier results stale
JUDGED_FOLDERS = ("careplan", "tests", "seed_data", "frontend/src", "requirements")
JUDGED_SUFFIXES = {".py", ".html", ".toml", ".csv", ".po", ".js", ".css", ".lock"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the plan. ref: S1…S52 of the school's plan, C1…C41 of the community's."""

    ref: str
    zh: str
    feature: str

    @property
    def order(self) -> tuple[int, int]:
        return ("SC".index(self.ref[0]), int(self.ref[1:]))


@dataclass(frozen=True, slots=True)
class Shown:
    """One test: the sentences it shows, and `passed`, `failed` or `skipped`."""

    refs: tuple[str, ...]
    outcome: str


@dataclass(slots=True)
class Results:
    """The last outcome of every marked test; whole: digest of the work tree when all tests last ran, else empty."""

    tests: dict[str, Shown] = field(default_factory=dict)
    whole: str = ""


def read_sentences(path: Path = SENTENCES) -> list[Sentence]:
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["sentence"]
    found = [Sentence(ref=row["ref"], zh=row["zh"], feature=row["feature"]) for row in rows]
    return sorted(found, key=lambda sentence: sentence.order)


def read_results(path: Path = PLAN_RESULTS) -> Results:
    """The stored results; empty when there are none."""
    if not path.is_file():
        return Results()
    stored = json.loads(path.read_text(encoding="utf-8"))
    tests = {name: Shown(tuple(row["refs"]), row["outcome"]) for name, row in stored["tests"].items()}
    return Results(tests, stored["whole"])


def write_results(results: Results, path: Path = PLAN_RESULTS) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(results), ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text, encoding="utf-8")


def merge(old: Results, ran: Mapping[str, Shown], *, whole: str) -> Results:
    """Results after a session: a whole session replaces everything, a part replaces only the tests it ran."""
    if whole:
        return Results(dict(ran), whole)
    return Results({**old.tests, **ran}, "")


def showing(ref: str, results: Results) -> dict[str, Shown]:
    return {name: shown for name, shown in sorted(results.tests.items()) if ref in shown.refs}


def tree_digest(root: Path = ROOT, folders: Iterable[str] = JUDGED_FOLDERS) -> str:
    """A hash over every file that a test may judge."""
    whole = hashlib.sha256()
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in JUDGED_SUFFIXES and path.is_file() and "dist" not in path.parts:
                whole.update(str(path.relative_to(root)).encode())
                whole.update(path.read_bytes())
    return whole.hexdigest()
