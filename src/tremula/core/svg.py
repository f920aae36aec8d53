"""SVG as a tree of elements, and as text. It draws nothing of its own, and writes no style attribute."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from msgspec import Struct


class Node(Struct, frozen=True):
    """An SVG element: name, attributes, what is in it (elements, or words)."""

    name: str
    attributes: dict[str, str]
    inside: tuple[Node | str, ...] = ()


def written(node: Node) -> Iterator[str]:
    """A tree as text."""
    attributes = "".join(f" {name}={quoted(value)}" for name, value in node.attributes.items())
    yield f"<{node.name}{attributes}>"
    for inner in node.inside:
        if isinstance(inner, str):
            yield escape(inner)
        else:
            yield from written(inner)
    yield f"</{node.name}>"


def quoted(value: str) -> str:
    """An attribute's value with its quotes."""
    return '"' + escape(value, {'"': "&quot;"}) + '"'
