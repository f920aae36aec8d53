"""Everything that can be asked or counted, by the name other content calls it. It reads no person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tremula.core.practice.measures import CheckInFile
from tremula.core.questionnaire.form import Form
from tremula.library import daily
from tremula.library.body_map import read_source
from tremula.library.questionnaires import look as look_at_forms

CHECK_IN, BODY_MAP = "check-in", "body-map"


class Named(NamedTuple):
    """Where it is asked, what is asked, and when."""

    where: str
    what: str
    when: str


def measures_in(root: Path) -> dict[str, Named]:
    """By name: a questionnaire, form/scale, form/question, check-in/<added by choice>, body-map/<feeling>."""
    file = daily.look(root)[0].get("check-in.yaml")
    always = file.form if file else ""
    found: dict[str, Named] = {}
    for form in look_at_forms(root)[0].values():
        found |= dict(of_form(form, always=form.id == always))
    if file:
        found |= dict(of_check_in(file))
    return found | dict(of_body_map(root))


def of_form(form: Form, *, always: bool) -> Iterator[tuple[str, Named]]:
    """The whole, its questions, its scales; a scale named like a question is that question."""
    where = "Check-in" if always else form.title
    when = "each day" if always else f"every {form.every_days} days, if chosen"
    yield form.id, Named(where, form.about, when)
    for scale in form.scales:
        yield f"{form.id}/{scale.id}", Named(where, scale.label, when)
    for item in form.items:
        yield f"{form.id}/{item.id}", Named(where, item.text, when)


def of_check_in(file: CheckInFile) -> Iterator[tuple[str, Named]]:
    """What a person may add to the check-in."""
    for rated in (*file.rated, file.goal):
        yield f"{CHECK_IN}/{rated.id}", Named("Check-in", rated.text, "each day, if chosen")
    for reading in file.readings:
        what = f"{reading.label}, typed in"
        yield f"{CHECK_IN}/{reading.id}", Named("Check-in", what, "on a quiet morning, if chosen")


def of_body_map(root: Path) -> Iterator[tuple[str, Named]]:
    """Each feeling that can be marked on the body."""
    _, source = read_source(root)
    for feeling in source.feelings if source else ():
        what = f"Where the body is {feeling.name}, and how strongly"
        yield f"{BODY_MAP}/{feeling.id}", Named("Body map", what, "after a session, or at any time")
