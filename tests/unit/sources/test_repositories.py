"""What is known of repositories outlives kills, damage and a second process, and never grows without end."""

import string
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digesttui import links
from digesttui.sources.repositories import FILE, Repository, keep, known, on_github, tidy
from digesttui.text import clean, one_line

NOON = datetime(2025, 3, 18, 12, tzinfo=UTC)
LANTERN = Repository(
    "Example/Lantern", NOON, 1234, date(2025, 3, 1), "MIT", "C++", description="Lanterns", etag='"a b"'
)
KITE = Repository("example/kite", NOON, gone=True)

TEXTS = st.text(max_size=30).map(clean).map(one_line)
NAMES = st.text(string.ascii_letters + string.digits + ".-_", min_size=1, max_size=12)
REPOSITORIES = st.builds(
    Repository,
    repo=st.builds("{}/{}".format, NAMES, NAMES),
    asked=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda t: t.replace(microsecond=0, tzinfo=UTC)),
    stars=st.none() | st.integers(0, 2**31 - 1),
    pushed=st.none() | st.dates(),
    license=TEXTS,
    language=TEXTS,
    archived=st.booleans(),
    description=TEXTS,
    renamed=st.just("") | NAMES,
    etag=st.text(string.printable[:95], max_size=20),
)


def test_nothing_is_known_at_first(tmp_path: Path) -> None:
    assert known(tmp_path) == {}
    assert known(tmp_path / "missing") == {}


def test_what_is_kept_is_known_by_its_name_in_lower_case(tmp_path: Path) -> None:
    keep(tmp_path / "new", LANTERN)
    keep(tmp_path / "new", KITE)
    assert known(tmp_path / "new") == {"example/lantern": LANTERN, "example/kite": KITE}


@given(st.lists(REPOSITORIES, max_size=6))
@settings(max_examples=50)
def test_every_repository_reads_back_as_it_was_and_the_last_word_holds(repositories: list[Repository]) -> None:
    with TemporaryDirectory() as name:
        for repository in repositories:
            keep(Path(name), repository)
        assert known(Path(name)) == {repository.repo.lower(): repository for repository in repositories}


def test_a_line_cut_short_anywhere_spoils_no_other(tmp_path: Path) -> None:
    keep(tmp_path, KITE)
    whole = (tmp_path / FILE).read_bytes()
    keep(tmp_path, LANTERN)
    both = (tmp_path / FILE).read_bytes()
    later = Repository("example/later", NOON)
    for length in range(len(whole), len(both)):
        (tmp_path / FILE).write_bytes(both[:length])
        keep(tmp_path, later)
        read = dict(known(tmp_path))
        assert (read.pop("example/kite"), read.pop("example/later")) == (KITE, later)
        for cut in read.values():  # told right, and asked long ago: it will be asked again
            assert (cut.stars, cut.description) == (1234, "Lanterns")
            assert cut.asked < datetime(2000, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "damage",
    [
        b"\nexample/lantern",
        b"\nexample/lantern\tmany\t\t\t\t\t\t\t\t1742299200",
        b"\nexample/lantern\t7\tyesterday\t\t\t\t\t\t\t1742299200",
        b"\nexample/lantern\t7\t\t\t\t\t\t\t\t" + b"9" * 30,
        b"\nexample/lantern\t7\t\t\t\t\t\t\t\t",
        b"\n\xff\xfe\x00",
        b"\n\n\t\t\n",
    ],
)
def test_a_damaged_line_is_not_known(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE).write_bytes(damage)
    keep(tmp_path, KITE)
    assert known(tmp_path) == {"example/kite": KITE}


def test_lines_that_no_longer_hold_go_once_they_are_many(tmp_path: Path) -> None:
    for _ in range(50):
        keep(tmp_path, KITE)
    before = (tmp_path / FILE).stat().st_size
    tidy(tmp_path)
    assert (tmp_path / FILE).stat().st_size == before
    for _ in range(60):
        keep(tmp_path, KITE)
    keep(tmp_path, LANTERN)
    tidy(tmp_path)
    assert (tmp_path / FILE).read_bytes().count(b"\n") == 2
    assert known(tmp_path) == {"example/kite": KITE, "example/lantern": LANTERN}


def test_two_processes_keep_at_once(tmp_path: Path) -> None:
    code = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path
from digesttui.sources.repositories import Repository, keep
for number in range(300):
    keep(Path({str(tmp_path)!r}), Repository(sys.argv[1] + "/" + str(number), datetime.now(UTC), description="x" * 300))
"""
    processes = [subprocess.Popen([sys.executable, "-c", code, owner]) for owner in ("one", "two")]
    assert [process.wait() for process in processes] == [0, 0]
    assert len(known(tmp_path)) == 600


def test_what_is_known_is_read_without_the_network_or_the_screen() -> None:
    code = (
        "import sys, digesttui.sources.repositories, digesttui.cli.repositories; "
        "sys.exit(','.join(m for m in ('httpx', 'stamina', 'ssl', 'textual') if m in sys.modules) or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", 0)


def test_only_repositories_on_github_are_asked_for_and_each_once() -> None:
    text = """https://github.com/Example/Lantern, https://github.com/example/lantern/tree/main,
    https://gitlab.com/example/kite, https://gist.github.com/example/0123456789, https://github.com/example,
    https://example.com/a/b and https://github.com/example/kite."""
    assert on_github(links.find(text)) == ["Example/Lantern", "example/kite"]
