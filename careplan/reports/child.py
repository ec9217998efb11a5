"""Run one of our programs in a process of its own that can be ended, sees no secrets and has no network.

The site must go on when a text hangs the typesetter or a chart hangs the JavaScript engine (G24), and what a report
quotes must never reach a file or an address (G23). So both work in a child: an empty environment, an own empty
folder, no network where the kernel allows (`unshare -rn`), a clock, and limits on memory and processor time.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from time import monotonic
from typing import IO, Literal

Reason = Literal["timeout", "memory", "cancelled", "failed"]

MESSAGES: dict[Reason, str] = {
    "timeout": "The report took longer than %(seconds)s seconds to set and was stopped.",
    "memory": "The report needed more memory than it may use and was stopped.",
    "cancelled": "The report was cancelled.",
    "failed": "The report could not be set: %(detail)s",
}
MEMORY_EXIT = 3
CRASHES = {-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGTRAP, -signal.SIGBUS}  # how C libraries end without memory
OUT_OF_MEMORY = ("MemoryError", "bad_alloc", "annot allocate memory", "Error creating thread", "failed to map segment")


class ChildFailed(Exception):
    """The child gave no result. `reason` says why; `str()` is a sentence for a person (English, a gettext msgid)."""

    def __init__(self, reason: Reason, *, seconds: float = 0, detail: str = "") -> None:
        self.reason: Reason = reason
        self.params = {"seconds": f"{seconds:g}", "detail": detail}
        super().__init__(MESSAGES[reason] % self.params)

    @property
    def message(self) -> str:
        """The msgid, to be translated and filled with `params`."""
        return MESSAGES[self.reason]


def run_child(program: Path, request: bytes, *, timeout: float, cancelled: Callable[[], bool] = lambda: False) -> bytes:
    """Give `request` to `program` on its standard input and return what it writes.

    `timeout` is in seconds of wall time; `cancelled` is asked about four times a second. Raises `ChildFailed`.
    """
    with tempfile.TemporaryDirectory(prefix="careplan-") as folder:
        process = subprocess.Popen(
            [*_no_network(), sys.executable, "-I", "-X", "utf8", str(program)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": folder, "TMPDIR": folder, "MALLOC_ARENA_MAX": "2"},
        )
        try:
            _feed(process, request)
            out, error = _wait(process, timeout, cancelled)
        finally:
            if process.poll() is None:
                process.kill()
                process.communicate()
    if process.returncode == 0:
        return out
    raise _failure(process.returncode, error.decode("utf-8", "replace"), timeout)


def _feed(process: subprocess.Popen[bytes], request: bytes) -> None:
    """Write the request in a thread: `communicate`, asked again after a timeout, forgets what it had not written."""
    stdin, process.stdin = process.stdin, None
    threading.Thread(target=_write, args=(stdin, request), daemon=True).start()


def _write(stdin: IO[bytes], request: bytes) -> None:
    with suppress(OSError), stdin:  # a child that has ended reads no more
        stdin.write(request)


def _wait(process: subprocess.Popen[bytes], timeout: float, cancelled: Callable[[], bool]) -> tuple[bytes, bytes]:
    end = monotonic() + timeout
    while True:
        with suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=0.25)
        if cancelled():
            raise ChildFailed("cancelled")
        if monotonic() > end:
            raise ChildFailed("timeout", seconds=timeout)


def _failure(returncode: int, error: str, timeout: float) -> ChildFailed:
    if returncode in (-signal.SIGXCPU, -signal.SIGKILL):  # the limit on processor time
        return ChildFailed("timeout", seconds=timeout)
    starved = any(words in error for words in OUT_OF_MEMORY)
    if returncode == MEMORY_EXIT or returncode in CRASHES or starved:
        return ChildFailed("memory")
    lines = [line for line in error.strip().splitlines() if line.strip()]
    return ChildFailed("failed", detail=lines[-1][:300] if lines else f"exit {returncode}")


@cache
def _no_network() -> tuple[str, ...]:
    """The words that take the network away, or none where the kernel does not allow it."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    words = (unshare, "--map-root-user", "--net", "--")
    tried = subprocess.run([*words, sys.executable, "-I", "-c", ""], capture_output=True, check=False, timeout=20)
    return words if tried.returncode == 0 else ()
