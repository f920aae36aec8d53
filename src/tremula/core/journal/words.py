"""content/journal/prompts.yaml: what one may write about, and the frame for writing about what happened."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from tremula.core.wording import Short, Strict, Text


class Prompt(Strict, frozen=True):
    """A question to begin with. `after` is offered after a session, `any` always."""

    id: Annotated[str, Meta(pattern="^[a-z][a-z-]*$")]
    when: Literal["any", "after"]
    words: Short


class HardWriting(Strict, frozen=True):
    """The frame around writing about the trauma itself: optional, with a time box, grounding behind it."""

    lead: Text
    not_now: Annotated[tuple[Text, ...], Meta(min_length=2)]
    """When to leave it."""
    before: Annotated[tuple[Text, ...], Meta(min_length=2)]
    minutes: Annotated[tuple[Annotated[int, Meta(ge=1, le=20)], ...], Meta(min_length=1)]
    """The time boxes that can be chosen."""
    prompt: Short
    over: Text
    """Said when the time is over."""
    sources: Annotated[tuple[Text, ...], Meta(min_length=1)]


class JournalWords(Strict, frozen=True):
    """All of content/journal."""

    prompts: Annotated[tuple[Prompt, ...], Meta(min_length=2)]
    hard: HardWriting
