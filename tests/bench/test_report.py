"""What the annual report takes: seconds and memory of snapshot, measures, words, HTML and PDF apart; how it grows.

The ratios are within one run: the report's PDF to a plain document of as many pages, set by the same WeasyPrint in the
same kind of process; a school with seven others beside it in the database to the same school alone. They are of the
processor's time, which a machine busy with other work changes little; seconds on the clock stand beside it.
"""

from __future__ import annotations

import resource
import statistics
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from rich.console import Console
from rich.table import Table

from careplan.db import school_scope
from careplan.indicators.catalogue import measure_all
from careplan.indicators.load import load_snapshot
from careplan.reports.assembly import assemble
from careplan.reports.document import charts
from careplan.reports.drawing import drawings
from careplan.reports.html import page_html
from careplan.reports.load import load_facts, load_year
from careplan.reports.printing import Printed, print_page
from careplan.reports.report_xlsx import document_xlsx
from careplan.reports.word.file import document_docx
from careplan.reports.word.pictures import pictures
from tests.bench.registers import make_register
from tests.bench.school_years import play_year

TIMES = 3
CUT_OFF = date(2027, 6, 30)
SIZES = {"24 squads": (1080, 2160), "2,500 children": (2500, 5000)}
"""Children, lines of the rolls a month."""
MEGABYTE = 1e6
PATIENCE = 300.0
SLOWER_THAN_PLAIN = 12
"""The report's pages hold tables, charts, tags and typefaces; a plain page none of it."""
GROWTH = 2.0
"""A school with seven others beside it takes no longer than this many times itself alone."""


def _processor(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def _timed(work: Callable[[], Any], times: int = TIMES) -> tuple[float, float, Any]:
    """Median seconds, most megabytes of Python's own memory in one more run, the answer."""
    seconds, answer = [], None
    for _ in range(times):
        began = time.perf_counter()
        answer = work()
        seconds.append(time.perf_counter() - began)
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1] / MEGABYTE
    tracemalloc.stop()
    return statistics.median(seconds), peak, answer


def _plain(pages: int) -> str:
    """A page of nothing but words, so many times."""
    text = "留守儿童心理健康关爱行动年度工作报告。" * 30
    page = f'<section style="break-after:page"><p>{text}</p></section>'
    return f"<!DOCTYPE html><html lang=zh><title>x</title><body>{page * (pages - 1)}<p>{text}</p></body></html>"


def _steps(table: Table, name: str, app: Flask) -> float:
    """Measure each step on a row of its own; answers the processor's seconds of the report per plain second."""
    with app.app_context(), school_scope(1):
        year = load_year(2026)
        snapshot_s, snapshot_mb, snapshot = _timed(lambda: load_snapshot(CUT_OFF, year))
        measures_s, measures_mb, _ = _timed(lambda: measure_all(snapshot))
        facts = load_facts(year=year, cut_off=CUT_OFF, issued_on=CUT_OFF, number=1)
    words_s, words_mb, document = _timed(lambda: assemble(facts))
    began = time.perf_counter()
    drawn = drawings(document, timeout=PATIENCE)
    charts_s = time.perf_counter() - began
    html_s, html_mb, html = _timed(lambda: page_html(document, drawn))
    pdf_s, pdf_cpu, printed = _printed(html)
    plain_s, plain_cpu, plain = _printed(_plain(printed.pages))
    ratio = pdf_cpu / plain_cpu
    assert plain.pages == printed.pages
    word_s, word_mb, word = _timed(lambda: document_docx(document, pictures(drawn)))
    book_s, book_mb, book = _timed(lambda: document_xlsx(document))
    child_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    for step, seconds, memory, note in (
        ("snapshot", snapshot_s, snapshot_mb, f"{len(snapshot.children):,} children, {len(snapshot.attendance):,} lines of rolls"),
        ("measures", measures_s, measures_mb, ""),
        ("words", words_s, words_mb, ""),
        ("charts", charts_s, 0.0, "in a process of its own"),
        ("HTML", html_s, html_mb, f"{len(html):,} characters"),
        ("PDF", pdf_s, child_mb, f"{printed.pages} pages; the process's memory; {pdf_cpu:.1f} s of the processor"),
        ("plain PDF", plain_s, 0.0, f"{plain.pages} pages; {plain_cpu:.1f} s of the processor: the report takes {ratio:.1f} times"),
        ("Word", word_s, word_mb, f"{len(word):,} bytes"),
        ("workbook", book_s, book_mb, f"{len(book):,} bytes"),
    ):  # fmt: skip
        table.add_row(name, step, f"{seconds:.2f} s", f"{memory:.0f} MB" if memory else "", note)
    return ratio


def _printed(html: str) -> tuple[float, float, Printed]:
    """Seconds on the clock, of the processor in the child that sets the pages, and what it set."""
    began, used = time.perf_counter(), _processor(resource.RUSAGE_CHILDREN)
    printed = print_page(html, timeout=PATIENCE, memory=4_000_000_000)
    return time.perf_counter() - began, _processor(resource.RUSAGE_CHILDREN) - used, printed


@pytest.mark.slow
def test_what_a_report_takes(tmp_path: Path) -> None:
    table = Table("school", "step", "seconds", "memory", "")
    ratios = {}
    for name, (children, rows) in SIZES.items():
        app = make_register(tmp_path / name, children)
        with app.app_context(), school_scope(1):
            play_year(rows)
        ratios[name] = _steps(table, name, app)
    Console(width=130).print(table)
    assert max(ratios.values()) < SLOWER_THAN_PLAIN, ratios


@pytest.mark.slow
def test_other_schools_beside_it_cost_a_school_little(tmp_path: Path) -> None:
    """Snapshot, measures, words and HTML of one school of the same size, with no, one, three and seven others beside it."""
    table = Table("schools", "snapshot", "measures", "words and HTML", "memory", "processor")
    took: dict[int, float] = {}
    for schools in (1, 2, 4, 8):
        app = make_register(tmp_path / str(schools), 300, schools=schools)
        with app.app_context():
            for school in range(1, schools + 1):
                with school_scope(school):
                    play_year(600)
            with school_scope(1):
                took[schools] = _grown(table, schools)
    Console(width=130).print(table)
    assert took[8] < GROWTH * took[1], took


def _grown(table: Table, schools: int) -> float:
    """Measure the school in scope on a row; answers the processor's seconds of one report without its PDF."""
    year = load_year(2026)
    used = _processor(resource.RUSAGE_SELF)
    snapshot_s, memory, snapshot = _timed(lambda: load_snapshot(CUT_OFF, year), 5)
    measures_s, _, _ = _timed(lambda: measure_all(snapshot), 5)
    facts = load_facts(year=year, cut_off=CUT_OFF, issued_on=CUT_OFF, number=1)
    html_s, _, _ = _timed(
        lambda: page_html(document := assemble(facts), dict.fromkeys(charts(document), "<svg></svg>")), 5
    )
    used = (_processor(resource.RUSAGE_SELF) - used) / 6
    row = (str(schools), *(f"{s:.2f} s" for s in (snapshot_s, measures_s, html_s)), f"{memory:.0f} MB", f"{used:.2f} s")
    table.add_row(*row)
    return used
