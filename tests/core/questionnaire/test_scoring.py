"""Scores keep to their rules whatever is answered and whatever is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremula.core.failure import Refusal
from tremula.core.questionnaire.form import Form
from tremula.core.questionnaire.scoring import evaluate
from tremula.library.places import find_content
from tremula.library.questionnaires import read_forms

FORMS = read_forms(find_content(None))
forms = st.sampled_from(sorted(FORMS)).map(FORMS.__getitem__)


def answers_of(form: Form) -> st.SearchStrategy[dict[str, int]]:
    each = {item.id: st.sampled_from(form.values(item)) for item in form.items}
    return st.fixed_dictionaries({}, optional=each)


@given(st.data())
def test_no_score_leaves_its_range_and_every_band_fits(data: st.DataObject) -> None:
    form = data.draw(forms)
    result = evaluate(form, data.draw(answers_of(form)))
    for score in result.scores:
        scale = form.scale(score.scale)
        if score.value is not None:
            assert scale.low <= score.value <= scale.high
            assert (score.band is None) == (not scale.bands)
            assert score.filled == (score.missing > 0)


@given(st.data())
def test_more_missing_never_makes_a_score_appear(data: st.DataObject) -> None:
    form = data.draw(forms)
    answers = data.draw(answers_of(form))
    fewer = {id: value for id, value in answers.items() if data.draw(st.booleans())}
    for score in evaluate(form, fewer).scores:
        if score.value is not None and not any(item.when or item.optional for item in form.items):
            assert evaluate(form, answers).score(score.scale).value is not None


@given(st.data())
def test_a_worse_answer_never_lowers_a_score_that_counts_up(data: st.DataObject) -> None:
    form = FORMS["pcl-5"]
    answers = {item.id: data.draw(st.sampled_from(form.values(item))) for item in form.items}
    item = data.draw(st.sampled_from(form.items))
    before = evaluate(form, answers).score("total").value
    after = evaluate(form, {**answers, item.id: 4}).score("total").value
    assert before is not None and after is not None and after >= before


@pytest.mark.parametrize(
    ("answers", "said"),
    [({"q10": 1}, "q10"), ({"q1": 4}, "4"), ({"q1": -1}, "-1"), ({"q1": True}, "True")],
)
def test_an_answer_that_the_form_does_not_have_is_refused(answers: dict[str, int], said: str) -> None:
    with pytest.raises(Refusal) as refused:
        evaluate(FORMS["phq-9"], answers)
    assert refused.value.code == "answers" and said in refused.value.words


@pytest.mark.parametrize(("sure", "pulled"), [([4, 4, 4, 1], True), ([4, 4, 4, 0], False)])
def test_points_that_are_sure_pull_a_hook_and_give_no_score(sure: list[int], pulled: bool) -> None:
    result = evaluate(FORMS["k6"], {f"q{n}": value for n, value in enumerate(sure, 1)})
    assert (result.hooks == ("distress",)) is pulled
    assert result.score("total").value is None and result.score("total").band is None


@given(st.data())
def test_no_further_answer_takes_a_score_below_what_was_sure(data: st.DataObject) -> None:
    form = FORMS[data.draw(st.sampled_from(["phq-9", "gad-7", "pcl-5", "k6", "peg", "maia-2"]))]
    answers = {item.id: data.draw(st.sampled_from(form.values(item))) for item in form.items}
    fewer = {id: value for id, value in answers.items() if data.draw(st.booleans())}
    whole = evaluate(form, answers)
    for score in evaluate(form, fewer).scores:
        if score.value is None:
            assert score.least <= (whole.score(score.scale).value or 0)


@pytest.mark.parametrize(("left_out", "value", "missing"), [("q4", 14, 0), ("q11", 15, 1)])
def test_only_the_question_that_not_everybody_has_is_left_out_of_the_phq_15_unseen(
    left_out: str, value: int, missing: int
) -> None:
    answers = {f"q{n}": 1 for n in range(1, 16) if f"q{n}" != left_out}
    score = evaluate(FORMS["phq-15"], answers).score("total")
    assert (score.value, score.missing, score.filled) == (value, missing, missing > 0)
