"""Asks in the terminal what the page asks before a session: whether anything speaks against it today."""

from __future__ import annotations

from collections.abc import Mapping

from tremula.cli.terminal import Keyboard
from tremula.core.failure import Refusal
from tremula.core.safety.checks import CheckRules
from tremula.core.safety.screening import Answer

WAIT = 3600.0
KEYS: Mapping[str, Answer] = {"y": "yes", "n": "no"}


def ask_today(rules: CheckRules, keyboard: Keyboard) -> dict[str, Answer]:
    """Each question with its answer, one key each. Refusal("not-asked") where nobody answers for an hour."""
    print("Before you begin. Answer with y or n; any other key counts as not sure.")
    return {question.id: ask(question.ask, keyboard) for question in rules.not_today}


def ask(question: str, keyboard: Keyboard) -> Answer:
    """One question, one key."""
    print(question, end=" ", flush=True)
    key = keyboard.key_within(WAIT)
    if not key:
        raise Refusal("not-asked", "Nobody answered. The session waits for another time.")
    answer = KEYS.get(key.lower(), "unsure")
    print({"unsure": "not sure"}.get(answer, answer))
    return answer
