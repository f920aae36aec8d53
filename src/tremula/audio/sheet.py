"""What is in the sound files, in plain text: to be read before playing, or in place of hearing."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from tremula.actions.render_session import SoundPlan, marks_of
from tremula.core.session.pieces import Piece, moments

HEAD = "Sound files of a session, made by tremula.\n"
CANNOT = """\
A recording cannot hear you. It asks nothing during the shaking, and it does not notice when you fall silent.
Use it when you already know the exercises and the stop from a session that can hear you.

To stop at any time: stop the recording. Lying: legs long and flat, toes stretched, roll to one side, sit up.
Standing: both feet flat, a hand to a wall or a chair, sit. At the wall: push off or slide down, sit.
Bent forward: hands on your thighs, rise slowly, sit. Then eyes open, look around, feel the floor.
"""
APART = """\
Play the numbered files in their order. The shaking ends by itself, and the same file leads you out of it.
Folders called “more” hold further shaking. Each is in a folder of its own, so that no player goes on into it
by itself. Play one only if you chose it, feel well and clear, and want a little more. Then play the rest.
"""
SINGLE = "The shaking in it has a fixed length, three minutes at most, and then you are led out of it.\n"


def sheet(plan: SoundPlan, names: Sequence[str]) -> str:
    """The contents of all files; `names` are the pieces' files."""
    shakes = any(piece.tremor for piece in plan.pieces)
    about = (SINGLE if plan.single else APART) if shakes else ""
    notes = "".join(f"{note}\n" for note in plan.notes)
    listed = "\n".join("\n".join(told(plan, *each)) for each in zip(plan.pieces, names, strict=True))
    return "\n".join(part for part in (HEAD, CANNOT, about, notes, listed) if part) + "\n"


def told(plan: SoundPlan, piece: Piece, name: str) -> Iterator[str]:
    """One file: its name and length, and with times what begins and what is said."""
    yield f"{name}  {clock(piece.length)}  {piece.title}"
    titles = deque(marks_of(piece, plan))
    for at, _, cue in moments(piece):
        while titles and titles[0][0] <= at:
            begin, title = titles.popleft()
            yield f"  {clock(begin):>6}  {title}"
        if cue.caption:
            yield f"  {clock(at):>6}    {cue.caption}"
    yield ""


def clock(ms: int) -> str:
    """A moment for people, for example 21:05."""
    return f"{ms // 60_000}:{ms // 1000 % 60:02d}"
