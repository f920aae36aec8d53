"""A questionnaire whose words tremula may not ship: its structure, and the text file of a licensed person.

A text file has a line for each text: `questionnaire: isi`, `licence: …`, `stem: …`, `0: …` for an answer of
all questions, `q1: …` for a question, `q1 0: …` for an answer of this question only. A line that begins with
a space goes on with the one before; one that begins with # is a note. What is missing is told, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from tremula.core.failure import Refusal
from tremula.core.questionnaire.form import Form, Item, Option, Span

MOST = 40_000
"""Characters of a text file."""
LONGEST = 600
_LINE = re.compile(r"(?P<key>[A-Za-z0-9][A-Za-z0-9 -]{0,60}?)\s*[:\uff1a]\s*(?P<text>.*)")
UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
"""Soft hyphens and marks of direction, as word processors leave them in a text."""
JOINERS = {0x200C: None, 0x200D: None}
"""They belong to the writing of many languages."""
OTHER_NAMES = {"license": "licence"}


class Shelf(Struct, frozen=True):
    """The forms that are whole, and the structures that wait for their text, by id."""

    forms: Mapping[str, Form]
    structures: Mapping[str, Form] = {}


def complete(structures: Mapping[str, Form], text: str) -> Form:
    """The structure with its words. Refusal("plug-in") names the line or what is missing."""
    lines = lines_of(text)
    name = lines.pop("questionnaire", "")
    if name not in structures:
        known = ", ".join(sorted(structures))
        raise wrong(f"The line “questionnaire: …” must name one of these: {known}.")
    form = structures[name]
    words = Words(lines)
    licence = replace(
        form.licence,
        status=words.take("licence", "your licence, or why you may use the text"),
        credit=words.or_empty("credit") or form.licence.credit,
    )
    answers = general(words, form)
    whole = replace(
        form,
        licence=licence,
        stem=words.or_empty("stem") or None,
        options=tuple(replace(each, text=answers.get(each.value, each.text)) for each in form.options),
        items=tuple(item_of(words, item, form.options, answers) for item in form.items),
    )
    if words.lines:
        raise wrong(f"“{next(iter(words.lines))}” is nothing that {form.title} has.")
    return whole


class Words:
    """The lines that are not yet taken."""

    def __init__(self, lines: dict[str, str]) -> None:
        self.lines = lines

    def or_empty(self, key: str) -> str:
        return self.lines.pop(key, "")

    def take(self, key: str, what: str) -> str:
        """Refusal("plug-in") where it is missing."""
        found = self.or_empty(key)
        if not found:
            raise wrong(f"The line “{key}: …” is missing: {what}.")
        return found


def lines_of(text: str) -> dict[str, str]:
    """Key → text. Refusal("plug-in") for a line that is none, or stands twice."""
    if len(text) > MOST:
        raise wrong("This file is too long for a questionnaire.")
    found: dict[str, str] = {}
    last = ""
    for number, line in enumerate(plain(text).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line[0] in " \t" and last:
            found[last] = f"{found[last]} {line.strip()}"
            continue
        last, words = key_and_text(number, line)
        if last in found:
            raise wrong(f"Line {number}: “{last}” stands here twice.")
        found[last] = words
    for key, words in found.items():
        refuse_strange(key, words)
    return found


def plain(text: str) -> str:
    """With plain spaces, and without signs that only tell a page where to break or how to join."""
    spaced = "".join(" " if unicodedata.category(sign) == "Zs" or sign == "\t" else sign for sign in text)
    return UNSEEN.sub("", spaced)


def key_and_text(number: int, line: str) -> tuple[str, str]:
    """The two sides of a line."""
    match = _LINE.fullmatch(line.strip())
    if match is None:
        raise wrong(f"Line {number} is not of the form “q1: the text of the question”.")
    key = " ".join(match["key"].lower().split())
    return OTHER_NAMES.get(key, key), match["text"].strip()


def refuse_strange(key: str, words: str) -> None:
    """Only text that can be shown."""
    if len(words) > LONGEST:
        raise wrong(f"The text of “{key}” is longer than {LONGEST} characters.")
    if not words.translate(JOINERS).isprintable():
        raise wrong(f"The text of “{key}” holds signs that are no text.")


def general(words: Words, form: Form) -> dict[int, str]:
    """The words of answers that all questions have."""
    numbers = {number for item in form.items for number in form.values(item)}
    return {number: words.or_empty(str(number)) for number in numbers if str(number) in words.lines}


def item_of(words: Words, item: Item, shared: tuple[Option, ...], answers: Mapping[int, str]) -> Item:
    """A question with its text; its answers' own words where it has such, else those of all questions."""
    text = words.take(item.id, "the text of this question")
    if item.span:
        return replace(item, text=text, span=span_of(words, item.span, item.id, answers))
    options = item.options or shared
    own = {one.value: words.or_empty(f"{item.id} {one.value}") for one in options}
    for end in (options[0].value, options[-1].value):
        if not (own[end] or answers.get(end)):
            raise wrong(
                f"The line “{end}: …”, or “{item.id} {end}: …”, is missing: the words of this answer."
            )
    if not (item.options or any(own.values())):
        return replace(item, text=text)
    told = {one.value: own[one.value] or answers.get(one.value) or str(one.value) for one in options}
    return replace(item, text=text, options=tuple(replace(one, text=told[one.value]) for one in options))


def span_of(words: Words, span: Span, item: str, answers: Mapping[int, str]) -> Span:
    """The words at both ends."""
    low, high = (words.or_empty(f"{item} {end}") or answers.get(end, "") for end in (span.low, span.high))
    return replace(span, low_words=low or span.low_words, high_words=high or span.high_words)


def wrong(words: str) -> Refusal:
    """What is wrong with the file."""
    return Refusal("plug-in", words)
