"""Where the data lies and how the process is set up; the one reader of the environment."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

PACKAGE_ROOT = Path(__file__).resolve().parent
PROJECT_ROOT = PACKAGE_ROOT.parent
SEED_DATA = PROJECT_ROOT / "seed_data"
KEY_BYTES = 32


class MissingKey(Exception):
    """The data folder has no usable key file; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between installations.

    data: folder that holds the database, key file, issued reports; readable by its owner only.
    """

    data: Path
    database_url: str
    secret_key: str
    field_key: bytes
    https: bool = False
    testing: bool = False
    jobs_inline: bool = False

    @property
    def reports_folder(self) -> Path:
        return self.data / "reports"


def data_folder(given: str | Path | None = None) -> Path:
    """The data folder: given by `--data`, else by CAREPLAN_DATA, else ./data in the project."""
    return Path(given or os.environ.get("CAREPLAN_DATA") or PROJECT_ROOT / "data").expanduser().resolve()


def create_key_file(data: Path) -> Path:
    """Write new random keys to DATA/careplan.key (0600) unless there is one; never overwrites."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    data.chmod(0o700)
    path = data / "careplan.key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(f"{secrets.token_hex(KEY_BYTES)}\n{secrets.token_hex(KEY_BYTES)}\n")
    return path


def load_settings(data: Path) -> Settings:
    """Read the key file and the environment.

    Raises MissingKey where the key file is absent, too short, or readable by others.
    """
    secret, field = _read_keys(data / "careplan.key")
    return Settings(
        data=data,
        database_url=os.environ.get("DATABASE_URL") or f"sqlite:///{data / 'careplan.sqlite3'}",
        secret_key=secret,
        field_key=bytes.fromhex(field),
        https=os.environ.get("CAREPLAN_HTTPS", "") == "1",
    )


def _read_keys(path: Path) -> tuple[str, str]:
    if not path.exists():
        raise MissingKey(f"{path} is missing: run `./run careplan init --data {path.parent}` first / 请先运行 init")
    if path.stat().st_mode & 0o077:
        raise MissingKey(f"{path} can be read by others: run `chmod 600 {path}` / 密钥文件权限过宽")
    lines = path.read_bytes().decode("ascii", "replace").split()
    if len(lines) != 2 or not all(re.fullmatch(f"[0-9a-f]{{{KEY_BYTES * 2}}}", line) for line in lines):
        raise MissingKey(f"{path} is damaged: put back the copy you kept / 密钥文件损坏，请恢复备份")
    return lines[0], lines[1]
