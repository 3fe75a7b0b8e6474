"""How right the links are, measured on abstracts with known repositories.

    python -m tests.benchmarks.links_truth FOLDER

FOLDER holds ``hf_repo_truth.jsonl``, abstracts with the repository that their site lists (``id``, ``abstract``,
``githubRepo``), and ``github_links_real.jsonl``, abstracts sorted by how their links are written (``categories``).
Prints the share of papers whose repository comes first where the abstract names it, the share of repositories found
that are none, and every failure. Ends with 1 where a measure is missed.
"""

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from digesttui import links

RIGHT_AT_LEAST = 0.99
FALSE_AT_MOST = 0.005
NO_REPOSITORY = {"owner_only", "bare_host_then_space"}
"""Categories of abstracts that lead to GitHub, but to no repository."""
LONGER_NAME = r"[A-Za-z0-9_]|-+[A-Za-z0-9_]|\.(?!git\b)[a-z0-9_]"

Record = dict[str, Any]


def records(file: Path) -> list[Record]:
    """The records of a file with one JSON object a line."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def repositories(abstract: str) -> list[str]:
    """The repositories on GitHub that we find, as ``owner/name``."""
    return [str(link.repo) for link in links.find(abstract) if link.url.startswith("https://github.com/") and link.repo]


def names(abstract: str, repo: str) -> bool:
    """Whether the abstract names ``repo`` on GitHub, however broken over lines or escaped."""
    letters = r"[\s\\]*".join(map(re.escape, f"github.com/{repo}")).replace("/", "/+")
    return re.search(f"(?i:{letters})(?!{LONGER_NAME})", abstract) is not None


def first_ones(truth: list[Record]) -> tuple[int, list[str]]:
    """How many abstracts name their site's repository, and a line for each of which we list another first."""
    named, failures = 0, []
    for record in truth:
        listed = links.classify(record["githubRepo"])
        wanted = str(listed and listed.repo)
        found = repositories(record["abstract"])
        if names(record["abstract"], wanted):
            named += 1
            if [repo.lower() for repo in found[:1]] != [wanted.lower()]:
                failures.append(f"{record['id']}: the site lists {wanted}, we {found}")
        elif found:
            print(
                f"not counted, {record['id']}: the site lists {wanted}, the abstract names only {found}",
                file=sys.stderr,
            )
    return named, failures


def false_ones(real: list[Record]) -> tuple[int, list[str]]:
    """How many repositories we find, and a line for each that is none or that the abstract does not name."""
    listed, failures = 0, []
    for record in real:
        for repo in repositories(record["abstract"]):
            listed += 1
            if not names(record["abstract"], repo):
                failures.append(f"{record['id']}: {repo} is not in the abstract")
            elif NO_REPOSITORY.intersection(record.get("categories", ())):
                failures.append(f"{record['id']}: {repo}, an abstract sorted under {record['categories']}")
    return listed, failures


def main() -> int:
    """Print the failures and both measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    truth, real = records(folder / "hf_repo_truth.jsonl"), records(folder / "github_links_real.jsonl")
    named, not_first = first_ones(truth)
    listed, false = false_ones([*truth, *real])
    without = [f"no link, {r['id']}: {', '.join(r['categories'])}" for r in real if not links.find(r["abstract"])]
    print(*not_first, *false, *without, sep="\n", file=sys.stderr)
    right, wrong = 1 - len(not_first) / named, len(false) / listed
    print("| measure | wanted | got |\n|---|---|---|")
    print(f"| the site's repository first | ≥ {RIGHT_AT_LEAST:.0%} | {right:.2%} of {named} |")
    print(f"| repositories that are none | ≤ {FALSE_AT_MOST:.1%} | {wrong:.2%} of {listed} |")
    return int(right < RIGHT_AT_LEAST or wrong > FALSE_AT_MOST)


if __name__ == "__main__":
    sys.exit(main())
