"""The world of these tests has an approved plan and a published schedule."""

from tests.sessions.conftest import world_folder

__all__ = ["world_folder"]
