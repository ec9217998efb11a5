"""One flat array that numbers and rows are put into, place by place: what the compiled searches read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.int64]


class Shelf:
    """The first `head` places hold numbers, or where a row begins; the rows come behind."""

    def __init__(self, head: int) -> None:
        self.head = [0] * head
        self.rows: list[Array] = []
        self.size = head

    def number(self, place: int, value: int) -> None:
        self.head[place] = value

    def row(self, place: int, values: Sequence[int] | Array) -> None:
        array = np.ascontiguousarray(values, dtype=np.int64).ravel()
        self.head[place] = self.size
        self.size += array.size
        self.rows.append(array)

    def same(self, place: int, number: int, value: int = -1) -> None:
        """A row of one value."""
        self.row(place, np.full(number, value, dtype=np.int64))

    def lists(self, place: int, values: Sequence[Sequence[int]]) -> None:
        """Rows of different lengths: first where each begins, counted from the start of the array, and one more."""
        first = self.size + len(values) + 1
        ends = np.cumsum([0, *(len(one) for one in values)]) + first
        flat = [item for one in values for item in one]
        self.row(place, np.concatenate([ends, np.array(flat, dtype=np.int64)]))

    def whole(self) -> Array:
        return np.concatenate([np.array(self.head, dtype=np.int64), *self.rows])
