"""Makes a long JSON document short to read: what is there twice gets a name, what is short one line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
WIDTH = 110
LARGE = 160
"""Characters from which on a schema that is there twice stands once, under a name."""


class Names:
    """Schemas of objects that are there more than once, by the operation and field that has it first."""

    def __init__(self, paths: Json) -> None:
        self.schemas: Json = {}
        self._named: dict[str, str] = {}
        self._counts = Counter(json.dumps(each) for each in objects(paths))

    def short(self, value: Any, name: str = "") -> Any:
        """The same with references in their place."""
        if isinstance(value, list):
            return [self.short(each, name) for each in value]
        if not isinstance(value, dict):
            return value
        if is_object(value) and self._counts[json.dumps(value)] > 1:
            return {"$ref": f"#/components/schemas/{self._name(value, name)}"}
        return self._inside(value, name)

    def _inside(self, value: Json, name: str) -> Json:
        name = value.get("operationId", name)
        fields = value.get("properties", {})
        return {
            key: {field: self.short(each, f"{name}-{field}") for field, each in fields.items()}
            if each is fields
            else self.short(each, name)
            for key, each in value.items()
        }

    def _name(self, value: Json, name: str) -> str:
        text = json.dumps(value)
        if text not in self._named:
            taken = set(self._named.values())
            names = (name if nth == 1 else f"{name}-{nth}" for nth in range(1, 100))
            self._named[text] = next(each for each in names if each not in taken)
            self.schemas[self._named[text]] = self._inside(value, name)
        return self._named[text]


def is_object(value: Any) -> bool:
    """Whether it is the schema of an object, and long."""
    is_schema = isinstance(value, dict) and value.get("type") == "object" and "properties" in value
    return is_schema and len(json.dumps(value)) >= LARGE


def objects(value: Any) -> Iterator[Json]:
    """Every such schema in it, however deep."""
    if is_object(value):
        yield value
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from objects(each)


def written(value: Any, before: str = "") -> str:
    """JSON, on one line where it is short."""
    short = json.dumps(value, ensure_ascii=False)
    if len(before) + len(short) <= WIDTH or not isinstance(value, dict | list):
        return short
    deeper = before + " "
    if isinstance(value, dict):
        inner = [f"{json.dumps(name)}: {written(each, deeper)}" for name, each in value.items()]
    else:
        inner = [written(each, deeper) for each in value]
    begin, end = "{}" if isinstance(value, dict) else "[]"
    return f"{begin}\n" + ",\n".join(deeper + each for each in inner) + f"\n{before}{end}"
