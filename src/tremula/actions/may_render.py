"""Who may take a session along as sound files: only who may practise alone. It makes none."""

from __future__ import annotations

from tremula.actions.look_ahead import RED_ONLY, Ahead
from tremula.core.failure import Refusal

CLOSED = "Something you told comes first: talk to a person about it. Your answers say which, and with whom."
PAUSED = "A week’s pause is running. It ends by itself; sound files can be made again afterwards."


def refuse_closed_to_files(ahead: Ahead) -> None:
    """A rest day closes nothing: files are for another day, and begin by saying when to leave it.

    Refusals: reading-and-grounding-only, closed, tell-first, screening-again, pause.
    """
    if ahead.first_red or ahead.screening.crisis or not ahead.screening.solo:
        raise Refusal("reading-and-grounding-only", RED_ONLY)
    if any(each.crisis or each.closes != "nothing" for each in ahead.pointers):
        raise Refusal("closed", CLOSED)
    for reason in ahead.gate.reasons:
        if reason.id == "tell-first":
            raise Refusal("tell-first", reason.words)
    if ahead.due is not None:
        raise Refusal("screening-again", ahead.due.words)
    if ahead.proposal.pause_until is not None:
        raise Refusal("pause", PAUSED)
