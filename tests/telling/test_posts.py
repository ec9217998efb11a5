"""Messages packed into posts that a service takes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from careplan.telling.posts import packed


def test_messages_stay_whole_and_share_posts_while_they_fit() -> None:
    assert packed(["一" * 10, "二" * 10, "三" * 10], 70) == ["一" * 10 + "\n\n" + "二" * 10, "三" * 10]


def test_a_long_message_breaks_between_its_lines() -> None:
    assert packed(["头\n" + "甲" * 10 + "\n" + "乙" * 10], 40) == ["头\n" + "甲" * 10, "乙" * 10]


@given(st.lists(st.text(alphabet="一二ab\n🙂", max_size=60), max_size=6), st.integers(8, 50))
def test_nothing_is_lost_and_no_post_is_too_long(texts: list[str], most: int) -> None:
    posts = packed(texts, most)

    assert all(len(post.encode()) <= most for post in posts)
    assert "".join("".join(texts).split()) == "".join("".join(posts).split())
