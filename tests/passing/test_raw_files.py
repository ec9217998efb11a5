"""What stands in an encrypted column is readable in no raw file: database, write-ahead log, logs, exports (G26)."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from careplan.app import create_app
from careplan.db import Base, db, school_scope
from careplan.secrecy import EncryptedText
from tests.passing.child_fields import reviewed
from tests.passing.marks import mark_everything
from tests.web.crawl import played_copy
from tests.world import settings_at

pytestmark = pytest.mark.plan("C37")


def encodings(mark: str) -> Iterator[tuple[str, bytes]]:
    """The mark as any program might have written it; base64 at each of the three places where it may begin."""
    for name in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        plain = mark.encode(name)
        yield name, plain
        yield f"{name} hex", plain.hex().encode()
        yield f"{name} HEX", plain.hex().upper().encode()
        for shift in range(3):
            whole = base64.b64encode(b"\0" * shift + plain)
            yield f"{name} base64 {shift}", whole[-(-shift * 4 // 3) : len(whole) - 4]
    yield "json", mark.encode("unicode_escape")


def readable(data: bytes, marks: dict[str, str]) -> list[tuple[str, str]]:
    """Field and encoding of each mark in the bytes."""
    return [(field, name) for field, mark in marks.items() for name, form in encodings(mark) if form in data]


def sealed_fields() -> set[str]:
    return {
        name
        for name in reviewed()
        if isinstance(Base.metadata.tables[name.split(".")[0]].columns[name.split(".")[1]].type, EncryptedText)
    }


@pytest.mark.slow
def test_no_raw_file_holds_what_is_encrypted(
    world_folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = played_copy(world_folder, tmp_path / "data")
    app = create_app(settings_at(folder))
    with app.app_context(), school_scope(1):
        every, sealed = mark_everything(), sealed_fields()
        marks = {name: mark for name, mark in every.items() if name in sealed}
        plain = {name: mark for name, mark in every.items() if name not in sealed}
        assert len(marks) > 30
        browser = app.test_client()
        with browser.session_transaction() as session:
            session["user_id"] = 1
        for address in ("/children/7", "/care/children/7", "/children/", "/care/register"):
            assert browser.get(address).status_code == 200, address
        db.session.remove()
        files = [path for path in folder.rglob("*") if path.is_file()]
        assert any(path.name.endswith("-wal") for path in files), "the write-ahead log is looked at while it is there"
        assert any(readable(path.read_bytes(), plain) for path in files), "what is not sealed is found in these files"
        leaks = [(path.name, *found) for path in files for found in readable(path.read_bytes(), marks)]
        db.engine.dispose()
    said = "".join((caplog.text, *capfd.readouterr())).encode()
    assert leaks == []
    assert readable(said, marks) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("shift", [0, 1, 2])
def test_the_search_finds_a_mark_in_each_disguise(encoding: str, shift: int) -> None:
    """The test above can fail."""
    plain = "鿁007鿁".encode(encoding)
    for data in (plain, plain.hex().encode(), base64.b64encode(b"x" * shift + plain + b"tail")):
        assert readable(b"before " + data + b" after", {"child.address": "鿁007鿁"})
