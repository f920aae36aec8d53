"""The schedule: days of practice, reminders, a calendar as a file and at a secret path. It pushes nothing."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.schedule import read_schedule
from tremula.core.practice.schedule import DAY_NAMES, MOST_MINUTES
from tremula.web.api.schedule import MAKER, address_of, calendar_of, forms_to_follow, looked
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page
from tremula.web.pages import told


def routes(house: House) -> list[Door]:
    """GET /schedule, GET /schedule/file."""
    return [
        Door("/schedule", schedule, Needs.PAGE_AND_OPEN_VAULT),
        Door("/schedule/file", file, Needs.PAGE_AND_OPEN_VAULT),
    ]


async def schedule(request: Request) -> Response:
    """Everything that can be wanted, as it stands."""
    house = house_of(request)
    kept = await house.read(read_schedule, None)
    forms = await forms_to_follow(request)
    return page(
        request,
        "schedule.html",
        kept=kept.schedule,
        address=address_of(house, kept),
        days=list(enumerate(DAY_NAMES)),
        forms=[form for form in forms.values() if form.minutes <= MOST_MINUTES],
        rest_hours=house.safety.dose.rest_hours,
        words=house.guidance.practice.schedule,
        told=told,
    )


async def file(request: Request) -> Response:
    """The calendar as a file to bring into any calendar."""
    house = house_of(request)
    kept, ahead = await looked(house)
    headers = {"Content-Disposition": 'attachment; filename="calendar.ics"'}
    return Response(calendar_of(house, kept, ahead), media_type=MAKER, headers=headers)
