"""The world of these tests has a published schedule, as that of the sessions."""

from tests.sessions.conftest import world_folder

__all__ = ["world_folder"]
