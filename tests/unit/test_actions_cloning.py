"""Cloning with the real git, from repositories made here."""

import os
import shutil
import stat
import subprocess
import threading
import time
from pathlib import Path

import pytest

from digesttui import actions, links
from digesttui.actions import Cloned
from digesttui.actions.cloning import LEFT_BEHIND
from digesttui.errors import LinkRefused
from digesttui.model import Link
from tests.unit.git_site import GIT, SLOW, Site, git


def link(repo: str) -> Link:
    found = links.classify(repo)
    assert found
    return found


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    site = Site(tmp_path / "site")
    for name, value in site.environment.items():
        monkeypatch.setenv(name, value)
    site.publish("ann/tool", "one")
    return site


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "repositories" / "here"


def stub(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a shell script in git's place."""
    folder.mkdir()
    (folder / "git").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_a_repository_is_cloned_as_owner_and_name(site: Site, into: Path) -> None:
    steps: list[tuple[str, float | None]] = []
    cloned = actions.clone(link("ann/tool"), into, progress=lambda *step: steps.append(step))
    assert cloned == Cloned("ann/tool", "cloned", into / "ann" / "tool")
    assert (into / "ann" / "tool" / "README").read_text() == "one"
    assert ("receiving objects", 1.0) in steps
    assert names_in(into / "ann") == ["tool"]


def test_that_it_has_begun_is_told_before_the_site_answers(site: Site, into: Path) -> None:
    site.configure(SLOW)
    enough, told = threading.Event(), list[str]()

    def listen(how_far: str) -> None:
        told.append(how_far)
        enough.set()

    actions.clone_all([link("ann/tool")], into, progress=listen, cancel=enough)
    assert told[0] == "ann/tool: connecting"


def test_only_the_latest_commit_is_fetched(site: Site, into: Path) -> None:
    site.publish("ann/tool", "two")
    actions.clone(link("ann/tool"), into)
    log = subprocess.run([GIT, "log", "--oneline"], cwd=into / "ann" / "tool", capture_output=True, check=True)
    assert len(log.stdout.splitlines()) == 1


def test_what_is_there_already_is_pulled(site: Site, into: Path) -> None:
    actions.clone(link("ann/tool"), into)
    assert actions.clone(link("Ann/Tool"), into) == Cloned("Ann/Tool", "there already", into / "ann" / "tool")
    site.publish("ann/tool", "two")
    assert actions.clone(link("ann/tool"), into).state == "pulled"
    assert (into / "ann" / "tool" / "README").read_text() == "two"


def test_the_readers_own_work_is_never_overwritten(site: Site, into: Path) -> None:
    actions.clone(link("ann/tool"), into)
    site.publish("ann/tool", "another past", "--amend")
    (into / "ann" / "tool" / "README").write_text("mine")
    git(into / "ann" / "tool", "commit", "-q", "-a", "-m", "mine")
    cloned = actions.clone(link("ann/tool"), into)
    assert (cloned.state, cloned.path) == ("failed", into / "ann" / "tool")
    assert "fast-forward" in cloned.why
    assert (into / "ann" / "tool" / "README").read_text() == "mine"


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (["mkdir", "tool"], "is no repository"),
        (["touch", "tool"], "is no repository"),
        (["ln", "-s", "nowhere", "tool"], "is no repository"),
        (["git", "init", "-q", "tool"], "another repository: it has no origin"),
        (["mkdir", "-p", "tool/.git"], "another repository: it has no origin"),
    ],
)
def test_what_has_the_name_but_is_no_clone_is_left_alone(site: Site, into: Path, command: list[str], why: str) -> None:
    (into / "ann").mkdir(parents=True)
    subprocess.run(command, cwd=into / "ann", check=True)
    before = sorted(into.rglob("*"))
    cloned = actions.clone(link("ann/tool"), into)
    assert cloned.state == "failed"
    assert why in cloned.why
    assert sorted(into.rglob("*")) == before


def test_a_damaged_repository_is_not_taken_for_the_one_around_it(site: Site, into: Path) -> None:
    into.mkdir(parents=True)
    git(into, "init", "-q")
    git(into, "remote", "add", "origin", "https://github.com/ann/tool.git")
    (into / "ann" / "tool" / ".git").mkdir(parents=True)
    assert actions.clone(link("ann/tool"), into).state == "failed"
    assert not (into / "README").exists()


def test_a_clone_of_another_place_or_over_ssh_is_not_pulled(site: Site, into: Path) -> None:
    actions.clone(link("ann/tool"), into)
    git(into / "ann" / "tool", "remote", "set-url", "origin", "git@github.com:ann/tool.git")
    cloned = actions.clone(link("ann/tool"), into)
    assert cloned.state == "there already"
    assert "origin is git@github.com" in cloned.why
    for other in (
        "https://github.com/bob/kit",
        "https://evilgithub.com/ann/tool",
        "https://x.example/github.com/ann/tool",
    ):
        git(into / "ann" / "tool", "remote", "set-url", "origin", other)
        assert f"another repository: {other}" in actions.clone(link("ann/tool"), into).why


def test_a_clone_that_fails_leaves_nothing_behind(site: Site, into: Path) -> None:
    cloned = actions.clone(link("ann/missing"), into)
    assert (cloned.state, cloned.path) == ("failed", None)
    assert "does not appear to be a git repository" in cloned.why
    assert not into.parent.exists()


def test_only_whole_clones_count_as_cloned(site: Site, into: Path) -> None:
    actions.clone(link("ann/tool"), into)
    (into / "ann" / ".kit.1-0.partial" / ".git").mkdir(parents=True)
    (into / "ann" / ".github" / ".git").mkdir(parents=True)
    assert actions.clones(into) == {"ann/tool": into / "ann" / "tool", "ann/.github": into / "ann" / ".github"}
    assert actions.clones(into / "nowhere") == {}


def test_what_a_killed_program_left_half_cloned_is_taken_away_after_a_day(site: Site, into: Path) -> None:
    old, fresh = into / "ann" / ".tool.1-0.partial", into / "ann" / ".kit.1-0.partial"
    for folder in (old, fresh):
        (folder / ".git").mkdir(parents=True)
    yesterday = time.time() - LEFT_BEHIND - 60
    os.utime(old, (yesterday, yesterday))
    actions.clone(link("ann/tool"), into)
    assert sorted(names_in(into / "ann")) == [".kit.1-0.partial", "tool"]


def test_a_clone_that_fails_leaves_what_was_there(site: Site, into: Path) -> None:
    actions.clone(link("ann/tool"), into)
    actions.clone(link("ann/missing"), into)
    assert names_in(into / "ann") == ["tool"]


def test_a_clone_is_cancelled_at_once_and_leaves_nothing_behind(site: Site, into: Path) -> None:
    site.configure(SLOW)
    enough = threading.Event()
    threading.Timer(0.2, enough.set).start()
    started = time.monotonic()
    assert actions.clone(link("ann/tool"), into, cancel=enough) == Cloned("ann/tool", "cancelled")
    assert time.monotonic() - started < 10
    assert not into.parent.exists()


def test_what_came_beside_a_cancelled_clone_stays(site: Site, into: Path) -> None:
    site.configure(SLOW)
    enough = threading.Event()

    def beside() -> None:
        (into / "ann" / "kit").mkdir(parents=True)
        enough.set()

    threading.Timer(0.2, beside).start()
    assert actions.clone(link("ann/tool"), into, cancel=enough).state == "cancelled"
    assert names_in(into / "ann") == ["kit"]


def test_a_disk_that_takes_no_more_is_told_and_cleaned_up(
    site: Site, into: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    into.mkdir(parents=True)
    stub(tmp_path / "stub", monkeypatch, f"trap '' XFSZ; ulimit -f 0; exec {GIT} \"$@\"")
    cloned = actions.clone(link("ann/tool"), into)
    assert cloned.state == "failed"
    assert cloned.why
    assert names_in(into) == []


def test_a_folder_that_cannot_be_made_is_told(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cloned = actions.clone(link("ann/tool"), tmp_path / "file")
    assert cloned.state == "failed"
    assert "Not a directory" in cloned.why or "File exists" in cloned.why


def test_without_git_the_remedy_is_told(
    site: Site, into: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert actions.clone(link("ann/tool"), into) == Cloned("ann/tool", "failed", None, "git is not installed")
    assert not into.exists()


def test_twenty_are_cloned_side_by_side_each_once_with_one_summary(site: Site, into: Path) -> None:
    repos = [f"ann/tool{number}" for number in range(20)]
    for repo in repos:
        shutil.copytree(site.folder / "ann" / "tool.git", site.folder / f"{repo}.git")
    wanted = [link(repo) for repo in [*repos, "Ann/Tool0", "ann/missing"]]
    wanted.append(Link("code", "https://gitlab.com/ann/tool", "ann/tool"))
    told: list[str] = []
    done = actions.clone_all(wanted, into, progress=told.append, at_once=4)
    assert [result.repo for result in done] == [*repos, "ann/missing", "ann/tool"]
    assert set(actions.clones(into)) == set(repos)
    assert any("ann/tool7 receiving 100%" in line for line in told)
    assert told[-1].startswith("21 of 22 done")
    assert max(line.count("ann/") for line in told) <= 4
    summary = actions.summary(done)
    assert summary.startswith("20 cloned, 2 failed (ann/missing: ")
    assert "only repositories on GitHub" in summary


def test_what_has_not_begun_is_not_begun_after_cancelling(site: Site, into: Path) -> None:
    enough = threading.Event()
    enough.set()
    done = actions.clone_all([link("ann/tool"), link("bob/kit")], into, cancel=enough)
    assert [result.state for result in done] == ["cancelled", "cancelled"]
    assert actions.summary(done) == "2 cancelled"
    assert not into.exists()


def test_several_that_are_stopped_or_fail_leave_nothing_behind(site: Site, into: Path) -> None:
    missing = [link(f"ann/missing{number}") for number in range(8)]
    assert {result.state for result in actions.clone_all(missing, into)} == {"failed"}
    assert not into.parent.exists()
    site.configure(SLOW)
    enough = threading.Event()

    def stop_at_work(how_far: str) -> None:
        enough.set()

    wanted = [link("ann/tool"), *missing]
    assert "cancelled" in {
        result.state for result in actions.clone_all(wanted, into, progress=stop_at_work, cancel=enough)
    }
    assert not into.parent.exists()


def test_a_cancel_that_never_comes_changes_nothing(site: Site, into: Path) -> None:
    assert actions.clone(link("ann/tool"), into, cancel=threading.Event()).state == "cloned"


def test_the_summary_tells_a_reason_once_and_few_names() -> None:
    done = [Cloned(f"ann/tool{number}", "failed", None, "the disk is full") for number in range(5)]
    done += [Cloned("bob/kit", "failed", None, "git ended with code 1")]
    told = "6 failed (ann/tool0, ann/tool1, ann/tool2 and 2 more: the disk is full; bob/kit: git ended with code 1)"
    assert actions.summary(done) == told


def test_nothing_to_clone_is_told_too() -> None:
    assert actions.summary([]) == "nothing to clone"


def test_git_is_given_a_rebuilt_address_after_the_options(
    into: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "log"
    stub(tmp_path / "stub", monkeypatch, f'printf "%s\\n" "$@" >{log}; env >>{log}; exit 1')
    monkeypatch.setenv("GIT_DIR", "/elsewhere")
    cloned = actions.clone(link("http://github.com/ann/tool/tree/main"), into)
    given = log.read_text().split("\n")
    end = given.index("--")
    assert given[end + 1] == "https://github.com/ann/tool.git"
    assert {"protocol.allow=never", "protocol.https.allow=always", "--template=", "--depth=1"} <= set(given[:end])
    assert {"GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=", "LC_ALL=C"} <= set(given)
    assert "GIT_DIR=/elsewhere" not in given
    assert cloned.why == "git ended with code 1"


@pytest.mark.parametrize(
    "hostile",
    [
        Link("code", "--upload-pack=touch x", "ann/tool"),
        Link("code", "https://github.com/ann/--upload-pack=x", "ann/--upload-pack=x"),
        Link("code", "ext::sh -c x", "ann/tool"),
        Link("code", "https://github.com/ann/..", "ann/.."),
        Link("code", "https://github.com@evil.example/ann/tool", "ann/tool"),
    ],
)
def test_a_hostile_name_reaches_no_git(
    into: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hostile: Link
) -> None:
    stub(tmp_path / "stub", monkeypatch, f"touch {tmp_path}/ran")
    with pytest.raises(LinkRefused):
        actions.clone(hostile, into)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("setting", ["[init]\n templateDir = {}", "[core]\n hooksPath = {}/hooks"])
def test_no_hook_runs(site: Site, into: Path, tmp_path: Path, setting: str) -> None:
    hook = tmp_path / "template" / "hooks" / "post-checkout"
    hook.parent.mkdir(parents=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    site.configure(setting.format(tmp_path / "template"))
    assert actions.clone(link("ann/tool"), into).state == "cloned"
    assert not (tmp_path / "ran").exists()


def test_nothing_but_https_is_allowed(site: Site, into: Path) -> None:
    site.configuration.write_text(site.configuration.read_text().partition('[protocol "file"]')[0])
    cloned = actions.clone(link("ann/tool"), into)
    assert cloned.state == "failed"
    assert "other than https" in cloned.why
