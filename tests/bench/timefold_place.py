"""Where Timefold's packages lie: in a folder of their own, from a lock of their own, beside those of the project.

Nothing else sees them: only the measurement's process looks there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools.places import CACHE, REQUIREMENTS, VENV_BIN, Stamp, digest
from tools.python_needs import mirror

LOCK = REQUIREMENTS / "timefold.lock"
PLACE = CACHE / "timefold"
PYTHONS = ((3, 10), (3, 12))  # whose byte code Timefold can translate; with others it is many times slower
JAVA = 17


def lacking() -> str | None:
    """What this machine lacks, in words; None where Timefold can run. Installs its packages where they are missing."""
    if not PYTHONS[0] <= sys.version_info[:2] <= PYTHONS[1]:
        return "Timefold 1.24 for Python needs Python 3.10 to 3.12"
    if java_version() < JAVA:
        return f"Timefold needs a Java of version {JAVA} or later: apt-get install openjdk-{JAVA}-jre-headless"
    return _install()


def java_version() -> int:
    """0 where there is none."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if java is None or not Path(java).is_file():
        return 0
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    return int(found.group(1)) if found else 0


def _install() -> str | None:
    mark = Stamp("timefold", f"{digest([LOCK])} {sys.version_info[:2]}")
    if mark.holds() and PLACE.is_dir():
        return None
    shutil.rmtree(PLACE, ignore_errors=True)
    words = ["pip", "install", "--quiet", "--require-hashes", "--python", sys.executable, "--target", PLACE, "-r", LOCK]
    if subprocess.run([VENV_BIN / "uv", *words], env=mirror(dict(os.environ)), check=False).returncode:
        return "Timefold's packages cannot be had from here"
    mark.set()
    return None
