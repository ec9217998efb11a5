"""The site at a moment that a test chooses: `python -m tests.e2e.frozen_site DATA PORT`.

Waitress and the worker of long jobs, as `careplan serve` starts them, but the clock stands where DATA/moment says.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import waitress

from careplan import clock
from careplan.app import create_app
from careplan.jobs.worker import work
from careplan.settings import load_settings
from tools.served import serving

THREADS = 8


class FileClock:
    """Stands where the file says; takes the place of careplan's own."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self) -> datetime:
        return datetime.fromisoformat(self._path.read_text())


def set_clock(data: Path, moment: datetime) -> None:
    """From now on it is this moment (with zone) at the site of this data folder."""
    partial = data / "moment.partial"
    partial.write_text(moment.isoformat())
    partial.replace(data / "moment")


@contextmanager
def frozen_site(data: Path) -> Iterator[str]:
    """The site's address; DATA/moment must be there."""
    with serving(data, lambda port: ["-m", "tests.e2e.frozen_site", str(data), str(port)]) as address:
        yield address


def main() -> None:
    data, port = Path(sys.argv[1]), int(sys.argv[2])
    clock._fixed = FileClock(data / "moment")  # type: ignore[assignment]
    app = create_app(load_settings(data))
    threading.Thread(target=work, args=(app,), daemon=True).start()
    waitress.serve(app, host="127.0.0.1", port=port, threads=THREADS, ident=None)


if __name__ == "__main__":
    main()
