"""What is known stands there as the safety notes say it, with source and grade; a claim stands apart."""

import pytest
from looking import Looked
from visitor import Visitor

NUMBERS = (
    "18 studies", "3.81 to 4.35", "2014", "43.7 to 22.0", "2021", "p = .03", "news report", "36 of 40",
    "2024", "2019", "25 %", "20 minutes", "134 mmHg", "196", "17 to 27 mmHg", "26 ms", "49 ms",
    "one history of five",
    "Nobody has put the numbers of several studies together", "hardly ever asked about",
    "VA/DoD guideline, 2023", "prolonged exposure, CPT and EMDR", "These exercises are not among them",
    "not part of the original seven",
    "rather than exercise, rest and attention", "with nobody to compare with",
)  # fmt: skip
DIFFERENT = (
    "30 to 60 seconds",
    "15 minutes",
    "48 hours",
    "small worry",
    "Questions first",
    "Each one is shown",
)
NOT_FOR = (
    "not a medical device",
    "no medical advice",
    "crisis line",
    "people under 18",
    "never says how much is good",
)


def test_every_number_of_the_safety_notes_is_there_and_claims_stand_apart(stranger: Visitor) -> None:
    page = Looked(stranger.visit("/evidence").text)
    assert [each for each in NUMBERS if each not in page.words] == []
    assert page.words.count("The article’s own claim, not ours") == len(page.all("blockquote")) == 4
    assert page.words.count("Grade ") >= 15


def test_each_difference_has_its_reason(stranger: Visitor) -> None:
    page = Looked(stranger.visit("/differences").text)
    assert [each for each in DIFFERENT if each not in page.words] == []
    rows = len(page.all("dl"))
    assert rows == page.words.count("The article says") == 6


def test_what_it_is_for_and_not_for_is_said(stranger: Visitor) -> None:
    words = Looked(stranger.visit("/intended-use").text).words
    assert [each for each in NOT_FOR if each not in words] == []


@pytest.mark.parametrize("path", ["/library", "/evidence", "/grounding", "/settings"])
def test_it_is_reached_from_everywhere(resident: Visitor, path: str) -> None:
    assert {"/evidence", "/intended-use"} <= set(Looked(resident.visit(path).text).links())


def test_the_library_and_the_first_run_lead_there(person: Visitor) -> None:
    assert "/differences" in Looked(person.visit("/library").text).links()
    assert "/evidence" in Looked(person.visit("/welcome").text).links()
