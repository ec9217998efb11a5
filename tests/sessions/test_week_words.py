"""A week is called by its term and its place in it on every page."""

from __future__ import annotations

from tests.sessions.test_views_versions import draft_id
from tests.world import ClientFor

__all__ = ["draft_id"]


def test_the_list_the_strip_and_the_draft_call_a_week_alike(client_for: ClientFor, draft_id: int) -> None:
    head = client_for("head_counselor")

    for path in ("/sessions/list?span=year&scope=all", "/sessions/", f"/sessions/draft/{draft_id}"):
        page = head.get(path).text
        assert "第一学期第" in page, path
        assert "第 " not in "".join(part[:6] for part in page.split("周")[1:] if part.startswith(" 第")), path
