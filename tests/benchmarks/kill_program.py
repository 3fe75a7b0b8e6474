"""Kill the real program again and again while keys star, tag and note, and count what its screen had shown and lost.

python -m tests.benchmarks.kill_program [ROUNDS]
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.end_to_end.killing import kill_rounds


def main(rounds: int) -> None:
    """Print a Markdown table of one run."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "DIGEST_TUI_HOME": f"{folder}/home"}
        figures = kill_rounds(Path(folder), environment, rounds, seed=rounds)
    seconds = time.perf_counter() - start
    print("| kills | deeds the screen had shown | lost | libraries found damaged | seconds |\n|--:|--:|--:|--:|--:|")
    print(f"| {figures.kills:,} | {figures.acknowledged:,} | {figures.lost} | {figures.damaged} | {seconds:.0f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
