"""The measure of reading age, held against published examples and a dictionary’s syllables."""

from __future__ import annotations

import pytest
from reading_age import measure, syllables

PUBLISHED = {
    "The cat sat on the mat.": 116,
    "This sentence, taken as a reading passage unto itself, is being used to prove a point.": 69,
    "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.": 37.5,
}
"""Flesch reading ease as the encyclopaedia’s article on it gives it."""
DICTIONARY = {
    1: "the knees toes breathe stopped walked times makes here shake eyes strength safe placed cough",
    2: "table little tables needed muscle people quiet passage doing lying creature sentence"
    " something sometimes "
    "doctor tremor breathing exercise:3 purple anger careful safely movement",
    3: "exercise area together serious usual emergency:4 hospital professional:4 idea various medicine radio "
    "hernia tremula glaucoma customer video capital memory",
    4: "emergency professional anxiety operation dictionary Australian:3 dissociate:4 condition:3 situation "
    "particular reality",
    5: "university examination hypotensive:4 electricity imagination anniversary",
}


@pytest.mark.parametrize("text", PUBLISHED)
def test_published_examples_come_out_as_published(text: str) -> None:
    assert measure([text]).ease == pytest.approx(PUBLISHED[text], abs=0.6)


def test_the_grade_of_the_shortest_sentences_is_the_published_floor() -> None:
    assert measure(["Go. Stop. Sit."]).grade == pytest.approx(-3.40, abs=0.005)


def test_syllables_are_those_of_the_dictionary() -> None:
    expected = {}
    for count, words in DICTIONARY.items():
        for entry in words.split():
            word, _, other = entry.partition(":")
            expected[word] = int(other or count)
    assert {word: syllables(word) for word in expected} == expected


def test_lix_counts_words_of_seven_letters_and_more() -> None:
    assert measure(["Four little words here. Another sentence stands beside."]).lix == 4 + 100 * 2 / 8 + 0
    assert measure(["sevenly sixsix"]).lix == 2 + 50


def test_each_text_of_a_list_is_a_sentence_and_a_decimal_is_none() -> None:
    assert measure(["one two", "three"]).sentences == 2
    assert measure(["It rose from 3.81 to 4.35. Then it fell."]).sentences == 2


def test_a_long_word_and_a_long_sentence_each_make_it_harder() -> None:
    easy = measure(["Sit down. Feel the floor. It holds you."]).grade
    longer = measure(
        ["Sit down and feel the floor and it holds you and you breathe out and look around."]
    ).grade
    harder = measure(["Sit down. Experience proprioceptive stimulation. It holds you."]).grade
    assert easy < longer and easy < harder


def test_nothing_to_measure_is_told() -> None:
    with pytest.raises(ValueError, match="no word"):
        measure(["…"])
