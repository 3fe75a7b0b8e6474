"""A second window, as a process of its own: ``python window.py FOLDER NUMBER ROUNDS``.

Stars papers of its own and tags those that the other window tags too.
"""

import sys
from pathlib import Path

from digesttui.library.changes import add_tags, star
from digesttui.library.library import Library
from digesttui.library.state import PaperKey

if __name__ == "__main__":
    library = Library.open(Path(sys.argv[1]))
    mine, rounds = int(sys.argv[2]), int(sys.argv[3])
    papers = [PaperKey(f"2503.{number:05}", number) for number in range(2 * rounds)]
    for number in range(rounds):
        library.apply(star([papers[2 * number + mine]]))
        library.apply(add_tags([papers[number]], [f"window {mine}"]))
        library.poll()
    library.close()
