"""Before a session in the terminal: one question, one key; what is not clear counts as not sure."""

from __future__ import annotations

import pytest

from shipped import our_safety
from tremula.cli.arriving import ask_today
from tremula.core.failure import Refusal
from tremula.core.safety.checks import CheckRules, skip_today


class Fingers:
    """A keyboard on which these keys are pressed, one for each question; none: nobody is there."""

    def __init__(self, keys: str) -> None:
        self.keys = list(keys)

    def key_within(self, seconds: float) -> str:
        return self.keys.pop(0) if self.keys else ""


@pytest.fixture
def rules() -> CheckRules:
    return our_safety().checks


def test_each_key_is_one_answer(rules: CheckRules, capsys: pytest.CaptureFixture[str]) -> None:
    said = ask_today(rules, Fingers("nNnnn"))  # type: ignore[arg-type]
    assert set(said.values()) == {"no"} and not skip_today(rules, said).skip
    out = capsys.readouterr().out
    assert all(question.ask in out for question in rules.not_today)


def test_a_yes_and_what_is_not_clear_speak_against_it(rules: CheckRules) -> None:
    said = ask_today(rules, Fingers("nnn?y"))  # type: ignore[arg-type]
    assert list(said.values()) == ["no", "no", "no", "unsure", "yes"]
    assert skip_today(rules, said).skip


def test_where_nobody_answers_no_session_begins(rules: CheckRules) -> None:
    with pytest.raises(Refusal) as caught:
        ask_today(rules, Fingers("nn"))  # type: ignore[arg-type]
    assert caught.value.code == "not-asked"
