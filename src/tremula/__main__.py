"""The way in for `tremula` and `python -m tremula`."""

from __future__ import annotations

import sys


def main() -> int:
    """Do what the command line says."""
    from tremula.bootstrap import ROOMS
    from tremula.cli.main import run

    return run(sys.argv[1:], ROOMS)


if __name__ == "__main__":
    sys.exit(main())
