"""Brings a file into a directory, or takes import 1 out, until somebody ends it; tells of each commit."""

import sys
from pathlib import Path

from tremula.bootstrap_directory import Desk
from tremula.library.places import find_content

place, file = sys.argv[1:]
desk = Desk(Path(place), lambda: bytes(range(32)), find_content())
if file == "undo":
    desk.file.undo(1, lambda left: print(left, flush=True))
else:
    desk.bring_path(file, None, lambda now: print(now.kept, flush=True))
desk.close()
