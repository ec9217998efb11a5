"""Words of the `careplan` command."""

from __future__ import annotations

import pytest

from careplan.cli import data_first


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (["serve", "--data", "d", "--port", "1"], ["--data", "d", "serve", "--port", "1"]),
        (["--data", "d", "serve"], ["--data", "d", "serve"]),
        (["roster", "import", "f.xlsx", "--data=d", "--yes"], ["--data=d", "roster", "import", "f.xlsx", "--yes"]),
        (["serve"], ["serve"]),
        (["serve", "--data"], ["--data", "serve"]),
    ],
)
def test_data_folder_may_stand_anywhere(given: list[str], meant: list[str]) -> None:
    assert data_first(given) == meant
