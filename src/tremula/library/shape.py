"""Holds a plain value against a struct: unknown and missing keys, wrong words and kinds, with suggestions."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from tremula.core.exercise.script import KINDS
from tremula.core.guidance import FORMS
from tremula.library.nodes import Path, Read

Shaped = TypeVar("Shaped")
type_info: Callable[[Any], inspect.Type] = cache(inspect.type_info)
_PATH = re.compile(r" - at `\$(?P<path>[^`]*)`$")
_PLACE = re.compile(r"\.(?P<key>[^.\[]+)|\[(?P<index>\d+)\]")


def shaped(read: Read, kind: type[Shaped]) -> Shaped | None:
    """The value as this struct, or None with the problems noted in `read`."""
    if read.problems:
        return None
    check(read.value, type_info(kind), (), read)
    if read.problems:
        return None
    try:
        return msgspec.convert(read.value, kind)
    except msgspec.ValidationError as error:
        message = str(error)
        read.wrong(
            path_in(message), _PATH.sub("", message) + "; the schema beside the files says what belongs here"
        )
        return None


def path_in(message: str) -> Path:
    """The place that msgspec names."""
    found = _PATH.search(message)
    places = _PLACE.finditer(found["path"]) if found else ()
    return tuple(place["key"] or int(place["index"]) for place in places)


def check(value: Any, kind: inspect.Type, path: Path, read: Read) -> None:
    """Compare a value with a type, going down; problems are noted, nothing is raised."""
    match kind:
        case inspect.StructType():
            check_struct(value, kind, path, read)
        case inspect.UnionType():
            check_union(value, kind, path, read)
        case inspect.VarTupleType() | inspect.ListType():
            check_list(value, kind, path, read)
        case inspect.TupleType():
            check_tuple(value, kind, path, read)
        case inspect.DictType():
            check_dict(value, kind, path, read)
        case inspect.LiteralType():
            check_word(value, [str(each) for each in kind.values], path, read)
        case inspect.StrType():
            check_text(value, kind, path, read)
        case inspect.IntType() | inspect.FloatType():
            check_number(value, kind, path, read)
        case inspect.BoolType():
            if not isinstance(value, bool):
                read.wrong(path, f"true or false must stand here, not {shown(value)}")


def check_struct(value: Any, kind: inspect.StructType, path: Path, read: Read) -> None:
    """Known keys only, every required key, and each field."""
    if not isinstance(value, dict):
        read.wrong(path, f"several “key: value” must stand here, not {shown(value)}")
        return
    fields = {field.encode_name: field for field in kind.fields}
    for key in value:
        if key not in fields and key != kind.tag_field:
            read.wrong((*path, key), f"“{key}” is no key here; {instead(key, list(fields))}")
    for name, field in fields.items():
        if name in value:
            check(value[name], field.type, (*path, name), read)
        elif field.required:
            read.wrong(path, f"“{name}” is missing; add a line “{name}: …”")


def check_union(value: Any, kind: inspect.UnionType, path: Path, read: Read) -> None:
    """A step by its kind, a structure, or one of several plain kinds."""
    structs = [each for each in kind.types if isinstance(each, inspect.StructType)]
    if structs and structs[0].tag_field:
        check_step(value, structs, path, read)
    elif isinstance(value, dict | list):
        deep = inspect.StructType | inspect.VarTupleType | inspect.TupleType | inspect.DictType
        fitting = [each for each in kind.types if isinstance(each, deep)]
        _check_first(value, fitting, path, read)
    else:
        plain = [each for each in kind.types if not isinstance(each, inspect.StructType | inspect.NoneType)]
        _check_plain(value, plain, path, read)


def _check_first(value: Any, kinds: list[Any], path: Path, read: Read) -> None:
    if kinds:
        check(value, kinds[0], path, read)
    else:
        read.wrong(path, "one plain value must stand here, not a list or several keys")


def _check_plain(value: Any, kinds: list[inspect.Type], path: Path, read: Read) -> None:
    """A plain value: right when one of the kinds takes it; else the complaint of the kind nearest to it."""
    words = [str(word) for kind in kinds if isinstance(kind, inspect.LiteralType) for word in kind.values]
    if words and all(isinstance(kind, inspect.LiteralType) for kind in kinds):
        check_word(value, words, path, read)
        return
    complaints = []
    for kind in kinds:
        trial = Read(read.where, lines=read.lines)
        check(value, kind, path, trial)
        if not trial.problems:
            return
        complaints.append(trial.problems)
    nearest = (
        0
        if not isinstance(value, str)
        else next((place for place, kind in enumerate(kinds) if isinstance(kind, inspect.StrType)), 0)
    )
    read.problems += complaints[nearest]


def check_step(value: Any, kinds: list[inspect.StructType], path: Path, read: Read) -> None:
    """A step is told by the one key that names its kind; that kind is then written into the value."""
    if not isinstance(value, dict):
        read.wrong(path, f"a step must stand here, for example “say: …”, not {shown(value)}")
        return
    named = [key for key in value if key in KINDS]
    if len(named) == 1:
        kind = next(each for each in kinds if each.tag == named[0])
        value["kind"] = named[0]
        check_struct(value, kind, path, read)
    elif named:
        read.wrong(path, f"a step is one thing, this is {' and '.join(named)}; make two steps of it")
    else:
        first = next(iter(value), "")
        read.wrong((*path, first), f"“{first}” is no kind of step; {instead(first, list(KINDS))}")


def check_list(value: Any, kind: inspect.VarTupleType | inspect.ListType, path: Path, read: Read) -> None:
    """Enough items, and every one of them."""
    if not isinstance(value, list):
        read.wrong(path, f"a list must stand here (lines beginning with “- ”), not {shown(value)}")
        return
    if len(value) < (kind.min_length or 0):
        read.wrong(path, "the list is empty; write at least one line beginning with “- ”")
    for place, item in enumerate(value):
        check(item, kind.item_type, (*path, place), read)


def check_tuple(value: Any, kind: inspect.TupleType, path: Path, read: Read) -> None:
    """A list of a fixed length."""
    wanted = len(kind.item_types)
    if not isinstance(value, list) or len(value) != wanted:
        read.wrong(path, f"a list of {wanted} must stand here")
        return
    for place, (item, each) in enumerate(zip(value, kind.item_types, strict=True)):
        check(item, each, (*path, place), read)


def check_dict(value: Any, kind: inspect.DictType, path: Path, read: Read) -> None:
    """Every name and what it names."""
    if not isinstance(value, dict):
        read.wrong(path, f"several “name: …” must stand here, not {shown(value)}")
        return
    for key, item in value.items():
        check(key, kind.key_type, (*path, key), read)
        check(item, kind.value_type, (*path, key), read)


def check_word(value: Any, words: list[str], path: Path, read: Read) -> None:
    """One of a closed list of words."""
    if value not in words:
        read.wrong(path, f"{shown(value)} is not known here; {instead(str(value), words)}")


def check_text(value: Any, kind: inspect.StrType, path: Path, read: Read) -> None:
    """A text of the right length and form."""
    if not isinstance(value, str):
        read.wrong(path, f"a text must stand here, not {shown(value)}; put it in quotes")
    elif kind.min_length and len(value.strip()) < kind.min_length:
        read.wrong(path, "the text is empty; write it or take the line away")
    elif kind.max_length and len(value) > kind.max_length:
        read.wrong(path, f"{len(value)} characters, but {kind.max_length} is the most here; make it shorter")
    elif kind.pattern and not re.search(kind.pattern, value):
        name = "it is no name; use small letters, digits and hyphens, like calf-low"
        read.wrong(path, f"“{value}”: {FORMS.get(kind.pattern, name)}")


def check_number(value: Any, kind: inspect.IntType | inspect.FloatType, path: Path, read: Read) -> None:
    """A number within its bounds."""
    kinds = int if isinstance(kind, inspect.IntType) else int | float
    if isinstance(value, bool) or not isinstance(value, kinds):
        whole = "whole " if kinds is int else ""
        read.wrong(path, f"a {whole}number must stand here, not {shown(value)}")
    elif kind.ge is not None and value < kind.ge:
        read.wrong(path, f"{value} is too small; {kind.ge:g} is the least")
    elif kind.le is not None and value > kind.le:
        read.wrong(path, f"{value} is too large; {kind.le:g} is the most")


def instead(word: str, known: list[str]) -> str:
    """The way out from a wrong word."""
    near = get_close_matches(word, known, 1, 0.6)
    return f"did you mean “{near[0]}”?" if near else f"use one of: {', '.join(known)}"


def shown(value: Any) -> str:
    """A value in a message, short."""
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "several keys"
    if value is None:
        return "nothing"
    return f"“{str(value).lower() if isinstance(value, bool) else str(value)[:60]}”"
