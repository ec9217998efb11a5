"""Steps of the set-up on a terminal: what is done now, how far it is, and the end of the log when one fails."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

BAR_CELLS = 20
LOG_LINES_SHOWN = 30


class StepFailed(Exception):
    """A step could not be done; the message is for the person at the terminal."""


class Steps:
    """Shows one line per step with a bar; output of the programs goes to the log file.

    A step that is up to date is not announced, so a repeated set-up prints nothing.
    """

    def __init__(self, total: int, log: Path, *, stream: TextIO | None = None) -> None:
        self.total = total
        self.log = log
        self.stream: TextIO = stream or sys.stderr
        self.position = 0

    def skip(self) -> None:
        self.position += 1

    def bar(self) -> str:
        filled = BAR_CELLS * self.position // self.total
        return "█" * filled + "░" * (BAR_CELLS - filled)

    @property
    def on_terminal(self) -> bool:
        return self.stream.isatty()

    def start_of_line(self) -> str:
        """What takes back the running line; a log file gets whole lines only."""
        return "\r\033[K" if self.on_terminal else ""

    def write(self, text: str) -> None:
        print(text, end="", file=self.stream, flush=True)

    def run(self, title: str, command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> None:
        """Run one program under the current step.

        Raises StepFailed with the last lines of its output when it ends with a fault.
        """
        self.log.parent.mkdir(parents=True, exist_ok=True)
        begin = self.log.stat().st_size if self.log.exists() else 0
        started = time.monotonic()
        with self.log.open("ab") as log, Ticker(self, title):
            log.write(f"\n$ {' '.join(map(str, command))}\n".encode())
            log.flush()
            code = subprocess.run(
                list(map(str, command)),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=None if env is None else dict(env),
            ).returncode
        if code:
            raise StepFailed(f"{title}: 没有成功 failed\n{self.tail(begin)}\n完整记录 full log: {self.log}")
        self.write(f"{self.start_of_line()}{self.bar()} {title} ({time.monotonic() - started:.0f} s)\n")

    def note(self, text: str) -> None:
        self.write(f"{text}\n")

    def tail(self, begin: int) -> str:
        """The last lines that the log got after byte `begin`."""
        lines = self.log.read_bytes()[begin:].decode(errors="replace").splitlines()
        return "\n".join(lines[-LOG_LINES_SHOWN:])


class Ticker:
    """Counts the seconds beside the running step's title, on a terminal only."""

    def __init__(self, steps: Steps, title: str) -> None:
        self.steps = steps
        self.title = title
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._tick, daemon=True)

    def _tick(self) -> None:
        started = time.monotonic()
        while not self.stopped.wait(1):
            self.steps.write(f"\r{self.steps.bar()} {self.title} … {time.monotonic() - started:.0f} s ")

    def __enter__(self) -> Ticker:
        if self.steps.on_terminal:
            self.steps.write(f"{self.steps.bar()} {self.title} …")
            self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        if self.thread.is_alive():
            self.thread.join()
