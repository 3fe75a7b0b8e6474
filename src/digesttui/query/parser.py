"""The filter language: text → tree, by recursive descent.

    any     = all { ("|" | "OR") all }
    all     = part { part }
    part    = { "!" | "-" } ( "(" any ")" | view | clause | text )
    view    = "@" ( quoted | word )
    clause  = name ":" ( quoted | word )
    text    = [ "'" ] [ "^" ] ( quoted | word ) [ "$" ]

Whatever cannot be read is left out and told as a ``Problem``; nothing is ever raised.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from digesttui.query.clauses import NAMES, read_clause
from digesttui.query.mistakes import Mistake, nearest
from digesttui.query.tree import All, AnyOf, Find, Node, Not, Problem, Query, Sort, in_view
from digesttui.query.views import check_view
from digesttui.search.needle import FIELDS, Field, Needle

MAX_LENGTH = 5_000
MAX_TERMS = 100
MAX_DEPTH = 100

_SPACES = re.compile(r"\s*")
_OR = re.compile(r"\||OR(?=[\s()]|\Z)")
_NOT = re.compile("[!-]")
_VIEW = re.compile("@")
_EXACT = re.compile("'")
_STARTS = re.compile(r"\^")
_END_SIGN = re.compile(r"\$")
_ENDS = re.compile(r"[\s|)]|\Z")
_NAME = re.compile(r"([A-Za-z]{2,12}):")
_QUOTED = re.compile(r'["“”]([^"“”]*)(["“”]?)')
_WORD = re.compile(r"[^\s()|]+")
_NOTHING = re.compile(r"[\W_]*")


def parse(text: str, views: Mapping[str, str] | None = None) -> Query:
    """Read ``text``, where ``@name`` stands for the filter that ``views`` has under that name; what parsed is in the
    tree, what did not is in ``problems``."""
    return _Parser(text, views or {}).query()


class _Parser:
    """``within`` are the views that led here, ``deepest`` how many parentheses may still be open at a time."""

    def __init__(
        self, text: str, views: Mapping[str, str], within: Sequence[str] = (), deepest: int = MAX_DEPTH, terms: int = 0
    ) -> None:
        self.whole = text
        self.text = text[:MAX_LENGTH]
        self.views = views
        self.within = within
        self.deepest = deepest
        self.at = 0
        self.terms = terms
        self.depth = 0
        self.sort: Sort | None = None
        self.problems: list[Problem] = []
        if len(text) > MAX_LENGTH:
            self.problem(MAX_LENGTH, len(text), f"only the first {MAX_LENGTH:,} characters are read")

    def query(self) -> Query:
        root = self.any_of()
        return Query(self.whole, root, self.sort, tuple(sorted(self.problems, key=lambda problem: problem.start)))

    # the grammar

    def any_of(self) -> Node | None:
        start = self.skip_spaces()
        parts = [self.all_of()]
        while operator := self.take(_OR):
            part = self.all_of()
            if part is None or parts == [None]:
                self.problem(operator.start(), operator.end(), "either what?", mild=True)
            parts.append(part)
        kept = [part for part in parts if part is not None]
        return AnyOf(start, self.at, tuple(kept)) if len(kept) > 1 else kept[0] if kept else None

    def all_of(self) -> Node | None:
        start = self.skip_spaces()
        parts: list[Node] = []
        while self.more():
            part = self.part()
            if part is not None:
                parts.append(part)
        return All(start, parts[-1].end, tuple(parts)) if len(parts) > 1 else parts[0] if parts else None

    def part(self) -> Node | None:
        start, negative = self.at, False
        while self.take(_NOT):
            negative = not negative
        if self.at > start and _ENDS.match(self.text, self.at):
            if self.text[start] == "!" or self.at == len(self.text):
                self.problem(start, self.at, "not what?", mild=True)
            return None
        part = self.group() if self.text[self.at] == "(" else self.term()
        if isinstance(part, Sort):
            self.sort = Sort(part.by, part.reverse ^ negative)
            return None
        return Not(start, part.end, part) if part and negative else part

    def group(self) -> Node | None:
        start = self.at
        self.at += 1
        self.depth += 1
        if self.depth > self.deepest:  # left open here, and closed by more()
            if self.depth == self.deepest + 1:
                self.problem(start, self.at, f"parentheses are read {MAX_DEPTH} deep")
            return None
        part = self.any_of()
        if self.at >= len(self.text):
            self.problem(start, start + 1, "the parenthesis is open", "close it with )", mild=True)
        self.at = min(self.at + 1, len(self.text))
        self.depth -= 1
        return replace(part, start=start, end=self.at) if part else None

    def term(self) -> Node | Sort | None:
        start = self.at
        self.terms += 1
        if self.terms > MAX_TERMS:
            self.problem(start, len(self.text), f"only the first {MAX_TERMS} terms are read")
            self.at = len(self.text)
            return None
        if self.take(_VIEW):
            return self.view(start)
        named = _NAME.match(self.text, start)
        if named is None:
            return self.find(start)
        name, valued = named[1].lower(), not _ENDS.match(self.text, named.end())
        if name in NAMES:
            self.at = named.end()
            if not valued:
                self.problem(start, self.at, f"{name}: what?", mild=True)
                return None
            for field in FIELDS:
                if field == name:
                    return self.find(start, field)
            return self.clause(name, start)
        meant = nearest(named[1], NAMES) if valued else None
        if meant is None:
            return self.find(start)
        self.take(_WORD)
        self.problem(start, named.end(), f"no field {name}:", f"did you mean {meant}:?")
        return None

    def view(self, start: int) -> Node | None:
        """A saved view, as if its filter stood here in parentheses."""
        quoted = self.take(_QUOTED)
        if quoted and not quoted[2]:
            self.open_quote(quoted.start())
        name = quoted[1] if quoted else self.taken(_WORD)
        try:
            check_view(name, self.views, self.within)
        except Mistake as mistake:
            mild = mistake.unfinished and self.at == len(self.text)
            self.problem(start, self.at, mistake.message, mistake.hint, mild=mild)
            return None
        saved = _Parser(self.views[name], self.views, (*self.within, name), self.deepest - self.depth - 1, self.terms)
        query = saved.query()
        self.terms, self.sort = saved.terms, query.sort or self.sort
        for problem in query.problems[:1]:
            self.problem(start, self.at, f"in @{name}: {problem.message}", problem.hint)
        if query.root is None:
            return None
        return AnyOf(start, self.at, (in_view(query.root, name, start, self.at),))

    def clause(self, name: str, start: int) -> Node | Sort | None:
        value_at = self.at
        quoted = self.take(_QUOTED)
        value = quoted[1] if quoted else self.taken(_WORD)
        if quoted and not quoted[2]:
            self.open_quote(quoted.start())
        try:
            return read_clause(name, value, start, self.at)
        except Mistake as mistake:
            mild = mistake.unfinished and self.at == len(self.text)
            self.problem(value_at, self.at, mistake.message, mistake.hint, mild=mild)
            return None

    def find(self, start: int, field: Field | None = None) -> Find | None:
        exact, starts = bool(self.take(_EXACT)), bool(self.take(_STARTS))
        if quoted := self.take(_QUOTED):
            found, unfinished = quoted[1].strip(), not quoted[2]
            if unfinished:
                self.open_quote(quoted.start())
            ends = bool(self.take(_END_SIGN))
        else:
            found, unfinished, ends = self.taken(_WORD), False, False
            if found.endswith("$") and found.find("$") == len(found) - 1 > 0:
                found, ends = found[:-1], True
        anchored = exact or starts or ends
        if not quoted and not anchored:
            found = found.rstrip(",.;:?!")
        if not found or (not exact and _NOTHING.fullmatch(found)):
            self.problem(start, self.at, "nothing to find here", mild=True)
            return None
        kind: Literal["word", "phrase", "piece"] = "piece" if anchored else "phrase" if quoted else "word"
        return Find(start, self.at, Needle(found, kind, field, starts, ends, unfinished))

    # reading

    def more(self) -> bool:
        """Whether another part follows here; closes what is closed and cannot be a part."""
        while True:
            self.skip_spaces()
            if self.at >= len(self.text) or _OR.match(self.text, self.at):
                return False
            if self.text[self.at] != ")":
                return True
            if 0 < self.depth <= self.deepest:
                return False
            if self.depth == 0:
                self.problem(self.at, self.at + 1, "nothing to close")
            self.depth = max(0, self.depth - 1)
            self.at += 1

    def skip_spaces(self) -> int:
        self.take(_SPACES)
        return self.at

    def take(self, wanted: re.Pattern[str]) -> re.Match[str] | None:
        match = wanted.match(self.text, self.at)
        if match:
            self.at = match.end()
        return match

    def taken(self, wanted: re.Pattern[str]) -> str:
        match = self.take(wanted)
        return match[0] if match else ""

    def open_quote(self, at: int) -> None:
        self.problem(at, at + 1, "the quote is open", 'close it with "')

    def problem(self, start: int, end: int, message: str, hint: str = "", *, mild: bool = False) -> None:
        self.problems.append(Problem(start, end, message, hint, mild))
