"""One script or style sheet from many, without comments, for a page that must load fast.

Works on this house's own modules only: named relative imports, and top-level names that are unique among the
modules of one page. What does not keep to that is refused, so that nothing is joined wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from posixpath import dirname, join, normpath

Read = Callable[[str], str]
IMPORT = re.compile(r'^import\s+(?:\{(?P<names>[^}]*)\}\s+from\s+)?"(?P<path>\.[^"]+)";?\n', re.M)
EXPORT = re.compile(r"^export (?=(?:async function|function|class|const|let)\b)", re.M)
TOP = re.compile(r"^(?:async function|function|class|const|let)\b\*?\s*(?P<name>[\w$]+|\[[^\]=]*\])", re.M)
CSS = re.compile(
    r"""(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<comment>/\*.*?\*/)|;?\s*(?P<end>})\s*"""
    r"""|\s*(?P<mark>[{;,])\s*|(?P<colon>:)\s+|\s+""",
    re.S,
)
"""What can be shorter in a formatted style sheet: `: ` stands only before a value, ` :` begins a selector."""
NOT_JOINED = re.compile(r"^(?:import|export)\b(?! ?\(| \{\}$).*", re.M)


def join_scripts(entry: str, read: Read) -> str:
    """The module `entry` and all that it imports, each once, before what needs it.

    Raises ValueError for a form that cannot be joined and for a name that two modules declare.
    """
    bodies = gather(entry, read)
    _refuse_doubles(bodies)
    return ";\n".join(bodies.values())


def shortened(script: str, small: str = "") -> str:
    """The script without comments and indentation; `small`, if it was made of exactly this script."""
    from rjsmin import jsmin

    head, _, rest = small.partition("\n")
    return rest if head == made_of(script) else str(jsmin(script))


def made_of(script: str) -> str:
    """The first line of what was made of this script."""
    return f"// Made by `make docs` of {sha256(script.encode()).hexdigest()}. Do not edit."


def join_styles(names: Sequence[str], read: Read) -> str:
    """Style sheets of one folder, in this order; a space stays wherever it could mean something."""
    return CSS.sub(_shorter, "\n".join(read(name) for name in names)).strip()


def _shorter(found: re.Match[str]) -> str:
    if found["text"]:
        return found["text"]
    return found["end"] or found["mark"] or found["colon"] or ("" if found["comment"] else " ")


def gather(entry: str, read: Read) -> dict[str, str]:
    """Name → body without imports and exports, in the order in which they must run."""
    bodies: dict[str, str] = {}
    _gather(entry, read, bodies, ())
    return bodies


def top_names(body: str) -> list[str]:
    """What a module declares outside every function."""
    return [name for found in TOP.finditer(body) for name in re.findall(r"[\w$]+", found["name"])]


def _gather(name: str, read: Read, bodies: dict[str, str], on_the_way: tuple[str, ...]) -> None:
    if name in bodies or name in on_the_way:
        return
    text = read(name)
    for found in IMPORT.finditer(text):
        if " as " in (found["names"] or ""):
            raise ValueError(f"{name}: an import under another name cannot be joined")
        _gather(normpath(join(dirname(name), found["path"])), read, bodies, (*on_the_way, name))
    bodies[name] = _alone(name, text)


def _alone(name: str, text: str) -> str:
    body = EXPORT.sub("", IMPORT.sub("", text)).replace("\nexport {}\n", "\n")
    if other := NOT_JOINED.search(body):
        raise ValueError(f"{name}: cannot be joined: {other[0]}")
    return body


def _refuse_doubles(bodies: dict[str, str]) -> None:
    owners: dict[str, str] = {}
    for module, body in bodies.items():
        for each in top_names(body):
            if each in owners:
                raise ValueError(f"{module} and {owners[each]} both declare {each}: name one of them anew")
            owners[each] = module
