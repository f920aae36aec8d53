"""Strict YAML with a line for everything: mappings, lists, texts, numbers, true and false, no more.

Tags, anchors, aliases, doubled keys, `yes`/`no`, empty values and dates are problems, each with its way out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from tremula.core.failure import Problem

Path = tuple[str | int, ...]
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 20
_TAG = "tag:yaml.org,2002:"
_WHOLE = re.compile(r"-?(0|[1-9]\d*)")
_DECIMAL = re.compile(r"-?\d+\.\d+")
MOST_DIGITS = 15
"""Longer numbers lose digits, or are none to Python."""


@dataclass(slots=True)
class Read:
    """A file's value, the line of everything in it by path, and what is wrong with it."""

    where: str
    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of this path, or of the nearest thing around it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def wrong(self, path: Path, what: str) -> None:
        """Note a problem at a path."""
        self.problems.append(Problem(self.where, self.line(path), what))


def read_yaml(text: str, where: str) -> Read:
    """Read one file's text; what is not understood is in `problems`, and then `value` may have holes."""
    read = Read(where)
    try:
        read.problems += forbidden(text, where)
        if not read.problems:
            root = yaml.compose(text, Loader=Loader)
            if root is None:
                read.wrong((), "the file is empty; content/README.md shows what belongs into it")
            else:
                read.value = value_of(root, (), read)
    except yaml.MarkedYAMLError as error:
        read.problems.append(Problem(where, line_of(error), f"this is not YAML: {error.problem}; {INDENT}"))
    except yaml.YAMLError as error:
        line = text.encode()[: getattr(error, "position", 0)].count(b"\n") + 1
        read.problems.append(Problem(where, line, f"this is not YAML: {str(error).splitlines()[0]}"))
    return read


INDENT = "often a line is indented too little or too much, or a text with a colon needs quotes"


def line_of(error: yaml.MarkedYAMLError) -> int:
    """The line a parser complained about."""
    mark = error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def forbidden(text: str, where: str) -> Iterator[Problem]:
    """What YAML can do and content may not: tags, anchors, aliases, several documents, endless depth."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=Loader):
        if type(event) is yaml.ScalarEvent and event.anchor is None and event.tag is None:
            continue
        line = event.start_mark.line + 1 if event.start_mark else 1
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            yield Problem(where, line, f"*{event.anchor}: aliases are not used here; write the text out")
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            yield Problem(where, line, f"&{event.anchor}: anchors are not used here; take it away")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            yield Problem(where, line, f"{event.tag}: tags are not used here; take it away")
        if depth > DEEPEST:
            yield Problem(where, line, f"more than {DEEPEST} levels deep; nothing here needs that")
            return
        if documents > 1:
            yield Problem(
                where, line, "a second document begins; one file holds one thing, take the --- away"
            )
            return


def value_of(node: Any, path: Path, read: Read) -> Any:
    """The plain value of a node; lines and problems go into `read`."""
    read.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return mapping_of(node, path, read)
    if isinstance(node, yaml.SequenceNode):
        return [value_of(item, (*path, place), read) for place, item in enumerate(node.value)]
    return scalar_of(node, path, read)


def mapping_of(node: yaml.MappingNode, path: Path, read: Read) -> dict[str, Any]:
    """A mapping whose keys are texts, each there once."""
    values: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            read.problems.append(
                Problem(read.where, line, "a key must be one word; a list or mapping stands here")
            )
        elif key.value in values:
            first = read.lines[*path, key.value]
            what = f"“{key.value}” is there twice (first in line {first}); keep one of them"
            read.problems.append(Problem(read.where, line, what))
        else:
            read.lines[*path, key.value] = line
            values[key.value] = value_of(value, (*path, key.value), read)
    return values


def scalar_of(node: yaml.ScalarNode, path: Path, read: Read) -> Any:
    """A text, a number, true or false; anything YAML would guess beyond that is a problem."""
    kind, text = node.tag.removeprefix(_TAG), node.value
    if kind == "str":
        return seen(text, path, read)
    if kind == "bool" and text in ("true", "false"):
        return text == "true"
    if kind in ("int", "float") and len(text) > MOST_DIGITS:
        read.wrong(path, f"a number of {len(text)} characters; put it in quotes if it is a text")
        return None
    if kind == "int" and _WHOLE.fullmatch(text):
        return int(text)
    if kind == "float" and _DECIMAL.fullmatch(text):
        return float(text)
    read.wrong(path, _guessed(kind, text))
    return None


def seen(text: str, path: Path, read: Read) -> str:
    """The text; a character in it that nobody sees (it may turn the reading order round) is a problem."""
    if text.replace("\n", "").isprintable():
        return text
    hidden = next((each for each in text if each != "\n" and unicodedata.category(each)[0] == "C"), None)
    if hidden:
        read.wrong(
            path, f"a character that cannot be seen (U+{ord(hidden):04X}) is in this text; take it away"
        )
    return text


def _guessed(kind: str, text: str) -> str:
    if kind == "null":
        return "nothing stands here; write a value or take the line away"
    if kind == "bool":
        return f"“{text}” is a yes or no to YAML; write true or false, or put a text in quotes"
    return f"“{text}” is a guess to YAML ({kind}); put it in quotes if it is a text, or write a plain number"
