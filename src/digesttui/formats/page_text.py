"""A saved Daily Papers page as text: furniture, a date, then titles and abstracts in turn.

A paragraph is a run of lines between blank ones. Each is one of:

*furniture*  banner, tabs, votes, submitters, the date (see ``page_furniture``);
*title*      up to 300 characters that do not end like a sentence, hold no address and are no list item;
*prose*      anything longer, or with an address, or several sentences;
*sentence*   one short sentence or list item: an abstract's paragraph, or a title with a mark at its end.

A title opens a paper; what is no title below it is its abstract, of however many paragraphs. A title directly after a
title shows that the first has no abstract. The one hard case is a sentence. It belongs to the abstract, unless prose
follows and it has the shape of a title: a question or exclamation, or at most 150 characters that either are
capitalised like a title or speak of no "we" and hold no "is".

Lines are unwrapped. A line break was forced when the next word would not have fitted into the widest line; a title
and its abstract with no blank line between are parted at the first break that was not. In a page without any
blank line every such break parts paragraphs.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum, auto
from itertools import pairwise
from operator import attrgetter

from digesttui.errors import InputError
from digesttui.formats import page_furniture
from digesttui.formats.dates import Day, iso_date, latest, resolve
from digesttui.formats.document import Contents, Document
from digesttui.formats.page_furniture import Furniture
from digesttui.formats.paragraphs import WIDEST_WRAPPED, paragraphs, runs, unwrapped
from digesttui.model import Entry, Skipped
from digesttui.text import clean, one_line

FORM = "page"

LONGEST_TITLE = 300
LONGEST_SENTENCE_TITLE = 150
LONGEST_NAME = 40
_LONGEST_START = 50_000  # paragraphs without a paper, after which no further ones are looked at

_LIST_ITEM = re.compile(r"[-*•·–]\s|\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)]\s")
_SENTENCE_ENDS = frozenset(".?!…:;,。！？：；，")
_CLOSING = ")]}\"'”’»"
_TWO_SENTENCES = re.compile(r"[a-z)\]]{3}\.\s+[A-Z]|。.")
_SPEAKS = re.compile(r"\b(?:we|our|us|it|this|these|is|are|was|were|has|have|can|will)\b", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BANNER = "and the research community"


class Kind(Enum):
    """What a paragraph that is no furniture can be."""

    TITLE = auto()
    SENTENCE = auto()
    PROSE = auto()


def recognises(head: str) -> bool:
    """Whether ``head`` carries the site's banner and no mark-up."""
    return ("Get trending papers" in head or _BANNER in head) and "](" not in head and "/papers/" not in head


def read(document: Document) -> Contents:
    """The papers of a page; ``InputError`` where no title is followed by an abstract."""
    page = _Page()
    for line, paragraph in paragraphs(clean(document.text), page_furniture.stands_alone):
        page.take(line, paragraph)
        if len(page.skipped) > _LONGEST_START and not page.entries:
            break
    page.finish()
    if not page.entries:
        raise _no_papers(document, page.skipped)
    date, remarks = _date(page, document)
    _date_papers_below(page, document)
    return Contents(tuple(page.entries), date, tuple(_joined(page.skipped)), remarks)


def kind_of(paragraph: str) -> Kind:
    """The kind of a paragraph that is no furniture."""
    if len(paragraph) > LONGEST_TITLE or _has_address(paragraph):
        return Kind.PROSE
    if not paragraph[0].isupper() and _LIST_ITEM.match(paragraph):
        return Kind.SENTENCE
    if paragraph.rstrip(_CLOSING)[-1:] not in _SENTENCE_ENDS:
        return Kind.TITLE
    return Kind.PROSE if _TWO_SENTENCES.search(paragraph) else Kind.SENTENCE


def _has_address(text: str) -> bool:
    return "://" in text or "www." in text or "github." in text


def title_shaped(sentence: str) -> bool:
    """Whether a sentence above prose is rather a title (see the module's docstring)."""
    if len(sentence) > LONGEST_SENTENCE_TITLE or _LIST_ITEM.match(sentence):
        return False
    if re.search("[?!？！]$", sentence):
        return True
    words = [word for word in sentence.split() if len(word) > 3]
    return sum(word[0].isupper() for word in words) >= len(words) / 2 or not _SPEAKS.search(sentence)


class _Page:
    """The paper being read, and what has been read so far."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.skipped: list[Skipped] = []
        self.days: list[tuple[int, Day]] = []  # how many papers stood before it, and the day
        self._title: tuple[int, str] | None = None
        self._abstract: list[str] = []
        self._held: tuple[int, str] | None = None  # a sentence that may be a title
        self._votes: int | None = None
        self._votes_of_next: int | None = None
        self._votes_first = False
        self._name_expected = False

    def take(self, line: int, paragraph: str) -> None:
        """Read the next paragraph."""
        if "\n" not in paragraph:
            self._take_piece(line, paragraph)
            return
        awaits_abstract = self._title is not None and not self._abstract and bool(self.entries)
        for offset, piece in _pieces(paragraph, may_open=not awaits_abstract):
            self._take_piece(line + offset, piece)

    def finish(self) -> None:
        """Close the last paper."""
        if self._held:
            self._abstract.append(self._held[1])
        self._close()

    def _take_piece(self, line: int, piece: str) -> None:
        if len(piece) > LONGEST_TITLE:
            self._take_prose(line, piece)
        elif furniture := page_furniture.recognise(piece):
            self._take_furniture(line, piece, furniture)
        else:
            self._take_short(line, piece, kind_of(piece))

    def _take_furniture(self, line: int, paragraph: str, furniture: Furniture) -> None:
        self._skip(line, paragraph, furniture.reason)
        self._name_expected = furniture.names_next
        if furniture.day:
            self.days.append((len(self.entries) + bool(self._abstract), furniture.day))
        if furniture.votes is not None:
            self._count_votes(furniture.votes)

    def _count_votes(self, votes: int) -> None:
        if self._title is None:
            self._votes_first = True
        if self._held or (self._votes_first and (self._title is None or self._abstract)):
            self._votes_of_next = votes
        elif self._votes is None:
            self._votes = votes

    def _take_short(self, line: int, text: str, kind: Kind) -> None:
        named, self._name_expected = self._name_expected, False
        if named and kind is Kind.TITLE and len(text) <= LONGEST_NAME:
            self._skip(line, text, "submitter")
        elif kind is Kind.TITLE or self._title is None:
            if self._held:
                self._settle_held(as_title=False)
            self._open(line, text)
        elif kind is Kind.SENTENCE:
            self._settle_held(as_title=False)
            self._held = (line, text)
        else:
            self._take_prose(line, text)

    def _take_prose(self, line: int, text: str) -> None:
        self._name_expected = False
        if self._held:
            self._settle_held(as_title=True)
        if self._title:
            self._abstract.append(text)
        else:
            self._skip(line, text, "text without title")

    def _settle_held(self, *, as_title: bool) -> None:
        if self._held is None:
            return
        (line, text), self._held = self._held, None
        if as_title and title_shaped(text):
            self._open(line, text)
        else:
            self._abstract.append(text)

    def _open(self, line: int, title: str) -> None:
        self._close()
        self._title = (line, title)
        self._votes, self._votes_of_next = self._votes_of_next, None

    def _close(self) -> None:
        if self._title is None:
            return
        line, title = self._title
        if self._abstract:
            abstract = "\n\n".join(map(unwrapped, self._abstract))
            rank = len(self.entries) + 1
            self.entries.append(Entry(one_line(unwrapped(title)), abstract, rank, upvotes=self._votes, line=line))
        else:
            before_papers = bool(self.skipped) and not self.entries
            self._skip(line, title, "search term" if before_papers else "title without abstract")
        self._title, self._abstract, self._votes = None, [], None

    def _skip(self, line: int, text: str, reason: str) -> None:
        lines = text.count("\n") + 1
        self.skipped.append(Skipped(line, lines, reason, one_line(text)[:LONGEST_SENTENCE_TITLE]))


def _pieces(block: str, *, may_open: bool) -> Iterator[tuple[int, str]]:
    """The furniture lines of a wrapped paragraph and the text between them, each with its line within it.

    Where a paper ``may_open`` here, a title is parted from the abstract below it.
    """
    parts = list(runs(block, page_furniture.stands_alone))
    texts = [text for _, text in parts if not page_furniture.recognise(text)]
    never_wrapped = max(map(len, block.split("\n"))) > WIDEST_WRAPPED
    if may_open and (len(texts) == 2 or (never_wrapped and len(texts) > 2)) and _title_and_abstract(*texts[:2]):
        yield from parts
        return
    start, gathered = 0, ""
    for line, text in parts:
        if page_furniture.recognise(text):
            if gathered:
                yield start, gathered
            yield line, text
            gathered = ""
        else:
            start, gathered = (start, f"{gathered}\n{text}") if gathered else (line, text)
    if gathered:
        yield start, gathered


def _title_and_abstract(one: str, other: str) -> bool:
    kind = kind_of(one)
    titled = kind is Kind.TITLE or (kind is Kind.SENTENCE and title_shaped(one))
    return titled and kind_of(other) is Kind.PROSE


def _joined(skipped: list[Skipped]) -> Iterator[Skipped]:
    """What was skipped, in order, neighbours of one reason as one."""
    first, end = None, 0
    for one in sorted(skipped, key=attrgetter("line")):
        if first and (first.reason != one.reason or one.line > end + 1):
            yield _until(end, first)
            first = None
        first, end = first or one, one.line + one.lines
    if first:
        yield _until(end, first)


def _until(end: int, first: Skipped) -> Skipped:
    lines = end - first.line
    return first if first.lines == lines else replace(first, lines=lines)


def _no_papers(document: Document, skipped: list[Skipped]) -> InputError:
    titles = [one for one in skipped if one.reason in ("search term", "title without abstract")]
    prose = [one for one in skipped if one.reason == "text without title"]
    taken = "" if recognises(document.text) else "read as the text of a page: "  # what no form knows ends here, too
    if titles:
        told = "1 title" if len(titles) == 1 else f"{len(titles)} titles"
        return document.refuse(
            f"{taken}{told}, but no abstract", line=titles[0].line, remedy="save the page with its abstracts shown"
        )
    if prose:
        return document.refuse(
            f"{taken}no title above the text",
            line=prose[0].line,
            remedy="put each title on a line above its abstract",
        )
    told = "only the page's furniture" if skipped else "only blank lines"
    return document.refuse(f"{taken}no papers, {told}", remedy="save the page once its papers are shown")


def _date(page: _Page, document: Document) -> tuple[datetime.date | None, tuple[str, ...]]:
    """The page's date, and a remark where its year is a guess or unknown."""
    if not page.days:
        return iso_date(document.name), ()
    day = page.days[0][1]
    date = _resolved(day, page, document)
    if date:
        return date, ()
    if document.modified is None:
        return None, (f"the page is of {day}, year unknown; --year gives it",)
    date = latest(day, document.modified)
    return date, (f"the year of {day} is taken from the file's age; --year gives another",)


def _date_papers_below(page: _Page, document: Document) -> None:
    """Give the papers below a further date that date as their own: some pages are several, or date each paper."""
    for (first, day), (end, _) in pairwise([*page.days[1:], (len(page.entries), None)]):
        if day and first < end:
            own = _resolved(day, page, document) or (latest(day, document.modified) if document.modified else None)
            page.entries[first:end] = [entry._replace(date=own) for entry in page.entries[first:end]]


def _resolved(day: Day, page: _Page, document: Document) -> datetime.date | None:
    furniture = (one.text for one in page.skipped if not page.entries or one.line < page.entries[0].line)
    year = next((int(found[0]) for found in map(_YEAR.search, furniture) if found), None)
    return resolve(day, name=document.name, page_year=year, year=document.year)
