"""What the front end's lock and its bundles promise."""

from __future__ import annotations

import json
import re

from tools.frontend_needs import MADE, node_version
from tools.places import DIST, FRONTEND


def test_lock_pins_every_package_with_its_integrity() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "integrity" not in entry or "resolved" in entry] == []


def test_wanted_versions_are_exact() -> None:
    wanted = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
    versions = [*wanted["dependencies"].values(), *wanted["devDependencies"].values()]
    assert [version for version in versions if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_bundles_are_built() -> None:
    assert [name for name in MADE if not (DIST / name).stat().st_size] == []


def test_bundles_fetch_nothing_from_elsewhere() -> None:
    outside = re.compile(r"(?:@import|url\()\s*[\"']?https?:")
    assert [
        name for name in MADE if name.endswith(".css") and outside.search((DIST / name).read_text(encoding="utf-8"))
    ] == []


def test_node_version_of_nothing_is_zero() -> None:
    assert node_version(None) == 0
    assert node_version("/bin/false") == 0


def test_the_mark_of_a_required_field_does_not_push_list_fields_aside() -> None:
    """The library calls its list fields `required` too; only the star has the margin."""
    text = (FRONTEND / "src" / "app.css").read_text(encoding="utf-8")
    assert re.findall(r"^(\S*)\.required\b.*margin", text, re.MULTILINE) == ["span"]
