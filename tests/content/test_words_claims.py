"""No text that a person may read claims too much or rates the shaking; and what would is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from claims import problems, wrong_in
from texts import all_texts, in_value, of_html, of_page, of_program, of_script

BAD = """
This cures trauma.
It has cured many people.
A cure for stress.
Curing anxiety takes time.
The wound heals.
Healing begins here.
A healer of old wounds.
The shaking treats PTSD.
Treating anxiety at home.
It can treat your chronic pain.
A natural treatment for depression.
A gentle therapy of trauma.
Panic is treated with these exercises.
It resolves trauma.
It eliminates chronic stress.
Overcoming PTSD step by step.
It erases bad memories.
This ends anxiety.
It gets rid of stress.
Your trauma will disappear.
The body diagnoses itself.
Your diagnosis is anxiety.
A diagnostic tool.
Shaking releases stored trauma.
You are releasing old tension.
Tension is discharged by shaking.
Let go of traumatic memories.
The tremor discharges energy.
Shake off the stress.
Emotions are stored in the psoas.
Trauma that is held in the hips.
Stuck energy moves. Trapped emotions leave.
It is proven to work.
Scientifically sound.
There is proof that it works.
An evidence-based method.
Research shows that it works.
Studies prove it.
Guaranteed to calm you.
We guarantee rest.
It promises calm.
It works for anxiety.
You will feel better.
You'll sleep much better.
It is safe for everybody.
Safe at home for all people.
Safe for anyone.
Everybody can do it.
Completely safe.
It is risk-free.
There are no side effects.
Harmless for the heart.
It detoxes the body.
Toxins leave.
A streak of five.
Seven days in a row!
Five sessions in a row.
Keep it up!
Well done.
Great job today.
Congratulations!
Perfect.
Good tremor today.
Your strongest and best shaking so far.
The shaking was strong today.
What a beautiful, deep trembling.
More shaking is better.
The more you shake, the better.
Your tremor score is 7.
Reach your shaking goal.
A new personal best.
You earn a badge.
TRE with David.
"""
GOOD = """
Nobody has shown that the shaking itself does it.
This is self-help. It is not a treatment, it finds no illness, and it does not take the place of a doctor.
It proves nothing. Exercise lowers it.
The shaking is never scored, targeted or rewarded.
Is your blood pressure high, and is it treated?
Two good sessions in a row come before a step up.
Release the wall with your hands. Let your knees fall open.
Trauma release exercises are gentle stretches.
Stop when it hurts. Your answers are treated with care.
How bad is it, from 0 to 10?
A session without any shaking is a full session.
Are you safe where you are?
"""
HERE = Path(__file__).parent
FOUND = (HERE / "claims_found.txt").read_text("utf-8")
LEFT_ALONE = (HERE / "claims_left_alone.txt").read_text("utf-8")
HIDDEN = {
    "split over lines": "Shaking\n   releases\n stored\n trauma.",
    "a word broken over lines": "It will hea-\n  l you.",
    "a soft hyphen": "It cu\u00adres fear.",
    "a zero width space": "It cu\u200bres fear.",
    "emphasis": "It **cu**res fear.",
    "capitals": "IT CURES FEAR",
    "a curly apostrophe": "You’ll feel better.",
    "a hard hyphen": "risk‑free",
}


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


def test_no_text_claims_too_much() -> None:
    assert problems(all_texts()) == []


@pytest.mark.parametrize("sentence", lines(BAD) + lines(FOUND))
def test_a_claim_is_found(sentence: str) -> None:
    assert wrong_in(sentence)


@pytest.mark.parametrize("sentence", lines(GOOD) + lines(LEFT_ALONE))
def test_an_honest_sentence_is_left_alone(sentence: str) -> None:
    assert wrong_in(sentence) == []


@pytest.mark.parametrize("how", list(HIDDEN))
def test_a_claim_is_found_however_it_is_written(how: str) -> None:
    assert wrong_in(HIDDEN[how])


def test_it_is_found_in_content_but_not_where_the_article_is_quoted() -> None:
    value = {
        "says": "It heals.",
        "claim": "It heals.",
        "rows": [{"article": "It cures."}, {"here": "It cures."}],
    }
    found = {key for key, words in in_value(value, "") if wrong_in(words)}
    assert found == {"says", "rows[1].here"}


def test_it_is_found_in_a_template_across_tags_and_in_labels() -> None:
    html = '<p>It <b>cu</b>res you.</p><img alt="Healing"><p>The article: <q class="claim">it heals</q></p>'
    found = [text.words for text in of_html(html, "a page") if wrong_in(text.words)]
    assert found == ["It cures you.", "Healing"]


def test_it_is_found_in_a_script_across_pieces_and_not_in_its_comments(tmp_path: Path) -> None:
    file = tmp_path / "a.js"
    file.write_text('// this heals nothing\nconst a = "It cu" + "res you"\nconst b = `Well done, ${name}!`\n')
    found = [text.words for text in of_script(file, tmp_path) if wrong_in(text.words)]
    assert found == ["It cures you", "Well done, –!"]


def test_it_is_found_in_the_program_across_pieces_and_not_in_its_docstrings(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text('"""This heals."""\nA = "It cu" "res you"\nB = "It hea" + f"ls {A} today"\n')
    found = [text.words for text in of_program(file, tmp_path) if wrong_in(text.words)]
    assert sorted(found) == ["It cures you", "It heals – today"]


def test_it_is_found_in_the_docs_but_not_in_a_marked_quote(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("The article: <!-- claim -->it heals<!-- /claim -->.\n\n| we | it is\nproven |\n")
    assert [text.words for text in of_page(file, tmp_path) if wrong_in(text.words)] == ["it is proven"]
