"""Static files: named by their content, kept for ever, and nothing beside them can be had."""

import re
from pathlib import Path

import pytest
from visitor import Visitor

from tremula.web.assets import Assets


def test_each_listed_file_is_served_with_its_kind(resident: Visitor) -> None:
    assets = resident.house.assets
    assert len(assets.files) > 20
    for name, path in assets.files.items():
        answer = resident.ask("GET", assets.address(name))
        assert answer.content == path.read_bytes()
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["content-type"] != "text/plain" or name.endswith(".txt")


@pytest.mark.parametrize(
    "path",
    [
        "/static/{hash}/../app.py",
        "/static/{hash}/%2e%2e/app.py",
        "/static/{hash}/..%2fapp.py",
        "/static/{hash}//etc/passwd",
        "/static/{hash}/",
        "/static/{hash}/js",
        "/static/0000000000000000/css/base.css",
        "/static/{hash}/css/base.css%00",
    ],
)
def test_nothing_else_is(resident: Visitor, path: str) -> None:
    assert resident.ask("GET", path.format(hash=resident.house.assets.hash)).status_code == 404


@pytest.mark.parametrize(
    ("taken", "coding"),
    [
        ("gzip, deflate, br", "gzip"),
        ("identity", None),
        ("gzip;q=0", None),
        ("br;q=1, gzip; q=0.5", "gzip"),
        ("", None),
    ],
)
def test_text_is_packed_for_who_takes_it(resident: Visitor, taken: str, coding: str | None) -> None:
    assets = resident.house.assets
    answer = resident.ask("GET", assets.address("joined/player.js"), headers={"Accept-Encoding": taken})
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.content == assets.read("joined/player.js")


def test_a_typeface_is_not_packed_again(resident: Visitor) -> None:
    font = resident.house.assets.address("fonts/figtree-basic.woff2")
    assert "content-encoding" not in resident.ask("GET", font, headers={"Accept-Encoding": "gzip"}).headers


def test_another_content_has_another_address(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("1")
    first = Assets(tmp_path).hash
    assert Assets(tmp_path).hash == first
    (tmp_path / "a.js").write_text("2")
    second = Assets(tmp_path).hash
    (tmp_path / "a.js").rename(tmp_path / "b.js")
    assert len({first, second, Assets(tmp_path).hash}) == 3


def test_a_name_that_does_not_exist_is_our_own_mistake() -> None:
    with pytest.raises(KeyError):
        Assets().address("css/none.css")


def test_everything_a_page_names_is_there(resident: Visitor) -> None:
    named = set()
    for path in ("/", "/library", "/library/ankles", "/practise", "/grounding", "/history", "/settings"):
        named |= set(re.findall(r'(?:src|href)="(/static/[^"]+)"', resident.visit(path).text))
    assert named
    assert {path: resident.ask("GET", path).status_code for path in named} == dict.fromkeys(named, 200)


def test_the_service_worker_may_hold_the_whole_origin(resident: Visitor) -> None:
    answer = resident.ask("GET", "/service-worker.js")
    assert answer.headers["service-worker-allowed"] == "/"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"].startswith("text/javascript")


def test_the_list_of_files_to_keep_leads_from_the_pages_to_the_last_import(resident: Visitor) -> None:
    told = resident.ask("GET", "/static/files.json").json()
    assert told["tree"] == resident.house.assets.hash
    assert {resident.ask("GET", path).status_code for path in told["files"]} == {200}
    kept = {path.split("/", 3)[3] for path in told["files"]}
    assert {
        "joined/player.js",
        "js/pages/grounding.js",
        "js/lib/post.js",
        "fonts/figtree-latin-ext.woff2",
    } <= kept
    assert not [name for name in kept if name.startswith("js/pages/journal")]


def test_the_manifest_names_an_icon_that_is_there(resident: Visitor) -> None:
    answer = resident.ask("GET", "/manifest.webmanifest")
    assert answer.headers["content-type"] == "application/manifest+json"
    (icon,) = answer.json()["icons"]
    assert resident.ask("GET", icon["src"]).headers["content-type"] == icon["type"]
