"""What a report's PDF was made with: libraries, typefaces and our own templates, each with its version or SHA-256.

Kept with a frozen report, so that a PDF that comes out differently later can be explained.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import platform
import shutil
import subprocess
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from careplan.reports.canonical import fingerprint
from careplan.reports.drawing import LIBRARY
from careplan.reports.html import TEMPLATES
from careplan.reports.printing import FONT, FONT_FOLDERS

PACKAGES = ("weasyprint", "pydyf", "tinyhtml5", "tinycss2", "cssselect2", "fonttools", "Pyphen", "Pillow")
FAMILIES = ("LXGW WenKai", "LXGW WenKai Light", "Noto Serif CJK SC", "Noto Sans CJK SC")
ABSENT = "absent"


def made_with() -> dict[str, str]:
    """Name → version or SHA-256 of all that has a say in how the bytes of the PDF come out."""
    found = {f"package {name}": _package(name) for name in PACKAGES}
    found["package python"] = platform.python_version()
    found["library pango"] = _pango()
    found |= {f"font {family}": _font(family) for family in FAMILIES}
    fang = next((folder / FONT for folder in FONT_FOLDERS if (folder / FONT).is_file()), None)
    found[f"font {FONT}"] = _hash(fang)
    found["charts echarts"] = _hash(LIBRARY)
    found["template"] = _folder(TEMPLATES, "*")
    found["assembly"] = _folder(Path(__file__).parent, "*.py")
    return found


def differing(kept: Mapping[str, str], now: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """(name, then, now) of what is not as it was; "absent" where there was or is none."""
    names = sorted({*kept, *now})
    pairs = ((name, kept.get(name, ABSENT), now.get(name, ABSENT)) for name in names)
    return tuple((name, then, today) for name, then, today in pairs if then != today)


def _package(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ABSENT


def _pango() -> str:
    name = ctypes.util.find_library("pango-1.0")
    if name is None:
        return ABSENT
    ask = ctypes.CDLL(name).pango_version_string
    ask.restype = ctypes.c_char_p
    return str(ask().decode())


def _font(family: str) -> str:
    """The SHA-256 of the file that fontconfig gives for a family."""
    command = shutil.which("fc-match")
    if command is None:
        return ABSENT
    words = [command, "--format", "%{file}", family]
    return _hash(Path(subprocess.run(words, capture_output=True, text=True, check=False).stdout))


def _hash(path: Path | None) -> str:
    return fingerprint(path.read_bytes()) if path is not None and path.is_file() else ABSENT


def _folder(folder: Path, pattern: str) -> str:
    """One SHA-256 over the files of a folder with their names."""
    files = sorted(path for path in folder.glob(pattern) if path.is_file())
    return fingerprint("\n".join(f"{path.name} {_hash(path)}" for path in files).encode())
