"""BibTeX: one ``@misc`` a paper, with arXiv's eprint fields (https://info.arxiv.org/help/hypertex/bibstyles).

LaTeX in titles and abstracts is kept where it is surely LaTeX; every other sign that TeX would obey is escaped, and
so are braces without partner: a field can never end before its text does.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from digesttui.export.facts import address, is_web, published, safe_url
from digesttui.latex import symbols
from digesttui.model import Paper
from digesttui.names import parts
from digesttui.text import one_line

MAX_KEY_PART = 30

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_KNOWN_MACROS = (
    symbols.DRESSES
    | symbols.OPERATORS
    | symbols.SYMBOLS.keys()
    | symbols.RELATIONS.keys()
    | symbols.LETTERS.keys()
    | symbols.ACCENTS.keys()
    | {"frac", "sqrt", "url", "href", "textsuperscript", "textsubscript", "quad"}
)
_TOKEN = re.compile(
    r"""
      (?P<formula> \$(?=[^\s$]) (?:[^$\\\n] | \\.)++ (?<!\s)\$(?!\d) | \$(?=[\\<>=+^_-]) (?:[^$\\\s] | \\\S)++ \$ )
    | (?P<macro>   \\[A-Za-z]++ )
    | (?P<escaped> \\[%&#_{}$"'`^~=.\ ,] )
    | (?P<capital> (?<![\w\\{]) (?:[^\W_]*[a-z0-9][A-Z] | [A-Z][^\W_]*[A-Z0-9]) [^\W_]* )
    | (?P<special> [\\%&#_$~^] )
    """,
    re.VERBOSE,
)
_ESCAPES = {"\\": r"\textbackslash{}", "~": r"\~{}", "^": r"\^{}"}
_NOT_IN_KEY = re.compile("[^a-z0-9]+")
_DULL_WORDS = frozenset(
    [
        *("a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "how", "in", "is"),
        *("it", "of", "on", "or", "the", "to", "via", "what", "with"),
    ]
)


def render_bibtex(papers: Iterable[Paper]) -> Iterator[str]:
    """One entry a paper, its key ``author2025word`` followed by a letter where another has it already."""
    used: dict[str, int] = {}
    for paper in papers:
        key = _unique(_key(paper), used)
        fields = "".join(f"  {name} = {value},\n" for name, value in _fields(paper))
        yield f"@misc{{{key},\n{fields}}}\n\n"


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_text(paper.title, protect=True)}}}"
    if paper.authors:
        yield "author", f"{{{' and '.join(map(_author, paper.authors))}}}"
    if month := published(paper):
        yield "year", f"{{{month[0]}}}"
        yield "month", _MONTHS[month[1] - 1]
    if paper.arxiv_id:
        yield "eprint", f"{{{safe_url(paper.arxiv_id)}}}"
        yield "archivePrefix", "{arXiv}"
    if url := address(paper):
        yield "url", f"{{{safe_url(url)}}}"
    if paper.code and is_web(paper.code.url):
        yield "note", rf"{{Code: \url{{{safe_url(paper.code.url)}}}}}"
    if paper.abstract:
        yield "abstract", f"{{{_text(paper.abstract)}}}"


def _author(name: str) -> str:
    """A name that BibTeX reads as one: braces where ``and`` or commas would part it."""
    family, given, suffix = parts(name)
    if suffix and given and "," not in given:
        return ", ".join(map(_text, (family, suffix, given)))
    text = _text(name)
    return f"{{{text}}}" if re.search(r"\band\b", text, re.IGNORECASE) or text.count(",") > 1 else text


def _text(text: str, *, protect: bool = False) -> str:
    """``text`` as the inside of a field, on one line; ``protect`` keeps words like BERT from being lower-cased."""

    def replacement(match: re.Match[str]) -> str:
        found = match[0]
        if match.lastgroup == "formula":
            return f"${_formula(found[1:-1])}$"
        if match.lastgroup == "macro":
            return found if found[1:] in _KNOWN_MACROS else rf"\textbackslash{{}}{found[1:]}"
        if match.lastgroup == "capital":
            return f"{{{found}}}" if protect else found
        return found if match.lastgroup == "escaped" else _ESCAPES.get(found, f"\\{found}")

    return _balanced(_TOKEN.sub(replacement, one_line(text)))


def _formula(body: str) -> str:
    """The inside of a formula with only macros that are known, and no sign that would end TeX's line."""

    def replacement(match: re.Match[str]) -> str:
        name = match[1]
        return f"\\{match[0]}" if match[0] in "%#&" else match[0] if not name or name in _KNOWN_MACROS else name

    return re.sub(r"\\([A-Za-z]++)|\\.|[%#&]", replacement, body)


def _balanced(text: str) -> str:
    """``text`` with every brace that has no partner (BibTeX counts escaped ones too) spelt as a macro."""
    opened: list[int] = []
    lone: set[int] = set()
    for match in re.finditer("[{}]", text):
        if match[0] == "{":
            opened.append(match.start())
        elif opened:
            opened.pop()
        else:
            lone.add(match.start())
    lone.update(opened)
    if not lone:
        return text
    spelt = {"{": r"\ensuremath{\lbrace}", "}": r"\ensuremath{\rbrace}"}
    return re.sub(r"(\\?)([{}])", lambda match: spelt[match[2]] if match.start(2) in lone else match[0], text)


def _key(paper: Paper) -> str:
    words = [word for word in map(_ascii, re.split(r"[^\w]+", paper.title)) if word and word not in _DULL_WORDS]
    month = published(paper)
    year = str(month[0]) if month else ""
    author = _ascii(parts(paper.authors[0]).family) if paper.authors else ""
    before, *after = ([author] if author else []) + words or ["paper"]
    return before[:MAX_KEY_PART] + year + "".join(after[:1])[:MAX_KEY_PART]


def _ascii(word: str) -> str:
    return _NOT_IN_KEY.sub("", unicodedata.normalize("NFKD", word).lower())


def _unique(key: str, used: dict[str, int]) -> str:
    """``key``, with letters behind it if it is in ``used``, which tells how many of each there are."""
    found = key
    while found in used:
        used[key] += 1
        found = key + _letters(used[key])
    used[found] = 0
    return found


def _letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
