"""Passwords: Argon2id, at least 12 characters, none of the ones everybody tries (G14)."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MINIMUM = 12
MAXIMUM = 1024
_KNOWN = ("woaini", "123456", "password", "qwerty", "abc123", "111111", "888888", "aa123456", "careplan", "admin123")
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class PasswordPolicy:
    """Hashing with the given cost; the test suite uses a small one."""

    def __init__(self, memory_kib: int = 65536, rounds: int = 3) -> None:
        self._hasher = PasswordHasher(time_cost=rounds, memory_cost=memory_kib, parallelism=2)
        self._nobody = self._hasher.hash(secrets.token_hex(8))

    def hash(self, password: str) -> str:
        return self._hasher.hash(password)

    def matches(self, password_hash: str | None, password: str) -> bool:
        """Whether the password is right; takes as long when there is no such account (None)."""
        try:
            return self._hasher.verify(password_hash or self._nobody, password) and password_hash is not None
        except (VerificationError, InvalidHashError):
            return False


def weakness(password: str, *, username: str, school: str) -> str | None:
    """Why the password may not be used: short · long · common · personal; None when it is good."""
    lowered = password.casefold()
    if len(password) < MINIMUM:
        return "short"
    if len(password) > MAXIMUM:
        return "long"
    if len(set(password)) < 5 or _mostly_known(lowered):
        return "common"
    if username.casefold() in lowered or (school and school in password):
        return "personal"
    return None


def _mostly_known(password: str) -> bool:
    rest = password
    for known in _KNOWN:
        rest = rest.replace(known, "")
    return len(rest) < MINIMUM // 2


def random_password(groups: int = 4) -> str:
    """A random password that can be read out: groups of four letters and digits, about 20 bits a group."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(groups))
