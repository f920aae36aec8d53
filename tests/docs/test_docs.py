"""The docs are true where a machine can tell: generated pages are fresh, links lead somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *sorted((ROOT / "docs").rglob("*.md")), ROOT / "content/README.md"]


def test_generated_pages_are_fresh() -> None:
    from generate import all_pages

    stale = [name for name, text in all_pages().items() if (ROOT / name).read_text(encoding="utf-8") != text]
    assert stale == [], "run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_decision_is_listed() -> None:
    listed = (ROOT / "docs/decisions/README.md").read_text()
    pages = {path.name for path in (ROOT / "docs/decisions").glob("0*.md")}
    assert {name for name in pages if name not in listed} == set()


def test_every_page_of_the_docs_is_reachable_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        links = re.findall(r"\]\((?!https?:|#)([^)#]+\.md)", page.read_text(encoding="utf-8"))
        waiting += [(page.parent / link).resolve() for link in links]
    docs = {path.resolve() for path in (ROOT / "docs").rglob("*.md")}
    assert {str(path.relative_to(ROOT)) for path in docs - reached} == set()


def test_the_two_commands_stand_in_the_readme_and_ci_calls_the_tests() -> None:
    readme = (ROOT / "README.md").read_text()
    assert "make start" in readme
    assert "make test" in readme
    assert "make test" in (ROOT / ".ci/run").read_text()
