"""Gathers every text that a person may read, with its place: content, pages, scripts, program, docs.

A text that quotes the article stands under a key of QUOTES in content, in <q class="claim"> in a template,
and between <!-- claim --> and <!-- /claim --> in a page of the docs; it is left out here. Nothing is judged.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).parents[1]
QUOTES = ("claim", "article")
"""Keys whose words are the article’s own."""
NOT_READ = ("id", "pose", "move", "show", "kind", "tests", "sources")
DOCS = ("README.md", "SECURITY.md", "CHANGELOG.md", "docs/reference/command-line.md")
FOLDERS = ("docs/tutorials", "docs/how-to", "docs/explanation")
PROGRAM = ("web", "cli", "actions", "core", "bootstrap.py", "settings.py")
NOTE = re.compile(r"<!-- claim -->.*?<!-- /claim -->", re.DOTALL)
CLAIMED = re.compile(r'<q class="claim">.*?</q>', re.DOTALL)
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}", re.DOTALL)
SHOWN = re.compile(r"\{\{.*?\}\}", re.DOTALL)
SILENT = re.compile(r"<(script|style|svg)\b.*?</\1>|<!--.*?-->", re.DOTALL)
SAID = re.compile(r'\b(?:aria-label|title|placeholder|alt|content)="([^"]*)"')
BLOCK = re.compile(
    r"</?(?:p|li|h[1-6]|dt|dd|div|section|summary|legend|td|th|label|option|button|title|figcaption|a)\b[^>]*>"
)
TAG = re.compile(r"<[^>]+>")
JS_TEXT = re.compile(r'"((?:[^"\\\n]|\\.)*)"|\'((?:[^\'\\\n]|\\.)*)\'|`((?:[^`\\]|\\.)*)`')
JS_NOTE = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)
JS_JOIN = re.compile(r"([\"'])\s*\+\s*\1")


class Text(NamedTuple):
    """Where it stands, and its words."""

    where: str
    words: str


def all_texts(root: Path = ROOT) -> Iterator[Text]:
    """Everything, file by file."""
    yield from of_content(root)
    web = root / "src/tremula/web"
    for path in sorted(web.glob("templates/*.html")):
        yield from of_template(path, root)
    for path in sorted(web.glob("static/**/*.js")):
        yield from of_script(path, root)
    for path in program(root):
        yield from of_program(path, root)
    for path in docs(root):
        yield from of_page(path, root)


def of_content(root: Path, pattern: str = "**/*.yaml") -> Iterator[Text]:
    """The texts of content files, by key; quotes and names are left out."""
    for path in sorted((root / "content").glob(pattern)):
        where = str(path.relative_to(root))
        for key, words in in_value(yaml.safe_load(path.read_text("utf-8")), ""):
            yield Text(f"{where}: {key}", words)


def in_value(value: object, key: str) -> Iterator[tuple[str, str]]:
    """Every text in a value, with the keys that lead to it."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, item in value.items():
            quoted = name in QUOTES or (name == "source" and key.startswith("differs"))
            if not quoted and name not in NOT_READ:
                yield from in_value(item, f"{key}.{name}".strip("."))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from in_value(item, f"{key}[{place}]")


def of_template(path: Path, root: Path = ROOT) -> Iterator[Text]:
    """Each block of a template; what is put in becomes one dash."""
    html = SILENT.sub(" ", JINJA.sub(" ", path.read_text("utf-8")))
    yield from of_html(html, str(path.relative_to(root)))


def of_html(html: str, where: str) -> Iterator[Text]:
    """Each block of a page, and what only a screen reader says."""
    html = CLAIMED.sub(" ", SHOWN.sub("–", html))
    labels = [match[1] for match in SAID.finditer(html)]
    blocks = [TAG.sub("", block) for block in BLOCK.split(html)]
    for words in (*blocks, *labels):
        tidy = " ".join(unescape(words).split())
        if re.search(r"[A-Za-z]", tidy):
            yield Text(where, tidy)


def of_script(path: Path, root: Path = ROOT) -> Iterator[Text]:
    """The texts of a script that have more than one word; pieces that are joined with + are one."""
    source = JS_JOIN.sub("", JS_NOTE.sub("", path.read_text("utf-8")))
    for match in JS_TEXT.finditer(source):
        words = next(group for group in match.groups() if group is not None)
        if " " in words.strip():
            yield Text(str(path.relative_to(root)), re.sub(r"\$\{[^}]*\}", "–", words))


def program(root: Path) -> list[Path]:
    """The modules whose words reach a person."""
    source = root / "src/tremula"
    return [path for name in PROGRAM for path in sorted((source / name).rglob("*.py") or [])] + [
        source / name for name in PROGRAM if name.endswith(".py")
    ]


def of_program(path: Path, root: Path = ROOT) -> Iterator[Text]:
    """Strings of more than one word that are no docstring; pieces that are joined are one."""
    tree = ast.parse(path.read_text("utf-8"))
    silent = docstrings(tree)
    inside: set[int] = set()
    for node in ast.walk(tree):
        words = constant(node)
        if words is None or id(node) in silent | inside:
            continue
        inside |= {id(child) for child in ast.walk(node)}
        if " " in words.strip():
            yield Text(f"{path.relative_to(root)}:{node.lineno}", words)  # type: ignore[attr-defined]


def constant(node: ast.AST) -> str | None:
    """The text that a node makes, with a dash for what is put in; None for no text."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(constant(value) or "–" for value in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = constant(node.left), constant(node.right)
        return None if left is None or right is None else left + right
    return None


def docstrings(tree: ast.AST) -> set[int]:
    """Texts that stand alone as a statement."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def docs(root: Path) -> list[Path]:
    """The pages of the docs that are for people who use tremula."""
    return [root / name for name in DOCS] + [
        path for name in FOLDERS for path in sorted((root / name).glob("*.md"))
    ]


def of_page(path: Path, root: Path = ROOT) -> Iterator[Text]:
    """Each paragraph and each cell of a page of the docs."""
    source = NOTE.sub(" ", path.read_text("utf-8"))
    for block in re.split(r"\n\s*\n|(?<=\|)\n|\s\|\s", source):
        tidy = " ".join(block.split())
        if re.search(r"[A-Za-z]", tidy):
            yield Text(str(path.relative_to(root)), tidy)
