"""Numbers and tables that every benchmark prints alike."""

import statistics
from collections.abc import Iterable, Sequence

QUERIES = [
    "speculative decoding",
    "mixture of experts",
    "bayes",
    "transfomer",
    "github",
    "lora rank",
    "diffusion model",
    "reinforcment learning",
    "gpt",
    "boltzmann machine",
    "language model cascade",
    "zzqx",
]
"""What a person types, letter by letter: common and rare words, two typos, and a word that is nowhere."""


def p50(values: Sequence[float]) -> float:
    """The median."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def describe(values: Sequence[float]) -> str:
    """Median, 95th percentile and maximum of milliseconds."""
    if not values:
        return "no key was answered"
    return f"p50 {p50(values):.1f}  p95 {p95(values):.1f}  max {max(values):.1f} ms  ({len(values)} keys)"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join(lines)
