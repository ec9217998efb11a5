"""The first and last moment of the program: Ctrl-C while it is loading, and its end. Loads next to nothing itself."""

from __future__ import annotations

import os
import signal
import sys
from typing import NoReturn

NO_PLAN, STOPPED = 4, 130  # of `careplan schedule solve`; what a shell calls a program that Ctrl-C ended
SENTENCE = "careplan: 还没有开始就停下了，没有写入任何内容 / stopped before it began; nothing was written\n"


def stoppable() -> None:
    """Until somebody else handles them, Ctrl-C and an asked-for end say so and end the program at once.

    Only where it works on files: nothing is open then that would have to be put away.
    """
    words = sys.argv[1:3]
    if words[:1] != ["schedule"] or words[1:] not in (["solve"], ["check"]):
        return
    status = NO_PLAN if words[1] == "solve" else STOPPED

    def end(_number: int, _frame: object) -> None:
        os.write(2, SENTENCE.encode())
        os._exit(status)

    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, end)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})  # ./run has held them back


def leave(code: int) -> NoReturn:
    """End the program; at once where a thread that nobody waits for is at work: libraries bear no end under it."""
    from threading import enumerate as threads

    if any(one.daemon for one in threads()):
        for stream in (sys.stdout, sys.stderr):
            if stream is not None and not stream.closed:
                stream.flush()
        os._exit(code)
    sys.exit(code)
