"""`careplan init`, `doctor`, `serve`, `worker`."""

from __future__ import annotations

import click


def add_to(cli: click.Group) -> None:
    return None
