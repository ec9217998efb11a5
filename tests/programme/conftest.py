"""The world of these tests has a published schedule, and words for the forms."""

from __future__ import annotations

from tests.sessions.conftest import world_folder

__all__ = ["world_folder"]
