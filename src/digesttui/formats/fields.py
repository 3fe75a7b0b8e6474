"""The names that fields of a paper go by, and looking them up.

Names count without case, spaces and punctuation: ``githubRepo``, ``github_repo`` and ``GitHub repo`` are one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

# fmt: off
TITLE = ("title", "papertitle", "articletitle", "name", "headline", "标题", "论文标题", "题目", "论文题目", "论文名称",
         "论文")
ABSTRACT = ("abstract", "abstractnote", "摘要", "论文摘要")
SUMMARY = ("summary", "description", "content", "简介", "总结", "概要", "tldr")
SHORT_SUMMARY = ("aisummary", "tldr", "summary")
ID = ("arxivid", "arxiv", "eprint", "paperid", "id", "guid", "externalid", "编号")
ADDRESS = ("arxivurl", "absurl", "url", "link", "pdfurl", "pdf", "paperurl", "paper", "htmlurl", "doi", "addresses",
           "链接", "论文链接", "地址")
AUTHORS = ("authors", "author", "creators", "creator", "作者")
DATE = ("submittedondailyat", "date", "published", "publishedat", "publisheddate", "publicationdate", "pubdate",
        "issued", "updated", "updatedat", "updatedate", "created", "createdat", "日期", "发布日期", "时间")
UPVOTES = ("upvotes", "upvote", "votes", "likes", "点赞", "点赞数")
KEYWORDS = ("keywords", "keyword", "aikeywords", "tags", "categories", "category", "topics", "subjects", "关键词",
            "标签", "论文标签")
STARS = ("githubstars", "stars", "repostars", "stargazers")
CODE = ("githubrepo", "github", "githuburl", "code", "codeurl", "codelink", "repo", "repository", "repourl", "代码",
        "代码链接")
PROJECT = ("projectpage", "project", "projecturl", "homepage", "website", "demo", "项目主页", "项目")
REMARKS = ("comments", "comment", "note", "notes", "annote", "howpublished", "extra")
# fmt: on

KNOWN = frozenset().union(
    *(TITLE, ABSTRACT, SUMMARY, ID, ADDRESS, AUTHORS, DATE, UPVOTES, KEYWORDS, STARS, CODE, PROJECT)
)
"""The names by which a paragraph or a line may say which field it is."""

_NOT_IN_NAME = re.compile(r"[\W_]+")
_OF_THE_READER = ("tags", "note")  # in our own exports, which alone tell what is starred

Fields = Mapping[str, Any]


@lru_cache(maxsize=1024)
def field_name(name: str) -> str:
    """``name`` as fields are compared."""
    return _NOT_IN_NAME.sub("", name).lower()


def by_name(record: Mapping[Any, Any]) -> Fields:
    """``record`` under comparable names, what is empty left out; of equal names the first stays."""
    named: dict[str, Any] = {}
    for name, value in record.items():
        if (value or value == 0) and isinstance(name, str):
            named.setdefault(field_name(name), value)
    if "starred" in named:
        for name in _OF_THE_READER:
            named.pop(name, None)
    return named


def first(known: Fields, names: Sequence[str]) -> Any:
    """The value of the first of ``names`` that is there."""
    for name in names:
        if name in known:
            return known[name]
    return None


def first_text(known: Fields, names: Sequence[str]) -> str:
    """The first of ``names`` that says something in words."""
    for name in names:
        if name in known and (words := text(known[name])).strip():
            return words
    return ""


def strings(known: Fields, names: Sequence[str]) -> Iterator[str]:
    """Every string under ``names``, alone or in a list."""
    for name in names:
        if name in known:
            value = known[name]
            for one in value if isinstance(value, list) else (value,):
                if isinstance(one, str):
                    yield one


def text(value: Any) -> str:
    """A string, or the first in a list; empty for anything else."""
    if isinstance(value, str):
        return value
    return value[0] if isinstance(value, list) and value and isinstance(value[0], str) else ""
