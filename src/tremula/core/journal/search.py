"""What a person types into the search, as a query for a word index. It reads no entry."""

from __future__ import annotations

import re

MOST_WORDS = 12
LONGEST = 60
PIECES = re.compile(r'"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+)')
LETTERS = re.compile(r"[^\W_]+")


def query_of(words: str) -> str:
    """An FTS5 query: every word must occur, the begin of a word is enough; “in quotes” means in this order.

    Empty when there is no letter or digit in it. Nothing of what was typed is read as FTS5's own grammar.
    """
    found: list[str] = []
    for piece in PIECES.finditer(words[:1000]):
        if piece["phrase"] is not None:
            phrase = LETTERS.findall(piece["phrase"])[:MOST_WORDS]
            found += ['"' + " ".join(phrase) + '"'] if phrase else []
        else:
            found += [f'"{word[:LONGEST]}"*' for word in LETTERS.findall(piece["word"])]
    return " ".join(found[:MOST_WORDS])


def plain_words(words: str) -> list[str]:
    """The same for looking inside of words: for languages without spaces, and for the middle of a word."""
    pieces = (piece["phrase"] or piece["word"] or "" for piece in PIECES.finditer(words[:1000]))
    return [piece.strip().lower() for piece in pieces if piece.strip()][:MOST_WORDS]
