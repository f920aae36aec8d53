"""The words of licensed questionnaires come from a text file: what is missing is told, never guessed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shipped import our_shelf
from tremula.core.failure import Refusal
from tremula.core.questionnaire.form import Form
from tremula.core.questionnaire.plug_in import complete
from tremula.core.questionnaire.scoring import evaluate

SHELF = our_shelf()
PACK = Path(__file__).parents[3] / "packs/who-5/who-5.txt"


def text_for(form: Form) -> str:
    lines = [f"questionnaire: {form.id}", "licence: number 7", "stem: Think of last week."]
    values = form.values(form.items[0])
    lines += [f"{values[0]}: the first answer", f"{values[-1]}: the last answer"]
    return "\n".join(lines + [f"{item.id}: What about {item.id}?" for item in form.items])


def refused(text: str) -> str:
    with pytest.raises(Refusal) as found:
        complete(SHELF.structures, text)
    assert found.value.code == "plug-in"
    return found.value.words


@pytest.mark.parametrize("form", SHELF.structures.values(), ids=lambda form: form.id)
def test_every_structure_becomes_a_form_with_its_text(form: Form) -> None:
    whole = complete(SHELF.structures, text_for(form))
    assert [item.text for item in whole.items] == [f"What about {item.id}?" for item in form.items]
    assert whole.licence.status == "number 7"
    assert whole.stem == "Think of last week."
    assert whole.scales == form.scales
    lowest = {item.id: min(whole.values(item)) for item in whole.items}
    assert all(score.value is not None for score in evaluate(whole, lowest).scores)


@pytest.mark.parametrize("form", SHELF.structures.values(), ids=lambda form: form.id)
def test_no_structure_carries_a_text_of_its_publisher(form: Form) -> None:
    assert [item.text for item in form.items] == [f"question {n}" for n in range(1, len(form.items) + 1)]
    assert form.stem is None
    assert all(option.text == str(option.value) for option in form.options)


def test_the_pack_of_who_5_is_whole_and_keeps_its_licence() -> None:
    form = complete(SHELF.structures, PACK.read_text("utf-8"))
    assert "CC BY-NC-SA" in form.licence.status
    assert "World Health Organization" in form.licence.credit
    assert [option.value for option in form.options] == [5, 4, 3, 2, 1, 0]
    assert "who-5" not in SHELF.forms


def test_a_question_may_have_words_of_its_own_for_its_answers() -> None:
    form = complete(SHELF.structures, text_for(SHELF.structures["isi"]) + "\nq4 0: very content\nq4 2: so so")
    own = form.item("q4").options
    assert [option.text for option in own] == ["very content", "1", "so so", "3", "the last answer"]
    assert form.item("q1").options == ()


def test_a_line_goes_on_and_notes_are_left_out() -> None:
    text = text_for(SHELF.structures["pss-4"]).replace("stem: Think of", "# mine\nstem: Think\n  of")
    assert complete(SHELF.structures, "\ufeff" + text).stem == "Think of last week."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("questionnaire: isi", "questionnaire: mood"), "must name one of these"),
        (("questionnaire: isi\n", ""), "must name one of these"),
        (("licence: number 7\n", ""), "“licence: …” is missing"),
        (("\nq7: What about q7?", ""), "“q7: …” is missing"),
        (("0: the first answer\n", ""), "“0: …”, or “q1 0: …”, is missing"),
        (("q2: What", "q1: What"), "Line 7: “q1” stands here twice."),
        (("q2: What about q2?", "and then?"), "Line 7 is not of the form"),
        (("stem:", "colour:"), "“colour” is nothing that Insomnia Severity Index (ISI) has."),
        (("q2: What", "q2 9: What"), "“q2: …” is missing"),
        (("about q2?", "about\x07?"), "signs that are no text"),
        (("about q2?", "x" * 700), "longer than 600"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(change: tuple[str, str], said: str) -> None:
    assert said in refused(text_for(SHELF.structures["isi"]).replace(*change))


def test_a_file_without_end_is_refused() -> None:
    assert "too long" in refused("questionnaire: isi\n" * 10_000)


@given(st.text(max_size=400))
def test_whatever_the_file_holds_it_is_read_or_refused(text: str) -> None:
    for start in ("", "questionnaire: isi\n"):
        with pytest.raises(Refusal):
            complete(SHELF.structures, start + text)


@pytest.mark.parametrize(
    ("was", "written"),
    [
        ("q1: What about", "Q1: What about"),
        ("q1: What about", "q1\uff1a What about"),
        ("q1: What about", "q1:\tWhat\tabout"),
        ("licence:", "License:"),
        ("q1: What about", "q1\u00a0:\u202fWhat\u3000about"),
        ("What about", "\u200fWhat ab\u00adout"),
    ],
)
def test_signs_as_word_processors_write_them_are_taken(was: str, written: str) -> None:
    text = text_for(SHELF.structures["isi"])
    assert complete(SHELF.structures, text.replace(was, written)) == complete(SHELF.structures, text)


def test_joiners_of_other_scripts_stay() -> None:
    text = text_for(SHELF.structures["isi"]).replace(
        "What about q1?", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    )
    assert (
        complete(SHELF.structures, text).items[0].text == "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    )
