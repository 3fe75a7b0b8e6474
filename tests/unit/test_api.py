"""Digests from Python: what ``import digesttui`` offers."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import digesttui
from digesttui import ActionFailed, InputError, State, api, open_digests, to_file, to_record, to_text
from digesttui.collection import SCANNED
from digesttui.config import samples_folder
from digesttui.library.changes import add_tags
from digesttui.library.library import Library
from digesttui.library.state import PaperKey
from digesttui.text import title_key

DOCUMENT = Path(__file__).parents[2] / "docs" / "python.md"

PAGE = """Mar 18

Sparse Experts at Scale

Routing tokens to few experts keeps the cost of a model low while its size grows, and we show how far that
goes in practice on four tasks. Code: https://github.com/example/sparse-experts.

A Survey of Bayesian Networks

We gather two decades of work on graphical models and say which of the many claims have held up
under independent replication so far.
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path / "home"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "papers-2025-03-18.txt").write_text(PAGE, "utf-8")
    (folder / "papers-2025-03-19.txt").write_text(PAGE.replace("Mar 18", "Mar 19").replace("A Survey", "The Survey"))
    return folder


def test_every_public_name_is_there_and_no_other() -> None:
    assert set(digesttui.__all__) == {*api.__all__, "__version__"}
    for name in digesttui.__all__:
        assert getattr(digesttui, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        digesttui.nonsense  # type: ignore[attr-defined]  # noqa: B018


def test_every_public_name_is_documented() -> None:
    document = DOCUMENT.read_text("utf-8")
    undocumented = [name for name in api.__all__ if not re.search(rf"\b{name}\b", document)]
    assert undocumented == []
    for form in digesttui.FORMATS:
        assert re.search(rf"\b{form}\b", document)


def test_importing_loads_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import digesttui; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["digesttui"]


def test_using_it_loads_no_screen() -> None:
    code = (
        "import sys; from digesttui import *; open_digests(); print('textual' in sys.modules, 'click' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"


def test_the_documented_example_runs(tmp_path: Path) -> None:
    [example] = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    (tmp_path / "samples").symlink_to(samples_folder())
    environment = {**os.environ, "PYTHONWARNINGS": "error"}
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=tmp_path, capture_output=True, text=True, env=environment
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert re.match(r"\d+ papers in 3 digests\n\d{4}-\d\d-\d\d .* https://github\.com/", done.stdout)
    assert "@misc{" in done.stdout
    assert "</html>" in (tmp_path / "experts.html").read_text("utf-8")


def test_digests_are_merged(folder: Path) -> None:
    papers = open_digests(folder)
    assert [paper.title for paper in papers] == [
        "Sparse Experts at Scale",
        "The Survey of Bayesian Networks",
        "A Survey of Bayesian Networks",
    ]
    assert (len(papers), [digest.papers for digest in papers.digests]) == (3, [2, 2])
    assert [seen.digest for seen in next(iter(papers)).seen] == ["papers-2025-03-19", "papers-2025-03-18"]


def test_one_path_or_several_may_be_given(folder: Path) -> None:
    first, second = sorted(folder.iterdir())
    assert len(open_digests([first, str(second)])) == 3
    assert len(open_digests(str(first))) == 2
    assert len(open_digests(f"{folder}/*18.txt")) == 2


def test_no_path_means_the_library_else_the_samples(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("DIGEST_TUI_HOME", str(folder.parent))
    assert len(open_digests().digests) == 3
    folder.rename(folder.parent / "library")
    assert len(open_digests()) == 3


def test_the_year_of_pages_without_one_can_be_given(folder: Path) -> None:
    page = folder / "papers-2025-03-18.txt"
    page = page.rename(folder / "page.txt")
    assert [str(paper.date) for paper in open_digests(page, year=1999)] == ["1999-03-18", "1999-03-18"]


def test_what_cannot_be_read_is_a_problem_and_no_exception(folder: Path) -> None:
    papers = open_digests([folder, folder / "gone.txt"])
    [problem] = papers.problems
    assert isinstance(problem, InputError)
    assert problem.name.endswith("gone.txt")
    assert len(papers) == 3


def test_a_paper_is_found_by_title_or_id(folder: Path) -> None:
    papers = open_digests(folder)
    paper = papers.find("sparse  EXPERTS at scale")
    assert paper is not None
    assert papers.find(paper.id) == paper
    assert papers.find("zzqx") is None


def test_a_result_is_a_sequence_of_papers_best_first(folder: Path) -> None:
    result = open_digests(folder).search("bayes")
    assert [paper.title for paper in result] == [result[0].title, result[-1].title]
    assert result[:1] == [result[0]]
    assert len(result) == 2
    assert result.reason(0) == "title: Bayesian"
    with pytest.raises(IndexError):
        result[2]


def test_a_mistake_in_the_filter_is_told_and_the_rest_applies(folder: Path) -> None:
    result = open_digests(folder).search("bayes date:tomorow is:unread")
    assert [problem.start for problem in result.problems] == [11, 19]
    assert len(result) == 2


def test_what_each_clause_hides_is_told(folder: Path) -> None:
    result = open_digests(folder).search("title:survey title:the")
    assert ("title:the", 1) in result.excluded_by()


def test_a_large_collection_has_an_index_from_the_second_search_on(tmp_path: Path) -> None:
    records = ({"title": f"Kite {number}", "abstract": "It flies."} for number in range(SCANNED + 1))
    (tmp_path / "many.json").write_text(json.dumps(list(records)))
    papers = open_digests(tmp_path)
    first, second = (papers.search(f"kite {SCANNED}") for _ in range(2))
    assert [paper.title for paper in first] == [paper.title for paper in second] == [f"Kite {SCANNED}"]


def test_papers_become_text_files_and_records(folder: Path, tmp_path: Path) -> None:
    found = open_digests(folder).search("sparse")
    assert [json.loads(line) for line in to_text(found, "jsonl").splitlines()] == [to_record(found[0])]
    target = tmp_path / "sparse.json"
    to_file(found, target, "json")
    assert json.loads(target.read_text("utf-8")) == [to_record(found[0])]
    with pytest.raises(ActionFailed, match="exists already"):
        to_file(found, target, "json")
    to_file(open_digests(folder), target, "json", force=True)
    assert len(json.loads(target.read_text("utf-8"))) == 3


def test_a_format_that_is_none_is_told_with_those_that_are(folder: Path) -> None:
    with pytest.raises(ValueError, match="no format 'pdf'; there are bibtex, ris"):
        to_text([], "pdf")


def test_what_the_reader_did_can_be_asked_for_and_is_left_alone(folder: Path, tmp_path: Path) -> None:
    state = tmp_path / "home" / "state"
    library = Library.open(state)
    library.apply(add_tags([PaperKey(None, title_key("Sparse Experts at Scale"))], ["moe"]))
    library.close()
    before = sorted(path.name for path in state.iterdir())
    papers = open_digests(folder, marks=True)
    [found] = papers.search("tag:moe -is:read")
    assert papers.marks(found).tags == ("moe",)
    assert sorted(path.name for path in state.iterdir()) == before
    without = open_digests(folder)
    assert without.search("tag:moe").problems
    assert without.marks(found) == State()
