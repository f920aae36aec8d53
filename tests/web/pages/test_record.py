"""My record: every way on it leads to a page, and each of those pages says that one is still in it."""

from looking import Looked
from visitor import Visitor

from tremula.web.pages.record import SECTIONS


def test_every_way_leads_somewhere(resident: Visitor) -> None:
    page = Looked(resident.visit("/record").text)
    ways = [address for _, rows in SECTIONS for address, _, _ in rows]
    assert set(ways) <= set(page.links())
    assert {way: resident.visit(way).status_code for way in ways} == dict.fromkeys(ways, 200)


def test_inside_the_record_its_room_is_marked(resident: Visitor) -> None:
    for path in ("/journal", "/progress", "/history", "/check-in/own"):
        assert '<a href="/record" aria-current="true">' in resident.visit(path).text
    assert '<a href="/record" aria-current="page">' in resident.visit("/record").text
