"""Keeps one worker process alive beside the site: when it dies, another takes over; both end with the site."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

PAUSE_SECONDS = 2.0


class WorkerKeeper:
    """Starts the worker on entering, starts it again when it dies, ends it on leaving."""

    def __init__(self, data: Path) -> None:
        self._command = [
            sys.executable, "-P", "-m", "careplan", "--data", str(data), "worker", "--parent", str(os.getpid()),
        ]  # fmt: skip
        self._leaving = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="worker-keeper", daemon=True)

    def __enter__(self) -> WorkerKeeper:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._leaving.set()
        if self._process is not None:
            self._process.terminate()
        self._thread.join(timeout=10)

    def _keep(self) -> None:
        while not self._leaving.is_set():
            self._process = subprocess.Popen(self._command)
            self._process.wait()
            self._leaving.wait(PAUSE_SECONDS)
