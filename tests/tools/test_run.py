"""`./run` is the workflow's documentation: it lists what it can do, and a repeated set-up does nothing."""

from __future__ import annotations

import re
import subprocess
import time

from tools.places import ROOT

REPEAT_SECONDS = 3.0  # a fifth of a second alone; the tests may run beside other work


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([ROOT / "run", *words], capture_output=True, text=True, timeout=60, cwd=ROOT)


def commands() -> set[str]:
    """The commands that the script knows, from its case."""
    text = (ROOT / "run").read_text(encoding="utf-8")
    branches = re.findall(r"^  ([a-z |]+)\) ", text[text.index('case "$command"') :], re.M)
    return {word.strip() for branch in branches for word in branch.split("|")} - {"help"}


def test_run_without_words_lists_every_command() -> None:
    listed = run()
    assert listed.returncode == 0
    assert commands() == set(re.findall(r"^  \./run ([a-z]+)", listed.stdout, re.M))


def test_run_with_an_unknown_word_is_refused() -> None:
    refused = run("danse")
    assert refused.returncode == 2
    assert "danse" in refused.stderr


def test_setup_repeated_does_nothing_and_is_quick() -> None:
    run("setup", "--test")
    started = time.monotonic()
    again = run("setup", "--test")
    assert time.monotonic() - started < REPEAT_SECONDS
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "准备就绪 ready\n")


def test_ci_runs_the_tests_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        'cd "$(dirname "${BASH_SOURCE[0]}")/.." && exec ./run test'
    ]
