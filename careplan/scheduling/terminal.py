"""What goes to a terminal: names from a file come with whatever is in them, so codes that steer it are written out."""

from __future__ import annotations

import unicodedata

import click

STEERING = ("Cc", "Cf", "Zl", "Zp")  # control and format characters, and ends of lines and paragraphs


def plain(words: str) -> str:
    r"""The same line with each character that would steer a terminal, or turn the text around, as `\x1b`."""
    return "".join(_written(one) if unicodedata.category(one) in STEERING else one for one in words)


def _written(one: str) -> str:
    number = ord(one)
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}" if number < 65536 else f"\\U{number:08x}"


def echo(words: str, err: bool = False) -> None:
    """One line on the terminal."""
    click.echo(plain(words), err=err)
