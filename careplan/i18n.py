"""Languages: Simplified Chinese first, English second. Each package keeps its words in its own .po file.

`python -m careplan.i18n` merges the .po files of a language into the one compiled catalogue that gettext reads.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = {"zh_Hans": "简体中文", "en": "English"}
DEFAULT_LANGUAGE = "zh_Hans"
TRANSLATIONS = Path(__file__).resolve().parent / "translations"


def compile_catalogues(root: Path = TRANSLATIONS) -> list[Path]:
    """Write messages.mo for each language whose .po files are newer; returns what was written."""
    return [target for folder in sorted(root.glob("*/LC_MESSAGES")) if (target := _compile(folder))]


def _compile(folder: Path) -> Path | None:
    sources = sorted(folder.glob("*.po"))
    target = folder / "messages.mo"
    if not sources or (target.exists() and target.stat().st_mtime >= max(s.stat().st_mtime for s in sources)):
        return None
    merged = Catalog(locale=folder.parent.name)
    for source in sources:
        with source.open("rb") as file:
            for message in read_po(file, locale=folder.parent.name):
                if message.id:
                    merged.add(message.id, message.string, context=message.context)
    partial = target.with_suffix(".mo.new")
    with partial.open("wb") as file:
        write_mo(file, merged)
    partial.replace(target)
    return target


if __name__ == "__main__":
    for path in compile_catalogues():
        print(path)
