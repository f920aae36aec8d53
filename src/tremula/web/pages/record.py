"""My record: the ways to all that a person notes, looks back on and takes along. It shows nothing of it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from tremula.web.doors import Door, Needs
from tremula.web.house import House
from tremula.web.page import page

Row = tuple[str, str, str]
"""Address, name, a line on it."""
SECTIONS: tuple[tuple[str, tuple[Row, ...]], ...] = (
    (
        "Note something",
        (
            ("/check-in", "Check-in", "How today is, in under a minute."),
            ("/journal", "Journal", "Write freely, for yourself."),
            ("/body-map", "Body map", "Where it is tense, numb, warm or shaking."),
            ("/self-care", "Self-care", "Food, moving, sleep, people, writing."),
            ("/questionnaires", "Questionnaires", "Short lists of questions, now and then."),
        ),
    ),
    (
        "Look back",
        (
            ("/progress", "Progress", "What you rated, over weeks, with your sessions."),
            ("/check-in/yesterday", "Yesterday’s check-in", "Tell it late, look at it or change it."),
            ("/history", "Sessions", "What was done, what was left out, how it ended."),
            ("/body-map/past", "Body maps", "What you marked, week by week."),
        ),
    ),
    (
        "Plan and keep",
        (
            ("/schedule", "Schedule", "What is due, and reminders that need nobody’s cloud."),
            ("/letter", "Weekly letter", "Made here from your own record, if you want one."),
            ("/safety-plan", "My safety plan", "What warns you, what helps, and whom to call."),
            ("/your-data", "Your data", "Take everything along, bring it in, print or erase it."),
        ),
    ),
)


def routes(house: House) -> list[Door]:
    """GET /record."""
    return [Door("/record", record, Needs.PAGE_AND_OPEN_VAULT)]


async def record(request: Request) -> Response:
    """The ways to everything."""
    return page(request, "record.html", sections=SECTIONS)
