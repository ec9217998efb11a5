"""`./run plan`: every sentence of the plan with the tests that show it, in the plan's order, and the totals."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from tools.places import ROOT
from tools.plan_results import Results, Sentence, Shown, read_results, read_sentences, showing, tree_digest

LOOKS = {"passed": "[green]✓[/]", "failed": "[red]✗[/]", "skipped": "[yellow]–[/]"}
STATES = {
    "shown": "有测试并通过 shown",
    "failing": "[red]测试未通过 failing[/]",
    "missing": "[yellow]尚无测试 no test[/]",
}


def state(shown: Mapping[str, Shown]) -> str:
    """`missing` without a test that ran, `failing` when one failed, else `shown`."""
    outcomes = {test.outcome for test in shown.values()} - {"skipped"}
    if not outcomes:
        return "missing"
    return "failing" if "failed" in outcomes else "shown"


def table_of(sentences: list[Sentence], results: Results) -> tuple[Table, Counter[str]]:
    """The table to print, and how many sentences are in each state."""
    table = Table(title="计划逐句对照 The plan, sentence by sentence", show_lines=False, pad_edge=False)
    table.add_column("", no_wrap=True)
    table.add_column("计划的话 sentence", ratio=2)
    table.add_column("测试 tests", ratio=3)
    totals: Counter[str] = Counter()
    for sentence in sentences:
        shown = showing(sentence.ref, results)
        now = state(shown)
        totals[now] += 1
        lines = [f"{LOOKS[test.outcome]} {short(name)}" for name, test in shown.items()]
        table.add_row(sentence.ref, sentence.zh, "\n".join(lines) or STATES["missing"])
    return table, totals


def short(name: str) -> str:
    """tests/plans/test_goals.py::test_x[a] → plans/test_goals.py::test_x, safe to print."""
    return name.removeprefix("tests/").split("[")[0]


def unknown_refs(sentences: list[Sentence], results: Results) -> list[str]:
    known = {sentence.ref for sentence in sentences}
    return sorted({ref for test in results.tests.values() for ref in test.refs} - known)


def main(words: list[str]) -> int:
    results = read_results()
    if "--no-run" not in words and results.whole != tree_digest():
        print("测试结果已过期，先运行测试。 Results are out of date: the tests run first.", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "pytest", "-q"], cwd=ROOT, check=False)
        results = read_results()
    sentences = read_sentences()
    table, totals = table_of(sentences, results)
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(table)
    console.print(f"共 {len(sentences)} 句 sentences: " + " · ".join(f"{STATES[s]} {totals[s]}" for s in STATES))
    strange = unknown_refs(sentences, results)
    if strange:
        console.print(f"[red]测试引用了计划中没有的句子 unknown refs: {', '.join(strange)}[/]")
    return 1 if totals["failing"] or strange else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
