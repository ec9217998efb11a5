"""What the typesetter may reach, how long it may take, and that it always says the same."""

from __future__ import annotations

import io
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from careplan.reports import child
from careplan.reports.charts import Donut
from careplan.reports.child import ChildFailed
from careplan.reports.drawing import draw
from careplan.reports.freezing import freeze, thaw_document
from careplan.reports.printing import print_page, render_pdf

from .sample import sample

CANARY = "CANARY7319"


def _everything(pdf: bytes) -> bytes:
    """All streams of the PDF, unpacked, and its text."""
    document = pikepdf.open(io.BytesIO(pdf))
    streams = [bytes(item.read_bytes()) for item in document.objects if isinstance(item, pikepdf.Stream)]
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return b"\n".join([pdf, *streams, text.encode()])


def _vectors(folder: Path, port: int) -> list[str]:
    """The ways by which a page can ask for something that is not its own."""
    (folder / "c.txt").write_text(CANARY)
    (folder / "c.css").write_text(f"body::after{{content:'{CANARY}'}}")
    (folder / "c.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="99" height="20"><text y="15">{CANARY}</text></svg>'
    )
    made = []
    for base in (folder.as_uri(), f"http://127.0.0.1:{port}", f"ftp://127.0.0.1:{port}"):
        made += [
            f"<img src='{base}/c.svg'>",
            f"<link rel=attachment href='{base}/c.txt'>",
            f"<a rel=attachment href='{base}/c.txt'>a</a>",
            f"<link rel=stylesheet href='{base}/c.css'>",
            f"<style>@import url({base}/c.css);</style>",
            f"<object data='{base}/c.svg' type='image/svg+xml'></object>",
            f"<embed src='{base}/c.svg' type='image/svg+xml'>",
            f'<p style="background:url({base}/c.svg)">b</p>',
            f'<p style="list-style:url({base}/c.svg);display:list-item">l</p>',
            f"<style>p::before{{content:url({base}/c.svg)}}</style>",
            f"<style>@font-face{{font-family:x;src:url({base}/c.txt)}}</style><p style='font-family:x'>f</p>",
            f'<p style="border-image:url({base}/c.svg) 1">i</p>',
            f"<svg width=9 height=9><image href='{base}/c.svg' width=9 height=9 /></svg>",
            f"<svg width=9 height=9><use href='{base}/c.svg#x' /></svg>",
            f"<style>@page{{background:url({base}/c.svg)}}</style>",
            f"<img src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Cimage href='{base}/c.svg'/%3E%3C/svg%3E\">",
            f'<p style="mask-image:url({base}/c.svg)">m</p>',
            f"<svg width=9 height=9><style>@import url({base}/c.css);</style></svg>",
        ]
    return made


@contextmanager
def _listener() -> Iterator[tuple[int, list[str]]]:
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    connection, address = server.accept()
                except TimeoutError:
                    continue
                calls.append(str(address))
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield server.getsockname()[1], calls
        finally:
            done.set()
            thread.join()


@pytest.mark.sockets
def test_page_reaches_no_file_and_no_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_no_network", lambda: ())  # the fetcher must hold by itself
    with _listener() as (port, calls):
        vectors = _vectors(tmp_path, port)
        assert len(vectors) >= 16 * 3
        head = "<!DOCTYPE html><html lang=zh><title>t</title>"
        pdf = print_page(head + "<p>shown</p>" + "\n".join(vectors))
    assert CANARY.encode() not in _everything(pdf.pdf)
    assert pdf.pages >= 1
    assert calls == []


@pytest.mark.sockets
def test_no_word_of_a_report_becomes_a_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text of the document, names and headings included, carries vectors: they are printed, not followed."""
    monkeypatch.setattr(child, "_no_network", lambda: ())
    with _listener() as (port, calls):
        vectors = _vectors(tmp_path, port)
        count = iter(range(10**6))

        def poisoned(plain: Any) -> Any:
            if isinstance(plain, list):
                return [poisoned(one) for one in plain[:40]]
            if isinstance(plain, dict):
                if plain["is"] in {"date"}:
                    return plain
                kept = {"is", "kind", "level", "numbered", "align", "width", "codes", "spec"}
                return {k: v if k in kept else poisoned(v) for k, v in plain.items()}
            return plain + vectors[next(count) % len(vectors)] if isinstance(plain, str) else plain

        document = thaw_document(poisoned(freeze(sample())))
        content = _everything(render_pdf(document))
    assert next(count) > len(vectors)
    assert CANARY.encode() not in content
    assert calls == []


def test_child_has_no_network_where_the_kernel_allows() -> None:
    words = child._no_network()
    if not words:
        pytest.skip("this kernel gives no network namespace to ordinary users")
    assert "--net" in words


def test_child_sees_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREPLAN_SECRET", CANARY)
    program = tmp_path / "environment.py"
    program.write_text("import os,sys; sys.stdout.write(repr(dict(os.environ)))")
    seen = child.run_child(program, b"", timeout=20)
    assert CANARY.encode() not in seen
    assert b"CAREPLAN" not in seen


def test_same_document_gives_the_same_bytes(sample_pdf: bytes) -> None:
    assert render_pdf(sample()) == sample_pdf


def test_text_that_takes_too_long_ends_with_words() -> None:
    bomb = "‍\U0001f469‮字" * 40_000
    start = time.monotonic()
    with pytest.raises(ChildFailed) as caught:
        render_pdf(sample(text=bomb), timeout=4)
    assert time.monotonic() - start < 9
    assert caught.value.reason == "timeout"
    assert str(caught.value) == "The report took longer than 4 seconds to set and was stopped."


def test_text_that_needs_too_much_memory_ends_with_words() -> None:
    with pytest.raises(ChildFailed) as caught:
        render_pdf(sample(), memory=180_000_000)
    assert caught.value.reason == "memory", str(caught.value)


def test_cancelled_report_stops() -> None:
    with pytest.raises(ChildFailed) as caught:
        render_pdf(sample(text="字" * 100_000), cancelled=lambda: True)
    assert caught.value.reason == "cancelled"


def test_missing_chart_library_says_so(tmp_path: Path) -> None:
    with pytest.raises(ChildFailed, match=r"nothing\.js is missing"):
        draw([Donut((("a", 1),))], library=tmp_path / "nothing.js")
