from tests.sessions.schedule import session_of
import pytest
@pytest.mark.usefixtures("in_school_1")
def test_x():
    row = session_of("2024-1"); print(row.day, row.posts[0].staff.number, row.activity.slug)
