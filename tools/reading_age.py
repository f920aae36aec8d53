"""How hard a text is to read: two published measures and an age. It reads no file and judges no sense.

Flesch-Kincaid grade: Kincaid, Fishburne, Rogers and Chissom (1975). LIX: Björnsson (1968). A grade is a
school year in the United States; a child of grade 7 is about 12, so the age is the grade and five years.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

SENTENCE = re.compile(r"(?<=[.!?…])[”’\"')]*\s+")
WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:[’'][A-Za-z]+)*|\d+(?:[.,]\d+)*")
LONG = 6
"""LIX counts a word as long from seven letters on."""
GRADE_OF_AGE_0 = 5
COUNTED = {
    1: "breathe breathes clothes eyes hours our ours hour fire tired does goes shoes toes used prose "
    "ache aches choir prayer scared bared",
    2: "create created react reacts being people business every evening science quiet poem maybe "
    "passage psoas rhythm naive reaches heartbeat sugar anxious beyond lawyer player someone "
    "therefore sometimes wholesome",
    3: "area areas idea ideas reaction everything everyone different quietly recipe somebody nobody "
    "hernia australian reptilian seemingly museum dioxide coworker",
    4: "everybody anybody diabetes cooperate reality",
}
KNOWN = {word: count for count, words in COUNTED.items() for word in words.split()}
"""Words in which the rules below miscount."""
SILENT_INSIDE = re.compile(r"(?<=[bcdfgkmnprstvz])e(?=(ly|ful|less|ment|ments|ness|thing|where|how|times?)$)")
APART = re.compile(
    r"(?<![ctsg])ia(?!ge)|[ct]ia(?=t)|(?<![tscgx])io(?!us)|(?<=[rdvl])ious|iu|(?<![qg])ua|eo(?!u|p)"
    r"|(?<![tc])ie(?=t|nt|nce)"
    r"|[eo]ing|[aeou]?ying|uing|[aeiouy]sms?$|eate|eall?y\b|uous|oer|yi(?!ng)"
)


class Measure(NamedTuple):
    """Of one text: how many words, sentences, syllables and long words."""

    words: int
    sentences: int
    syllables: int
    long: int

    @property
    def grade(self) -> float:
        """Flesch-Kincaid grade."""
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    @property
    def ease(self) -> float:
        """Flesch reading ease (1948), for holding the counts against published examples."""
        return 206.835 - 1.015 * self.words / self.sentences - 84.6 * self.syllables / self.words

    @property
    def lix(self) -> float:
        """Björnsson’s läsbarhetsindex: under 30 is a children’s book, 40 ordinary prose."""
        return self.words / self.sentences + 100 * self.long / self.words

    @property
    def age(self) -> float:
        """Years."""
        return self.grade + GRADE_OF_AGE_0


def measure(texts: Iterable[str]) -> Measure:
    """All texts as one; each ends a sentence, also without a full stop."""
    words = sentences = syllables_in = long = 0
    for text in texts:
        for sentence in SENTENCE.split(text.strip()):
            found = WORD.findall(sentence)
            words += len(found)
            sentences += bool(found)
            syllables_in += sum(map(syllables, found))
            long += sum(len(word) > LONG for word in found)
    if not words:
        raise ValueError("there is no word to measure")
    return Measure(words, sentences, syllables_in, long)


def syllables(word: str) -> int:
    """Spoken syllables of an English word, at least one; a number as its digits."""
    word = word.lower().replace("’", "'")
    if word[0].isdigit():
        return sum(2 if digit in "07" else 1 for digit in word if digit.isdigit())
    word = word.removesuffix("'s").replace("'", "")
    if word in KNOWN:
        return KNOWN[word]
    word = SILENT_INSIDE.sub("", word)
    count = len(re.findall(r"[aeiouyà-ÿ]+", word)) + len(APART.findall(word))
    return max(1, count - ends_silent(word))


def ends_silent(word: str) -> bool:
    """Whether the e near the end is written only."""
    if re.search(r"[^aeiouy]e$", word):
        return not re.search(r"[^aeiouyr]le$", word)
    if re.search(r"[^aeiouy]es$", word):
        return not re.search(r"(s|x|z|c|g|ch|sh|[^aeiouyr]l)es$", word)
    return bool(re.search(r"[^aeiouytd]ed$", word)) and not re.search(r"[^aeiouyr]led$", word)
