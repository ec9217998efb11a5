"""The site itself, started as a school starts it, for pictures and for tests in a browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.places import ROOT

START_SECONDS = 60.0
END_SECONDS = 15.0
WORDS_SHOWN = 4000


def careplan(*words: str | Path) -> str:
    """Run the `careplan` command and give what it printed; RuntimeError with its last words when it fails."""
    command = [sys.executable, "-P", "-m", "careplan", *map(str, words)]
    ended = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment())
    if ended.returncode:
        raise RuntimeError(f"careplan {' '.join(map(str, words))}:\n{ended.stdout[-WORDS_SHOWN:]}")
    return ended.stdout


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


@contextmanager
def served(data: Path) -> Iterator[str]:
    """Serve a data folder at a free port; gives the address, ends the server afterwards.

    Raises RuntimeError with the server's words when it does not answer within START_SECONDS.
    """
    with serving(data, lambda port: ["-m", "careplan", "serve", "--data", str(data), "--port", str(port)]) as address:
        yield address


@contextmanager
def serving(data: Path, words: Callable[[int], list[str]]) -> Iterator[str]:
    """Like `served`, with any Python program that serves the folder at a port: its words for that port."""
    port = free_port()
    log = data / "serve.log"
    with log.open("wb") as out:
        command = [sys.executable, "-P", *words(port)]
        server = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment())
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_healthy(address, server, log)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=END_SECONDS)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_healthy(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return as soon as /health answers."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the site does not answer:\n{log.read_text(encoding='utf-8', errors='replace')[-WORDS_SHOWN:]}")
