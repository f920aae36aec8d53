"""Words that several commands share: where the data lies, which port, and how to print."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from tremula.core.failure import Refusal
from tremula.settings import Settings, port_from


def command(
    commands: Any, name: str, about: str, run: Any, *, example: str, json_about: str = "answer in JSON"
) -> argparse.ArgumentParser:
    """A sub-command with --help, --json and an example."""
    made: argparse.ArgumentParser = commands.add_parser(
        name, help=about, description=about, epilog=f"Example: {example}"
    )
    made.add_argument("--json", action="store_true", help=json_about)
    made.set_defaults(run=run)
    return made


def add_place(parser: argparse.ArgumentParser) -> None:
    """Where the vault lies."""
    parser.add_argument("--data", type=path, metavar="DIR", help="folder of the data (TREMULA_DATA)")


def add_passphrase(parser: argparse.ArgumentParser) -> None:
    """How it opens without typing."""
    parser.add_argument(
        "--passphrase-file",
        type=path,
        metavar="FILE",
        help="file whose first line is the passphrase (TREMULA_PASSPHRASE_FILE)",
    )


def add_port(parser: argparse.ArgumentParser) -> None:
    """Where it listens."""
    parser.add_argument("--port", type=port, metavar="N", help="port on 127.0.0.1 (TREMULA_PORT, else 8750)")


def add_content(parser: argparse.ArgumentParser) -> None:
    """Other content than the one that came along."""
    parser.add_argument("--content", type=path, metavar="DIR", help="a content folder of your own")


def port(text: str) -> int:
    """A port for argparse: what cannot be one is a usage error."""
    try:
        return port_from(text)
    except Refusal as refusal:
        raise argparse.ArgumentTypeError(refusal.words) from refusal


def settled(args: argparse.Namespace, settings: Settings) -> Settings:
    """The environment's settings with what the command line says instead."""
    names = ("data", "port", "passphrase_file", "recovery_out", "content")
    said = {name: value for name in names if (value := getattr(args, name, None)) is not None}
    if "port" in args and "port" not in said and settings.port_named:
        said["port"] = port_from(settings.port_named, "TREMULA_PORT")
    return replace(settings, **said)


def show(value: Any) -> None:
    """Print JSON for another program."""
    print(as_json(value))


def as_json(value: Any) -> str:
    """JSON for another program, whole whatever the terminal's encoding is."""
    every_letter = (sys.stdout.encoding or "").lower() in ("utf-8", "utf8")
    return json.dumps(value, ensure_ascii=not every_letter, indent=2)


def path(text: str) -> Path:
    """A path for argparse: nothing at all would mean the folder that one stands in."""
    if not text.strip():
        raise argparse.ArgumentTypeError("nothing is named. Name a path")
    return Path(text)


def minutes(ms: int) -> str:
    """A length for people, for example 21:05."""
    return f"{ms // 60_000}:{ms // 1000 % 60:02d}"
