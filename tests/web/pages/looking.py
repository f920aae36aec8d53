"""A page as a list of elements and its words, and what no page may hold."""

from __future__ import annotations

import re
from html.parser import HTMLParser

EMPTY = {"meta", "link", "input", "br", "hr", "img", "path", "circle", "rect", "line"}


class Looked(HTMLParser):
    """Tags with their attributes in order, and the text outside of scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self._inside: list[str] = []
        self.feed(html)
        self.words = re.sub(r"\s+", " ", self.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in EMPTY:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self._inside):
            self.words += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def links(self) -> list[str]:
        return [attributes.get("href", "") for attributes in self.all("a")]

    def begins(self) -> list[str]:
        """What the buttons that begin a session ask for."""
        return [each["data-begin"] for each in self.all("button") if "data-begin" in each]


def against_the_policy(page: Looked) -> list[str]:
    """Inline styles, scripts and handlers: the content security policy would refuse them."""
    found = [f"<{tag}> has {name}" for tag, attributes in page.tags for name in attributes if is_inline(name)]
    found += ["<style>" for _ in page.all("style")]
    scripts = [each for each in page.all("script") if not each.get("src", "").startswith("/static/")]
    return found + [f"<script> {each}" for each in scripts if each.get("type") != "application/json"]


def is_inline(attribute: str) -> bool:
    return attribute == "style" or attribute.startswith("on")
