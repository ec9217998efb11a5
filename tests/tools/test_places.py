"""A step is done again exactly when its input changed."""

from __future__ import annotations

from pathlib import Path

from tools.places import ROOT, Stamp, digest


def test_stamp_holds_only_for_the_same_input(tmp_path: Path) -> None:
    Stamp("python", "a", tmp_path).set()
    assert Stamp("python", "a", tmp_path).holds()
    assert not Stamp("python", "b", tmp_path).holds()
    assert not Stamp("other", "a", tmp_path).holds()


def test_digest_sees_a_missing_file() -> None:
    there = ROOT / "pyproject.toml"
    assert digest([there]) != digest([there, ROOT / "no such file"])
    assert digest([there]) == digest([there])
