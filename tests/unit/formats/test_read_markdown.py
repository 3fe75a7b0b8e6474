"""Markdown lists and sections, and what is mark-up within a line."""

import datetime
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digesttui import formats
from digesttui.errors import InputError
from digesttui.formats import markup
from digesttui.model import Digest

SEPTEMBER = datetime.date(2025, 9, 11)


def read(text: str, name: str = "x") -> Digest:
    return formats.read(text.encode(), name)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("### [Late *Routers*](https://example.org/a_(b))", "Late Routers"),
        ("- **bold** and __bold__, `code_like_this`", "bold and bold, `code_like_this`"),
        ("a * b * c, snake_case_name, 2*3*4", "a * b * c, snake_case_name, 2*3*4"),
        (r"$x_1 * y_2 * z$ and \*no\* \[CLS\]", "$x_1 * y_2 * z$ and *no* [CLS]"),
        ("![picture](x.png)[![inner](y.png) text](z)", " text"),
        ("[label [with] brackets](/x) and <https://example.org>", "label [with] brackets and https://example.org"),
        ("line one\\\\\nline two\\", "line one\nline two"),
        ("a<br>b <b>c</b> x < y", "a b  c  x < y"),
        ("no [link] here (really)", "no [link] here (really)"),
    ],
)
def test_marks_within_a_line_go_and_everything_else_stays(text: str, plain: str) -> None:
    assert markup.plain(text) == plain


def test_links_with_titles_and_brackets() -> None:
    assert markup.links("[a](<x> \"t\") [b [c]](y 't') ![no](z) [d](e(f)g)") == [
        ("a", "x"),
        ("b [c]", "y"),
        ("d", "e(f)g"),
    ]


@example("<b\n>")
@given(st.text(alphabet="[]()*_\\$!<> ab\n", max_size=200))
@example("<b\n>")
def test_lines_are_neither_lost_nor_won(text: str) -> None:
    assert markup.plain(text).count("\n") == text.count("\n")


@pytest.mark.parametrize("piece", ["[", "[a](", "![", "[[a]", "**", "*a ", "\\", "_a", "<b", "$", "[x][", "(", "]("])
def test_hostile_marks_take_linear_time(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    start = time.process_time()
    markup.plain(text)
    assert time.process_time() - start < 2


LIST = """# Papers on routing
> Updated on 2025.09.11

- [Table of contents](#top)

## Routing

- 2025-09-10, **Late Routers: A Study**, Ada Lovelace et.al., Paper: [http://arxiv.org/abs/2509.00001v2](http://arxiv.org/abs/2509.00001v2), Code: **[https://github.com/example/late](https://github.com/example/late)**
* **Grammars** Emmy Noether, Ada Lovelace [[pdf]](https://arxiv.org/pdf/2501.00002)
1: [Automata  of Words](https://doi.org/10.48550/arXiv.2501.00003)
2. Strings [arXiv]( <https://arxiv.org/abs/2501.00004> ) 2025-01-02
- [pdf](https://arxiv.org/pdf/2501.00005)
"""  # noqa: E501


def test_lists_of_one_line_a_paper() -> None:
    digest = read(LIST)
    assert (digest.form, digest.date) == ("markdown-list", SEPTEMBER)
    late, grammars, automata, strings = digest
    assert (late.title, late.id, late.line) == ("Late Routers: A Study", "2509.00001", 8)
    assert (late.authors, late.date) == (("Ada Lovelace",), datetime.date(2025, 9, 10))
    assert [link.label for link in late.links] == ["example/late"]
    assert (grammars.title, grammars.id, grammars.authors) == (
        "Grammars",
        "2501.00002",
        ("Emmy Noether", "Ada Lovelace"),
    )
    assert (automata.title, automata.id) == ("Automata of Words", "2501.00003")
    assert (strings.title, strings.id) == ("Strings", "2501.00004")
    assert [one.line for one in digest.skipped] == [1, 2, 4, 6, 12]


SECTIONS = """# Daily AI papers, 2025-09-11

Some words about today.

## 1. [Late Routers: A Study](https://arxiv.org/abs/2509.00001)

**Authors:** Ada Lovelace, Alan Turing

**Code:** [example/late](https://github.com/example/late)

Routers settle $x_1$ late,
and *we* freeze experts.

They did so always.

## Nothing here

## 2. [Grammars](https://huggingface.co/papers/2501.00002)
Grammars are learned from strings alone. That suffices.
"""
CHINESE = """# Late Routers
[arxiv_pdf_url](https://arxiv.org/pdf/2509.00001)
### **论文标题**
《稀疏路由》

### **作者信息**
- 张三

### **作者**
张三、李四

### **论文标签**
路由，稀疏

### **方法**
- **基础**：路由学习很晚。

# Grammars
[arxiv_pdf_url](https://arxiv.org/pdf/2501.00002)
### **方法**
语法从字符串中学习。
"""


def test_a_heading_a_paper() -> None:
    digest = read(SECTIONS)
    late, grammars = digest
    assert (digest.form, digest.date) == ("markdown", SEPTEMBER)
    assert (late.title, late.id, late.line) == ("Late Routers: A Study", "2509.00001", 5)
    assert (late.authors, late.abstract) == (
        ("Ada Lovelace", "Alan Turing"),
        "Routers settle $x_1$ late, and we freeze experts.\n\nThey did so always.",
    )
    assert [link.label for link in late.links] == ["example/late"]
    assert (grammars.title, grammars.id, grammars.line) == ("Grammars", "2501.00002", 18)
    assert grammars.abstract == "Grammars are learned from strings alone. That suffices."
    assert [(one.line, one.text) for one in digest.skipped] == [
        (1, "Daily AI papers, 2025-09-11"),
        (16, "Nothing here"),
    ]


def test_chinese_sections_within_a_papers() -> None:
    digest = read(CHINESE)
    late, grammars = digest
    assert (late.title, late.id, late.authors, late.keywords) == (
        "Late Routers",
        "2509.00001",
        ("张三", "李四"),
        ("路由", "稀疏"),
    )
    assert "路由学习很晚。" in late.abstract
    assert grammars.abstract == "语法从字符串中学习。"


def test_headings_without_addresses_need_prose_below() -> None:
    digest = read("# Today\n\n## Late Routers\n\nRouters settle late. We freeze the experts.\n\n## Empty\n")
    assert [paper.title for paper in digest] == ["Late Routers"]
    with pytest.raises(InputError, match="x: Markdown whose headings name no paper and have no abstract below"):
        read("# Notes\n\n- a\n- b\n")
