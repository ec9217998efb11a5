"""Measurements work on the demo school."""

from tests.e2e.conftest import Demo, demo

__all__ = ["Demo", "demo"]
