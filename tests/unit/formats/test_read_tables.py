"""CSV, TSV, Markdown tables, and records of labelled lines."""

import datetime

import pytest

from digesttui import formats
from digesttui.errors import InputError
from digesttui.model import Digest

SEPTEMBER = datetime.date(2025, 9, 11)


def read(text: str, name: str = "x") -> Digest:
    return formats.read(text.encode(), name)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_columns_with_sensible_names(delimiter: str) -> None:
    rows = [
        ["Title", "Authors", "Abstract", "arXiv ID", "Date", "Upvotes", "Code"],
        [
            "Late Routers",
            '"Ada Lovelace, Alan Turing"',
            '"Routers ""settle""\nlate."',
            "2509.00001",
            "2025-09-11",
            "52",
            "a/b",
        ],
        ["", "Nobody", "", "", "", "", ""],
        ["Grammars", "", "", "", "", "", ""],
    ]
    digest = read("\ufeff" + "\r\n".join(delimiter.join(row) for row in rows))
    late, grammars = digest
    assert (digest.form, digest.date) == ("csv", SEPTEMBER)
    assert (late.title, late.abstract, late.id, late.line) == (
        "Late Routers",
        'Routers "settle" late.',
        "2509.00001",
        2,
    )
    assert (late.authors, late.upvotes) == (("Ada Lovelace", "Alan Turing"), 52)
    assert [link.label for link in late.links] == ["a/b"]
    assert (grammars.title, grammars.line) == ("Grammars", 5)
    assert [(one.line, one.reason) for one in digest.skipped] == [(4, "record without title")]


def test_a_cell_too_large_is_told_and_what_came_before_kept() -> None:
    digest = read("title,abstract\nOne,a\nTwo," + "x" * 10_000_001 + "\n")
    assert [paper.title for paper in digest] == ["One"]
    assert digest.skipped[0].line == 3
    assert digest.skipped[0].reason.startswith("not valid CSV (field larger than")


def test_long_cells_are_no_mistake() -> None:
    assert len(read("title,abstract\nOne," + "word " * 50_000 + "\n").entries[0].abstract) == 249_999


TABLE = """# Papers for 2025-09-11

| Title | Authors | Summary |
|-------|:-------:|---------|
| Late Routers of
  Sparse Models (Read more on [arXiv](https://arxiv.org/abs/2509.00001) or [HF](https://huggingface.co/papers/2509.00001)) | Ada | Routers settle, \\| late. |
| [Grammars](https://arxiv.org/abs/2501.00002) | | Grammars are *learned*. |
| too few |

| other | table |
|---|---|
| a | b |
"""  # noqa: E501


def test_a_markdown_table_whose_cells_may_be_wrapped() -> None:
    digest = read(TABLE)
    late, grammars = digest
    assert (digest.form, digest.date) == ("markdown-table", SEPTEMBER)
    assert (late.title, late.id, late.line) == ("Late Routers of Sparse Models", "2509.00001", 5)
    assert (late.abstract, late.authors) == ("Routers settle, | late.", ("Ada",))
    assert (grammars.title, grammars.id, grammars.abstract) == ("Grammars", "2501.00002", "Grammars are learned.")
    assert [(one.line, one.reason) for one in digest.skipped] == [(8, "row with too few cells")]


def test_chinese_columns() -> None:
    links = "[arXiv](https://arxiv.org/abs/2509.00001) | [GitHub](https://github.com/a/b)"
    [paper] = read(f"| 标题 | 作者 | 链接 | 代码 |\n|---|---|---|---|\n| 稀疏路由 | 张三、李四 | {links} |\n")
    assert (paper.title, paper.authors, paper.id) == ("稀疏路由", ("张三", "李四"), "2509.00001")
    assert [link.label for link in paper.links] == ["a/b"]


def test_a_table_of_something_else_is_told() -> None:
    with pytest.raises(InputError, match="x, line 1: a table, but no column is called title"):
        read("file\tsize\tnote\n" + "a.json\t1,024\tverbatim, and told at some length\n" * 5)


def test_a_table_without_rows_is_told() -> None:
    with pytest.raises(InputError, match="x, line 3: a Markdown table without rows"):
        read("# Papers\n\n| Title | Summary |\n|---|---|\n")


LABELLED = """Title: Late Routers: A Study
PDF: https://arxiv.org/pdf/2509.00001
Summary: Routers settle late.
They do so: always.
---
Title: Grammars
PDF: https://arxiv.org/pdf/2501.00002
Summary: Grammars are learned.
---
"""


@pytest.mark.parametrize("text", [LABELLED, LABELLED.replace("---\n", ""), LABELLED.replace("\n", "\r\n")])
def test_records_of_labelled_lines(text: str) -> None:
    digest = read(text, "papers_2025-09-11")
    assert (digest.form, digest.date) == ("labelled", SEPTEMBER)
    assert [(paper.title, paper.id, paper.abstract) for paper in digest] == [
        ("Late Routers: A Study", "2509.00001", "Routers settle late. They do so: always."),
        ("Grammars", "2501.00002", "Grammars are learned."),
    ]


def test_yaml_of_one_paper() -> None:
    [paper] = read("""date: "2025-09-11"
author: Ada Lovelace
title: 'Late Routers: It''s Late'
link: https://huggingface.co/papers/2509.00001
summary: >
    Routers settle
    late.
tags:
    - routing
    - "sparse models"
poster_path: https://example.org/x.png
""")
    assert (paper.title, paper.id, paper.abstract) == ("Late Routers: It's Late", "2509.00001", "Routers settle late.")
    assert (paper.authors, paper.keywords) == (("Ada Lovelace",), ("routing", "sparse models"))


def test_front_matter_of_markdown() -> None:
    [paper] = read(
        '---\ntitle: "Late \\"Routers\\""\ntags: [routing, sparsity]\narxiv: 2509.00001\n---\n\nRouters settle late.\n'
    )
    assert (paper.title, paper.id, paper.keywords) == ('Late "Routers"', "2509.00001", ("routing", "sparsity"))
    assert paper.abstract == "Routers settle late."


def test_chinese_labels() -> None:
    [paper] = read("标题：稀疏路由\n作者：张三\n摘要：路由学习很晚。\n")
    assert (paper.title, paper.authors, paper.abstract) == ("稀疏路由", ("张三",), "路由学习很晚。")
