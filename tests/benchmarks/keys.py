"""Key to painted screen, from outside: any terminal program on a pseudo-terminal.

    python -m tests.benchmarks.keys READY [--before KEYS] [--keys j] -- COMMAND [ARGUMENT …]

starts COMMAND in 120×40, waits until READY is on its screen, sends --before, then types each query letter by letter
(or, with --keys, each of those keys), waiting for silence after each, and prints the time from a key to the first and
to the last byte of the answer.
"""

import argparse
import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.figures import QUERIES, describe

# what a terminal answers to the questions programs ask at their start; one left waiting would look slow
ANSWERS = {
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
    b"\x1b[?2004$p": b"\x1b[?2004;2$y",
}
COLUMNS, ROWS = 120, 40
SILENCE = 0.12
CLEAR_LINE = "\x15"


@dataclass
class Answers:
    """Milliseconds, one a key; ``start`` to READY on the screen, ``memory`` resident at the end in MB."""

    start: float = 0.0
    memory: float = 0.0
    first: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)


class Program:
    """A command on a pseudo-terminal of 120×40; ``told`` is what it wrote, and when."""

    def __init__(self, command: Sequence[str]) -> None:
        self.told: list[tuple[float, bytes]] = []
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8")
            os.execvp(command[0], list(command))
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def send(self, keys: str) -> None:
        """Send keys as a terminal would."""
        os.write(self.fd, keys.encode())

    def answer(
        self, silence: float = SILENCE, until: bytes = b"", limit: float = 90, *, blink: int = 0
    ) -> tuple[float, float]:
        """Read until ``silence`` seconds without a byte, ``until`` seen; the times of the first and last byte.

        Writes of up to ``blink`` bytes are a cursor that blinks, and no answer.
        """
        first, last, seen = 0.0, 0.0, b""
        heard = time.perf_counter()
        end = heard + limit
        while time.perf_counter() < end:
            if not select.select([self.fd], [], [], max(0, heard + silence - time.perf_counter()))[0]:
                if until in seen:
                    return first, last
                heard = time.perf_counter()
                continue
            data = os.read(self.fd, 1 << 16)
            for question, reply in ANSWERS.items():
                if question in data:
                    os.write(self.fd, reply)
            now = time.perf_counter()
            seen += data
            self.told.append((now, data))
            if len(data) > blink:
                heard = last = now
                first = first or now
        raise TimeoutError(f"{until!r} never appeared")

    def memory(self) -> float:
        """Resident memory in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def wait(self) -> None:
        """Read until it ends by itself."""
        with contextlib.suppress(OSError):  # how a terminal ends whose program is gone
            while os.read(self.fd, 1 << 16):
                continue
        os.waitpid(self.pid, 0)
        os.close(self.fd)

    def close(self) -> None:
        """Kill it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def measure(
    command: Sequence[str],
    ready: str,
    *,
    before: str = "",
    keys: str = "",
    rounds: int = 2,
    warm: float = 1.0,
    silence: float = SILENCE,
    blink: int = 0,
) -> Answers:
    """Type the queries (or press ``keys``) so many times; ``silence`` and ``blink`` as in ``Program.answer``."""
    answers = Answers()
    started = time.perf_counter()
    program = Program(command)
    try:
        answers.start = 1000 * (program.answer(0.3, ready.encode())[1] - started)
        time.sleep(warm)
        program.send(before)
        program.answer(0.3) if before else None
        for typed in [keys] * rounds if keys else QUERIES * rounds:
            for key in typed:
                pressed = time.perf_counter()
                program.send(key)
                first, last = program.answer(silence, blink=blink)
                if first:
                    answers.first.append(1000 * (first - pressed))
                    answers.last.append(1000 * (last - pressed))
            if not keys:
                program.send(CLEAR_LINE)
                program.answer(0.3)
        answers.memory = program.memory()
    finally:
        program.close()
    return answers


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ready")
    parser.add_argument("--before", default="", help="keys to press first, escapes allowed")
    parser.add_argument("--keys", default="", help="press these instead of typing queries")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--warm", type=float, default=1.0)
    parser.add_argument("command", nargs="+")
    given = parser.parse_args()
    before = given.before.encode().decode("unicode_escape")
    answers = measure(given.command, given.ready, before=before, keys=given.keys, rounds=given.rounds, warm=given.warm)
    print(f"start {answers.start:.0f} ms to a settled screen, {answers.memory:.0f} MB")
    print("first byte", describe(answers.first))
    print("last byte ", describe(answers.last))


if __name__ == "__main__":
    main()
