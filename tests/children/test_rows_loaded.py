"""Pages that list many children load whole rows for one page only, however many children there are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import event

from careplan.children.models import Child
from tests.world import ClientFor

PER_PAGE = 4
PLACES = ("careplan.casework.views_register", "careplan.aid.views_children", "careplan.children.list_queries")
PAGES = {
    "/children/": PER_PAGE,
    "/care/missing": 0,
    "/care/missing?show=level": PER_PAGE,
    "/care/missing?show=level&page=9": PER_PAGE,
    "/aid/?show=all": 0,
    "/aid/?show=trough": 0,
    "/aid/overview": 0,
}
"""Page → the most rows of children that it may load; the world has 21, seven of them in care."""


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[int]]:
    """The ids of the children whose rows were loaded."""
    for place in PLACES:
        monkeypatch.setattr(f"{place}.PER_PAGE", PER_PAGE)
    found: set[int] = set()

    def note(child: Child, _context: object) -> None:
        found.add(child.id)

    event.listen(Child, "load", note)
    yield found
    event.remove(Child, "load", note)


@pytest.mark.plan("C10")
@pytest.mark.parametrize("page", PAGES)
def test_a_list_of_children_loads_the_rows_of_its_page(client_for: ClientFor, loaded: set[int], page: str) -> None:
    answer = client_for("principal").get(page)

    assert answer.status_code == 200
    assert len(loaded) <= PAGES[page]


@pytest.mark.usefixtures("loaded")
def test_the_pages_of_what_is_missing_hold_each_child_once(client_for: ClientFor) -> None:
    browser, names = client_for("principal"), list[str]()
    total = browser.get("/care/missing?show=level").text.count('<th scope="row">')
    assert total == PER_PAGE
    for number in (1, 2):
        text = browser.get(f"/care/missing?show=level&page={number}").text
        names += [line.split(">")[1] for line in text.split('<th scope="row">')[1:] for line in [line.split("</a")[0]]]
    assert PER_PAGE < len(names) == len(set(names))
