"""Everything about learning and help that was read from content, together. It holds no person's answers."""

from __future__ import annotations

from msgspec import Struct

from tremula.core.learn.day import Day
from tremula.core.learn.help import FirstSteps, KindsOfHelp
from tremula.core.learn.letter import LetterWords
from tremula.core.learn.pages import Learning
from tremula.core.questionnaire.form import Form


class Teaching(Struct, frozen=True):
    """The Learn pages, the day, the letter's words, the kinds of help, and what the first steps ask."""

    learning: Learning
    day: Day
    letter: LetterWords
    help: KindsOfHelp
    steps: FirstSteps
    form: Form
    """The short form that the first steps begin with."""
