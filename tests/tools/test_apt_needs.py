"""What is missing is named; who may not install it is told the one command."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from tools import apt_needs
from tools.steps import StepFailed, Steps


def make_steps(tmp_path: Path) -> Steps:
    return Steps(1, tmp_path / "log", stream=io.StringIO())


def test_nothing_missing_installs_nothing(tmp_path: Path) -> None:
    apt_needs.install(make_steps(tmp_path), [])
    assert not (tmp_path / "log").exists()


@pytest.mark.skipif(not shutil.which("apt-get"), reason="no apt-get here")
def test_without_the_right_the_one_command_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apt_needs, "as_root", lambda: None)

    with pytest.raises(StepFailed) as fault:
        apt_needs.install(make_steps(tmp_path), ["qpdf", "chromium"])

    assert "apt-get install -y --no-install-recommends qpdf chromium" in str(fault.value)
    assert "管理员" in str(fault.value)
    assert "administrator" in str(fault.value)


@pytest.mark.skipif(not shutil.which("dpkg-query"), reason="no dpkg here")
def test_installed_leaves_out_what_is_not_there() -> None:
    assert apt_needs.installed(["dpkg", "no-such-package-at-all"]) == {"dpkg"}


def test_this_machine_has_what_the_tests_need() -> None:
    assert apt_needs.missing(for_tests=True) == []
