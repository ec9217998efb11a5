"""Work that is not waited for: what loads or proves beside a search ends when it can, the search when it must.

Loading OR-Tools takes a second or two and cannot be broken off; so it goes on in a thread that ends with the program.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")
NAME = "careplan aside"


def aside(task: Callable[[], T]) -> Future[T]:
    """Begin a task on a thread of its own, which nobody has to wait for."""
    future: Future[T] = Future()

    def work() -> None:
        try:
            future.set_result(task())
        except BaseException as error:  # raised where the result is asked for
            future.set_exception(error)

    threading.Thread(target=work, name=NAME, daemon=True).start()
    return future
