"""What an invented person noted between sessions: check-ins, self-care, questionnaires, body maps.

A life with good and bad weeks, missed days and no moral, always the same: the demonstration proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import msgspec
from msgspec import Struct

from tremula.actions.body_maps import Marked, keep_body_map
from tremula.actions.check_ins import Choosing, Own, Telling, keep_check_in, make_own
from tremula.actions.journal import Write, Written, write_entry
from tremula.actions.look_back import SELF_CARE
from tremula.actions.ports import AnswerRow, SessionRow, Tx
from tremula.actions.questionnaires import QUESTIONNAIRE
from tremula.core.bodymap.places import BodyMap
from tremula.core.bodymap.record import Record
from tremula.core.practice.check_in import Said
from tremula.core.practice.measures import SESSION, CheckIn, Measure
from tremula.core.practice.self_care import CareDay, SelfCare
from tremula.core.practice.shelf import Practice
from tremula.core.questionnaire.form import Form, Item
from tremula.core.questionnaire.plug_in import Shelf
from tremula.core.session.chance import Chance

DAYS = 85
"""Four weeks longer than the sessions, so that there is a beginning before them."""
SEED = 20261122
CHOSEN = ("confidence", "body-awareness", "pulse", "hrv")
READ = {"pulse": (58, 70), "hrv-rmssd": (24, 46)}
"""Readings that are typed, and between which numbers they lie."""
GOAL = "Walk to the lake and back without hurrying"
FORMS = ("phq-9", "gad-7", "peg", "phq-15", "k6", "ipip-self-esteem", "maia-2", "rand-36-energy-wellbeing")
RARELY = ("alcohol", "illness", "therapy", "cycle", "new-medicine")
ENTRIES = (
    "Warm hands after the session. I sat on the stairs for a while and listened to the rain.",
    "A long week. I did not feel like writing, so I only note that I was here.",
    "The shaking came late and stayed in the legs. It felt odd, and then it was simply there.",
    "Talked with my sister on the phone. We laughed about the old car.",
    "Slept badly, too much coffee. Tomorrow earlier to bed.",
)
EVERY = 16
"""Days between two journal entries."""
MARKED = ("left-shoulder", "right-shoulder", "jaw", "neck", "belly", "low-back", "middle-back", "left-hip")
SHAKEN = ("left-inner-thigh", "right-inner-thigh", "pelvis", "left-front-thigh", "right-front-thigh", "belly")


class InventDays(Struct, frozen=True):
    """What can be asked, until when (RFC 3339), and for how many days."""

    practice: Practice
    forms: Shelf
    map: BodyMap | None
    now: str
    days: int = DAYS


class Life(Struct):
    """Where each number stands, and how much the days still wobble."""

    chance: Chance
    levels: dict[str, float] = {}

    def next(self, id: str, low: float, high: float, start: float) -> float:
        """The next day's number: near the last one, as days are."""
        before = self.levels.get(id, start)
        pull, size = (start - before) * 0.15, (high - low) * 0.12
        self.levels[id] = min(high, max(low, before + pull + size * self.chance.between(-10, 10) / 10))
        return self.levels[id]


def invent_days(tx: Tx, command: InventDays) -> None:
    """Keep what was noted on these days, up to yesterday, and the maps of the sessions that are there."""
    life = Life(Chance(SEED))
    today = datetime.fromisoformat(command.now)
    first = today.date() - timedelta(days=command.days)
    own = Own(chosen_of(command.practice.check_in), ["Visitors"], GOAL)
    make_own(tx, Choosing(command.practice.check_in, own, at(first, 9, today)))
    sessions = {datetime.fromisoformat(row.begun).date(): row for row in tx.sessions()}
    for number in range(command.days):
        day = first + timedelta(days=number)
        session = sessions.get(day)
        if not missed(life.chance, number):
            tell_day(tx, command.practice.check_in, life, at(day, 21, today), session is not None)
        tend(tx, command.practice.self_care, life.chance, day, at(day, 20, today))
        for form in forms_due(command.forms, number):
            fill_in(tx, form, life, at(day, 10, today))
        if number % EVERY == EVERY - 1:
            write(tx, life.chance, ENTRIES[number // EVERY % len(ENTRIES)], at(day, 21, today))
        if command.map and (session or number % 9 == 4):
            mark(tx, command.map, life.chance, session, at(day, 22, today))


def at(day: date, hour: int, now: datetime) -> str:
    """A moment of a day where the person is."""
    return datetime.combine(day, time(hour, 5), now.tzinfo).isoformat(timespec="milliseconds")


def chosen_of(check_in: CheckIn) -> list[str]:
    """Of what content offers."""
    groups = {measure.group for measure in check_in.measures}
    return [group for group in CHOSEN if group in groups]


def missed(chance: Chance, number: int) -> bool:
    """Some days, and once in a while most of a week, nobody thinks of it."""
    return chance.happens(7) or number % 67 in range(33, 38)


def tell_day(tx: Tx, check_in: CheckIn, life: Life, moment: str, practised: bool) -> None:
    """One check-in; now and then it is written a day late."""
    day = datetime.fromisoformat(moment).date()
    asked = check_in.asked(chosen_of(check_in), GOAL)
    ratings = {each.id: round(rating(each, life)) for each in asked if each.rating}
    values = {
        each.id: float(round(life.next(each.id, *READ[each.id], sum(READ[each.id]) / 2)))
        for each in asked
        if each.id in READ and not life.chance.happens(4)
    }
    tags = [SESSION] if practised else []
    tags += ["poor-night"] if ratings.get("sleep", 10) <= 3 else []
    tags += [tag for tag in (*RARELY, "Visitors") if life.chance.happens(17)]
    known = {each.id for each in check_in.contexts} | {"Visitors"}
    late = timedelta(days=1 if life.chance.happens(12) else 0)
    written = (datetime.fromisoformat(moment) + late).isoformat(timespec="milliseconds")
    said = Said(ratings, values, [tag for tag in tags if tag in known])
    keep_check_in(tx, Telling(check_in, day, said, written))


def rating(measure: Measure, life: Life) -> float:
    """What is hard stands a little below the middle, what is good a little above."""
    return life.next(measure.id, measure.low, measure.high, 4 if measure.higher == "worse" else 6)


def tend(tx: Tx, care: SelfCare, chance: Chance, day: date, moment: str) -> None:
    """What there was of self-care; on some days nothing is noted, and for a fortnight nothing at all."""
    done = [field.id for place, field in enumerate(care.fields) if chance.between(0, 9) >= 3 + place]
    if done and day.toordinal() % 97 > 13:
        body = msgspec.to_builtins(CareDay(day.isoformat(), done))
        tx.keep_answer(AnswerRow(f"{SELF_CARE}-{day}", SELF_CARE, moment, body))


def forms_due(shelf: Shelf, number: int) -> Iterator[Form]:
    """Each form in its own rhythm."""
    for place, id in enumerate(FORMS):
        form = shelf.forms.get(id)
        if form and number % max(form.every_days, form.recall_days or 0) == place % 4:
            yield form


def fill_in(tx: Tx, form: Form, life: Life, moment: str) -> None:
    """As the questionnaire's page keeps it."""
    body = {"form": form.id, "version": form.version, "answers": answers_of(form, life), "language": "en"}
    tx.keep_answer(AnswerRow(f"{QUESTIONNAIRE}-{form.id}-{moment}", QUESTIONNAIRE, moment, body))


def answers_of(form: Form, life: Life) -> dict[str, int]:
    """Near where the form stood the last time; nothing that asks for help at once."""
    share = life.next(form.id, 0, 1, 0.4)
    guarded = {hook.item for hook in form.hooks}
    return {item.id: answer(form, item, share, life.chance, item.id in guarded) for item in form.items}


def answer(form: Form, item: Item, share: float, chance: Chance, guarded: bool) -> int:
    """One answer; a guarded question gets its lowest."""
    values = form.values(item)
    if guarded:
        return min(values)
    place = round(share * (len(values) - 1)) + chance.between(-1, 1)
    return values[min(max(place, 0), len(values) - 1)]


def write(tx: Tx, chance: Chance, text: str, moment: str) -> None:
    """A journal entry, written in one sitting."""
    entry, sitting = invented_id(chance), invented_id(chance)
    write_entry(tx, Write(entry, Written(sitting, 1, moment, text)))


def invented_id(chance: Chance) -> str:
    """What looks like a UUID."""
    digits = f"{chance.bits():016x}{chance.bits():016x}"
    return f"{digits[:8]}-{digits[8:12]}-7{digits[13:16]}-8{digits[17:20]}-{digits[20:]}"


def mark(tx: Tx, map: BodyMap, chance: Chance, session: SessionRow | None, moment: str) -> None:
    """A body map, after a session with where it shook."""
    record: Record = {place: {"tense": chance.between(1, 3)} for place in MARKED if chance.happens(3)}
    if session:
        for place in SHAKEN[: chance.between(1, len(SHAKEN))]:
            record.setdefault(place, {})["shaking"] = chance.between(1, 3)
        record.setdefault("left-sole", {})["warm"] = chance.between(1, 2)
    known: Record = {
        place: {id: n for id, n in felt.items() if id in map.feels}
        for place, felt in record.items()
        if place in map.names
    }
    keep_body_map(tx, Marked(map, known, moment, session.id if session else ""))
