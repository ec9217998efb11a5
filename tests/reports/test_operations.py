"""Storing a report: whole or not at all."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from careplan.errors import Refused
from careplan.reports.load import Draft
from careplan.reports.operations import issue_report, store_whole
from careplan.reports.printing import Printed
from tests.reports.sample import sample


@pytest.mark.usefixtures("in_school_1")
def test_school_without_a_child_gets_no_report(tmp_path: Path) -> None:
    draft = Draft(sample(), {}, 1, 2026, 1, date(2026, 11, 20), pupils=0, plan_approved=True)
    with pytest.raises(Refused, match=r"No child is on the roll|没有任何在册学生"):
        issue_report(actor_id=None, draft=draft, printed=Printed(b"%PDF", 1), folder=tmp_path / "reports")
    assert not (tmp_path / "reports").exists()


def test_file_is_stored_whole_for_its_owner(tmp_path: Path) -> None:
    store_whole(tmp_path / "new" / "a.pdf", b"%PDF")
    assert (tmp_path / "new" / "a.pdf").read_bytes() == b"%PDF"
    assert (tmp_path / "new" / "a.pdf").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def test_failure_leaves_the_old_file_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store_whole(tmp_path / "a.pdf", b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        store_whole(tmp_path / "a.pdf", b"new")
    assert (tmp_path / "a.pdf").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
