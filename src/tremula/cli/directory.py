"""`tremula directory`: bring a file of providers in, search, list, take out. No lookup leaves the machine."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

import msgspec

from tremula.actions.directory import Import, share, told
from tremula.cli import words
from tremula.cli.rooms import Rooms
from tremula.cli.sessions import ask_passphrase
from tremula.core.directory.filters import NAMES, Found, filters_from
from tremula.core.failure import Refusal
from tremula.settings import Settings

if TYPE_CHECKING:
    from tremula.actions.directory_desk import Desk

EXAMPLES = {
    "import": "import clinic.csv --map name='Full name'",
    "search": "search --near Chicago --within 30 --price 120 --json",
    "undo": "undo 2",
    "list": "list --json",
}
SHOWN = 20
"""Problems that are printed."""


def add(commands: Any) -> None:
    """The command's words."""
    about = "search for people who can help, in files that you bring"
    parser = commands.add_parser("directory", help=about, description=about)
    acts = parser.add_subparsers(metavar="what", required=True)
    bring = act(
        acts, "import", "bring a file in: CSV, FHIR (JSON, NDJSON) or the NPI registry; or a zip", bring_in
    )
    bring.add_argument("file", type=words.path, metavar="FILE")
    bring.add_argument(
        "--map", action="append", default=[], metavar="FIELD=COLUMN", help="which column of a CSV means what"
    )
    find = act(acts, "search", "search the directory", search)
    find.add_argument("words", nargs="*", metavar="WORD")
    for name, about in NAMES.items():
        if name == "accepting":
            find.add_argument("--accepting", action="store_const", const="yes", help="takes new clients")
        elif name != "q":
            find.add_argument(f"--{name}", metavar="X", help=about)
    find.add_argument("--count", metavar="N", help="how many results (20)")
    act(acts, "undo", "take a file out again", undo).add_argument("id", type=int, metavar="ID")
    act(acts, "list", "list the files that were brought in", show_list)


def act(acts: Any, name: str, about: str, run: Any) -> argparse.ArgumentParser:
    """One thing to do, with the words that all share."""

    def work(args: argparse.Namespace, settings: Settings, rooms: Rooms) -> None:
        with rooms.directory(words.settled(args, settings), ask_passphrase) as desk:
            run(args, desk)

    parser = words.command(acts, name, about, work, example=f"tremula directory {EXAMPLES[name]}")
    words.add_place(parser)
    words.add_passphrase(parser)
    words.add_content(parser)
    return parser


def bring_in(args: argparse.Namespace, desk: Desk) -> None:
    """Read the file to its end; broken off, the same command goes on."""
    tell = show_progress if sys.stderr.isatty() else lambda now: None
    done = desk.bring_path(str(args.file), mapping_of(args.map), tell)
    problems = desk.file.problems(done.id)
    if args.json:
        words.show({**told(done), "problems": [msgspec.to_builtins(each) for each in problems]})
        return
    print(f"{done.name}: {done.kept} kept, {done.bad} could not be read. Import {done.id}.")
    if done.placeless:
        print(f"{done.placeless} tell no known place: found near one only by their city's name or postcode.")
    for problem in problems[:SHOWN]:
        print(f"  {problem}")
    if done.bad > SHOWN:
        print(f"  … and {done.bad - SHOWN} more")


def mapping_of(given: list[str]) -> dict[str, str] | None:
    """FIELD=COLUMN, as often as one likes."""
    if any("=" not in each for each in given):
        raise Refusal("columns", "Write --map FIELD=COLUMN, for example --map name='Full name'.")
    return dict(each.split("=", 1) for each in given) or None


def show_progress(now: Import) -> None:
    """How far it is, on a line that is written over."""
    line = f"{share(now):4.0%}  {now.rows} rows read, {now.kept} kept"
    print(f"\r{line}", end="\r" if now.state != "done" else "\n", file=sys.stderr, flush=True)


def search(args: argparse.Namespace, desk: Desk) -> None:
    """Print what fits."""
    given = {name: str(getattr(args, name)) for name in (*NAMES, "count") if getattr(args, name, None)}
    results, place = desk.search(filters_from({**given, "q": " ".join(args.words)}))
    sources = {each.id: each for each in desk.file.imports()}
    if args.json:
        found = [found_told(each, sources[each.source]) for each in results.found]
        near = msgspec.to_builtins(place) if place else None
        words.show({"total": results.total, "more": results.more, "place": near, "results": found})
        return
    print(
        f"{'at least ' if results.more else ''}{results.total} found"
        + (f" near {place.name}" if place else "")
    )
    for each in results.found:
        print(line(each, sources[each.source]))


def found_told(found: Found, source: Import) -> dict[str, Any]:
    """A result in JSON, with where it comes from and how old that is."""
    plain: dict[str, Any] = msgspec.to_builtins(found)
    from_ = {"name": source.name, "made": source.made, "invented": source.invented}
    return plain | {"source": from_}


def line(found: Found, source: Import) -> str:
    """A result for people."""
    entry = found.entry
    about = "~" if entry.guessed else " "
    far = f"{about}{found.km:6.1f} km  " if found.km is not None else ""
    about = ", ".join(filter(None, (entry.city, entry.phone, "; ".join(entry.specialties))))
    return f"{far}{entry.name}: {about}  [{source.name}, {entry.updated or source.made[:10]}]"


def undo(args: argparse.Namespace, desk: Desk) -> None:
    """Take everything out that came with one file."""
    gone = desk.file.import_(args.id)
    desk.undo(args.id)
    if args.json:
        words.show({"undone": args.id, "entries": gone.kept})
    else:
        print(f"{gone.name} is out again: {gone.kept} entries.")


def show_list(args: argparse.Namespace, desk: Desk) -> None:
    """Every file, newest first."""
    imports = desk.file.imports()
    if args.json:
        words.show([told(each) for each in imports])
    for each in imports if not args.json else []:
        counts = f"{each.state:<8} {each.kept:>8} kept  {each.bad:>5} bad"
        print(f"{each.id:4}  {each.made[:10]}  {counts}  {each.name}")
