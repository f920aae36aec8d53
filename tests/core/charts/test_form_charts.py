"""Questionnaires over time: what is drawn, what is left out, and changes that say no more than they may."""

import re
from collections.abc import Mapping
from datetime import date

from shipped import our_shelf
from tremula.core.charts.forms import Filled, FormCharts, When, form_charts
from tremula.core.charts.span import Span
from tremula.core.questionnaire.report import Entry

FORMS = our_shelf().forms
PHQ = FORMS["phq-9"]
SPAN = Span(date(2026, 9, 1), date(2026, 11, 22))
FIRST = date(2026, 9, 20)


def entry(day: str, points: int, **more: object) -> Entry:
    """PHQ-9 with so many points."""
    answers = {f"q{n + 1}": min(3, max(0, points - 3 * n)) for n in range(9)}
    return Entry(day, f"{day}T10:00:00.000+00:00", "1", answers, **more)  # type: ignore[arg-type]


def made(*entries: Entry, span: Span = SPAN, first: date | None = FIRST, form: str = "phq-9") -> FormCharts:
    (found,) = form_charts([Filled(FORMS[form], entries)], When(span, {}, first))
    return found


def told(charts: FormCharts) -> str:
    assert charts.whole is not None
    return " ".join((charts.whole.sentence, *charts.whole.more))


def test_the_newest_score_stands_with_the_band_of_its_authors() -> None:
    words = told(made(entry("2026-09-05", 14), entry("2026-10-05", 12)))
    assert "Filled in twice. On 5 October: 12 of 27, in the band that its authors call “moderate”." in words
    assert "The lines part the bands: 0 to 4 minimal; 5 to 9 mild;" in words


def test_a_change_within_the_error_is_too_small_to_tell() -> None:
    words = told(made(entry("2026-09-05", 14), entry("2026-10-05", 9)))
    assert "too small to tell from chance" in words
    assert not re.search(r"better|improv", words)


def test_a_change_beyond_it_is_told_beside_the_mean_of_two_beginnings() -> None:
    words = told(made(entry("2026-09-05", 15), entry("2026-09-19", 13), entry("2026-10-05", 6)))
    assert "It was 14 before your first session (the middle of two). Now it is 8 points lower" in words
    assert "more than chance explains" in words


def test_the_stripe_lies_around_the_beginning() -> None:
    charts = made(entry("2026-09-05", 15), entry("2026-09-19", 13), entry("2026-10-05", 6))
    assert charts.whole is not None
    found = re.search(r'chart-stripe" d="M0 (\S+)H1000V(\S+)H0Z"', charts.whole.picture)
    assert found and [round(27 - float(y) * 27 / 100) for y in found.groups()] == [20, 8]


def test_a_beginning_before_the_time_that_is_shown_still_counts() -> None:
    late = Span(date(2026, 11, 1), date(2026, 11, 22))
    words = told(made(entry("2026-09-05", 20), entry("2026-10-05", 12), entry("2026-11-05", 6), span=late))
    assert "It was 20 before your first session. Now it is 14 points lower" in words
    assert "It was 12 on 5 October 2026." in words


def test_what_was_filled_in_too_early_or_in_another_version_is_left_out_and_told() -> None:
    charts = made(
        Entry("x", "2026-09-02T10:00:00+00:00", "0", {f"q{n + 1}": 3 for n in range(9)}),
        entry("2026-09-05", 14),
        entry("2026-09-07", 27, early=True),
        entry("2026-10-05", 12),
    )
    assert charts.whole is not None
    assert len([row for row in charts.whole.table.rows if row[1] != "not rated"]) == 2
    assert charts.left_out == "Left out twice: filled in too early, or in another version."


def test_a_form_without_a_scale_of_all_its_questions_has_only_parts() -> None:
    form = FORMS["maia-2"]
    answers: Mapping[str, int] = {item.id: form.values(item)[1] for item in form.items}
    charts = made(Entry("m", "2026-10-05T10:00:00+00:00", form.version, answers), form="maia-2")
    assert charts.whole is None
    assert len(charts.parts) == len(form.scales)


def test_too_many_missing_answers_draw_nothing() -> None:
    scarce = Entry("s", "2026-10-05T10:00:00+00:00", "1", {"q1": 2})
    assert form_charts([Filled(PHQ, [scarce])], When(SPAN, {}, FIRST)) == []


def test_nothing_in_this_time_draws_nothing() -> None:
    assert form_charts([Filled(PHQ, [entry("2025-01-05", 9)])], When(SPAN, {}, FIRST)) == []


def test_over_many_years_the_last_of_each_quarter_is_drawn_and_that_is_said() -> None:
    years = Span(date(2018, 1, 1), date(2026, 11, 22))
    entries = [
        entry(f"{year}-{month:02}-03", 5 + month) for year in range(2018, 2026) for month in range(1, 13)
    ]
    charts = made(*entries, span=years, first=date(2017, 1, 1))
    assert charts.whole is not None
    scores = [row for row in charts.whole.table.rows if row[1] != "not rated"]
    assert len(scores) == 8 * 4
    assert {row[1] for row in scores} == {"8", "11", "14", "17"}
    assert "Filled in 96 times." in charts.whole.sentence
    assert "the last one of each quarter of a year is drawn" in charts.left_out
