"""Kill a window again and again while it writes to the library, and count what it had acknowledged and lost.

python -m tests.benchmarks.kill_library [ROUNDS]
"""

import sys
import tempfile
import time
from pathlib import Path

from tests.unit.library.killing import kill_rounds


def main(rounds: int) -> None:
    """Print a Markdown table of one run."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        figures = kill_rounds(Path(folder), rounds, seed=rounds)
    seconds = time.perf_counter() - start
    print("| kills | changes acknowledged | lost | libraries found damaged | seconds |\n|---|---|---|---|---|")
    print(f"| {figures.kills:,} | {figures.acknowledged:,} | {figures.lost} | {figures.damaged} | {seconds:.0f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
