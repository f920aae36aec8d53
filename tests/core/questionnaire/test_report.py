"""What a result says: compared with how it was before, no more than may be said, support where it is due."""

from collections.abc import Mapping
from datetime import date, datetime

from tremula.core.questionnaire.report import Entry, ScaleReport, last_day_before, report
from tremula.library.places import find_content
from tremula.library.questionnaires import read_forms

FORMS = read_forms(find_content(None))
PHQ, PCL = FORMS["phq-9"], FORMS["pcl-5"]
RISKY = {"phq-9": ("q9",), "pcl-5": ("q16",), "k6": ()}
FIRST_SESSION = date(2026, 3, 1)


def entry(form: str, day: str, points: int, *, version: str = "1", early: bool = False) -> Entry:
    """All the questions of a form at 0, then so many points spread over them."""
    items = [item for item in FORMS[form].items if not item.optional and item.id not in RISKY[form]]
    most = max(FORMS[form].values(items[0]))
    answers = dict.fromkeys(RISKY[form], 0)
    answers |= {item.id: min(most, max(0, points - most * number)) for number, item in enumerate(items)}
    return Entry(f"{form}-{day}", f"{day}T09:00:00+01:00", version, answers, early=early)


def total(*entries: Entry, form: str = "phq-9", first: date | None = FIRST_SESSION) -> ScaleReport:
    return report(FORMS[form], entries, first).scales[0]


def test_the_first_time_is_compared_with_nothing() -> None:
    one = total(entry("phq-9", "2026-02-20", 12))
    assert (one.score.value, one.score.band, one.changes) == (12, "moderate", ())


def test_after_the_first_session_it_is_told_against_how_it_was_before() -> None:
    one = total(entry("phq-9", "2026-02-20", 14), entry("phq-9", "2026-04-01", 8))
    assert one.changes == (
        "It was 14 before your first session. Now it is 6 points lower: more than chance explains, "
        "to the better side, and large enough that people usually notice it.",
    )


def test_a_small_change_is_never_called_better() -> None:
    one = total(entry("phq-9", "2026-02-20", 14), entry("phq-9", "2026-04-01", 9))
    assert one.changes == (
        "It was 14 before your first session. Now it is 5 points lower: too small to tell from chance.",
    )


def test_two_times_before_the_first_session_make_one_beginning() -> None:
    entries = [
        entry("phq-9", "2026-02-01", 16),
        entry("phq-9", "2026-02-20", 12),
        entry("phq-9", "2026-04-01", 8),
    ]
    told = total(*entries).changes
    assert told[0].startswith(
        "It was 14 before your first session (the middle of two). Now it is 6 points lower"
    )
    assert len(told) == 1


def test_later_on_the_last_time_is_told_as_well() -> None:
    entries = [
        entry("phq-9", "2026-02-20", 14),
        entry("phq-9", "2026-04-01", 8),
        entry("phq-9", "2026-04-20", 8),
    ]
    told = total(*entries).changes
    assert told[0].startswith("It was 14 before your first session.")
    assert told[1] == "It was 8 on 1 April 2026. Now it is the same."


def test_where_nobody_knows_what_a_change_means_only_the_size_is_told() -> None:
    one = total(entry("k6", "2026-02-20", 9), entry("k6", "2026-04-01", 2), form="k6")
    assert one.changes == ("It was 9 before your first session. Now it is 7 points lower.",)
    assert one.unjudged
    assert not total(entry("phq-9", "2026-02-20", 9), entry("phq-9", "2026-04-01", 2)).unjudged


def test_without_a_session_only_the_last_time_is_told() -> None:
    told = total(entry("phq-9", "2026-02-01", 16), entry("phq-9", "2026-02-20", 12), first=None).changes
    assert told == ("It was 16 on 1 February 2026. Now it is 4 points lower: too small to tell from chance.",)


def test_what_was_filled_in_too_early_is_not_compared_and_nothing_with_it() -> None:
    early = entry("phq-9", "2026-04-05", 2, early=True)
    before, after = entry("phq-9", "2026-04-01", 8), entry("phq-9", "2026-04-20", 8)
    assert total(before, early).changes == ()
    assert total(before, early, after).changes == ("It was 8 on 1 April 2026. Now it is the same.",)


def test_another_version_of_the_form_is_not_compared() -> None:
    assert total(entry("phq-9", "2026-02-20", 14, version="0"), entry("phq-9", "2026-04-01", 8)).changes == ()


def test_a_score_with_too_much_missing_is_none_and_is_compared_with_nothing() -> None:
    thin = Entry("x", "2026-04-01T09:00:00+01:00", "1", {"q1": 3})
    one = total(entry("phq-9", "2026-02-20", 14), thin)
    assert (one.score.value, one.score.missing, one.changes) == (None, 8, ())


def hooks(form: str, *entries: Entry) -> list[str]:
    return [hook.id for hook in report(FORMS[form], entries, None).hooks]


def with_answer(one: Entry, answers: Mapping[str, int]) -> Entry:
    return Entry(one.id, one.at, one.version, {**one.answers, **answers}, early=one.early)


def test_item_nine_leads_to_people_however_little_else_was_answered() -> None:
    assert hooks("phq-9", Entry("x", "2026-04-01T09:00:00+01:00", "1", {"q9": 1})) == ["hurting-oneself"]
    assert hooks("phq-9", with_answer(entry("phq-9", "2026-04-01", 24), {"q9": 0})) == []


def test_chest_pain_fainting_and_breath_lead_to_a_doctor() -> None:
    for item, hook in (("q6", "chest-pain"), ("q8", "fainting"), ("q10", "breath")):
        assert hooks("phq-15", Entry("x", "2026-04-01T09:00:00+01:00", "1", {item: 2})) == [hook]
        assert hooks("phq-15", Entry("x", "2026-04-01T09:00:00+01:00", "1", {item: 1})) == []


def test_ten_points_above_the_first_time_lead_to_a_pause_also_when_it_was_early() -> None:
    first = entry("pcl-5", "2026-02-20", 20)
    assert hooks("pcl-5", first, entry("pcl-5", "2026-04-01", 30)) == ["rise"]
    assert hooks("pcl-5", first, entry("pcl-5", "2026-03-01", 30, early=True)) == ["rise"]
    assert hooks("pcl-5", first, entry("pcl-5", "2026-04-01", 29)) == []


def test_much_distress_leads_to_a_talk() -> None:
    assert hooks("k6", entry("k6", "2026-04-01", 13)) == ["distress"]
    assert hooks("k6", entry("k6", "2026-04-01", 12)) == []


def test_the_most_urgent_comes_first() -> None:
    risk = with_answer(entry("pcl-5", "2026-04-01", 40), {"q16": 3})
    both = report(PCL, [entry("pcl-5", "2026-02-01", 20), risk], None).hooks
    assert {hook.leads for hook in both} == {"pause"} and len(both) == 2


def test_answers_are_told_in_the_words_they_were_chosen_by() -> None:
    answered = report(PHQ, [Entry("x", "2026-04-01T09:00:00+01:00", "1", {"q1": 3})], None).answered
    said = {item.id: words for item, words in answered}
    assert said["q1"] == "Nearly every day"
    assert said["q2"] == "not answered"
    peg = report(FORMS["peg"], [Entry("x", "2026-04-01T09:00:00+01:00", "1", {"q1": 4})], None)
    assert peg.answered[0][1] == "4 (0 No pain, 10 Pain as bad as you can imagine)"


def test_an_answer_that_a_later_form_no_longer_asks_breaks_nothing() -> None:
    old = Entry("x", "2026-04-01T09:00:00+01:00", "1", {"q1": 3, "q99": 1, "q2": 77})
    assert report(PHQ, [old], None).scales[0].score.missing == 8


def test_a_rise_is_seen_from_the_lowest_time_and_from_the_first_that_has_a_score() -> None:
    thin = Entry("x", "2026-01-01T09:00:00+01:00", "1", {"q1": 4})
    high, low = entry("pcl-5", "2026-02-01", 40), entry("pcl-5", "2026-03-01", 20)
    assert hooks("pcl-5", thin, low, entry("pcl-5", "2026-04-01", 30)) == ["rise"]
    assert hooks("pcl-5", high, low, entry("pcl-5", "2026-04-01", 30)) == ["rise"]
    assert hooks("pcl-5", high, low, entry("pcl-5", "2026-04-01", 29)) == []


def test_a_form_after_the_first_session_of_its_day_is_none_of_the_beginning() -> None:
    first = datetime.fromisoformat("2026-03-01T12:00:00+01:00")
    form = FORMS["phq-9"]
    before, after = (Entry("x", f"2026-03-01T{hour}:00:00+01:00", "1", {"q1": 1}) for hour in (10, 20))
    assert last_day_before([before], first) == date(2026, 3, 1)
    assert last_day_before([after], first) == date(2026, 2, 28)
    later = Entry("y", "2026-03-20T10:00:00+01:00", "1", dict.fromkeys((f"q{n}" for n in range(1, 10)), 1))
    full = Entry("x", after.at, "1", later.answers)
    said = report(form, [full, later], last_day_before([full, later], first))
    assert "before your first session" not in " ".join(said.scales[0].changes)
