"""HTML → the Markdown of its visible text: headings, paragraphs, links.

Read by tokens, not as a tree, for linear time whatever is opened and never closed.
"""

import html
import re

_TOKEN = re.compile(
    r"<!--(?:.*?-->|.*)"
    r"|<(?P<raw>script|style|template|noscript)\b(?:.*?</(?P=raw)\s*>|.*)"
    r"|<(?P<end>/?)(?P<tag>[a-z][^\s/<>]*+)(?P<rest>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
    r"|<[!?][^<>]*+>",
    re.IGNORECASE | re.DOTALL,
)
_ADDRESS = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_HIDDEN = frozenset({"svg", "head", "select", "button", "iframe"})
_BLOCKS = frozenset(
    {"p", "div", "article", "section", "header", "footer", "main", "nav", "aside", "ul", "ol", "dl", "dt", "dd"}
    | {"table", "tr", "td", "th", "blockquote", "pre", "form", "figure", "hr", "body", "html", "summary", "details"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "li"}
)
_BLANKS = re.compile(r"[^\S\n]*\n\s*\n\s*")
_SPACES = re.compile(r"\s{2,}|[^\S ]")  # whatever is not one space already
_HEADING = re.compile(r"\s*(#{1,6} |)\s*(.*?)\s*", re.DOTALL)
_FORMULA = re.compile(r"(\$[^$\n]+\$)")
_MARK = re.compile(r"[\\*_\[\]`]|(?<!\S)#(?=#{0,5}\s)")


def markdown(page: str) -> str:
    """The visible text, paragraphs parted by blank lines, headings marked and links in their Markdown form."""
    return _read(page, _Markdown())


def text(page: str) -> str:
    """The visible text alone; what holds no tag and no entity is itself."""
    return _read(page, _Text()) if "<" in page or "&" in page else page


def _read(page: str, shown: "_Text") -> str:
    start = 0
    for token in _TOKEN.finditer(page):
        shown.add(page[start : token.start()])
        start = token.end()
        if token["tag"]:
            tag = token["tag"].lower()
            if token["end"]:
                shown.close(tag)
            else:
                shown.open(tag, token["rest"])
    shown.add(page[start:])
    return _BLANKS.sub("\n\n", "".join(shown.pieces)).strip()


class _Text:
    """The text shown so far, in pieces."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._hidden = ""

    def add(self, data: str) -> None:
        """Take what stands between tags."""
        if data and not self._hidden:
            self.pieces.append(self._written(_SPACES.sub(" ", html.unescape(data))))

    def open(self, tag: str, attributes: str) -> None:
        """Take an opening tag."""
        if self._hidden and tag != "body":
            return
        self._hidden = tag if tag in _HIDDEN and not attributes.endswith("/") else ""
        if tag in _BLOCKS:
            self.pieces.append("\n\n" + self._mark(tag))
        elif tag == "br":
            self.pieces.append("\n")

    def close(self, tag: str) -> None:
        """Take a closing tag."""
        if tag == self._hidden:
            self._hidden = ""
        elif tag in _BLOCKS and not self._hidden:
            self.pieces.append("\n\n")

    def _written(self, data: str) -> str:
        return data

    def _mark(self, tag: str) -> str:
        return ""


class _Markdown(_Text):
    """The same with marks for headings, items and links."""

    def __init__(self) -> None:
        super().__init__()
        self._anchor: tuple[int, str] | None = None  # how many pieces stood before it, and its address

    def open(self, tag: str, attributes: str) -> None:
        super().open(tag, attributes)
        if tag == "a" and not self._hidden:
            address = _ADDRESS.search(attributes)
            self._anchor = (
                (len(self.pieces), html.unescape(address[1] or address[2] or address[3])) if address else None
            )

    def close(self, tag: str) -> None:
        super().close(tag)
        if tag != "a" or self._anchor is None:
            return
        (start, address), self._anchor = self._anchor, None
        inside = "".join(self.pieces[start:])
        mark, label = _HEADING.fullmatch(_SPACES.sub(" ", inside)).groups()  # type: ignore[union-attr]  # it always matches
        if label and address:
            blank = "\n\n" if "\n\n" in inside else ""
            self.pieces[start:] = [f"{blank}{mark}[{label}]({address}){blank}"]

    def _written(self, data: str) -> str:
        """``data`` with what Markdown would read as a mark made plain, but for formulas, which it keeps."""
        parts = _FORMULA.split(data)
        return "".join(part if number % 2 else _MARK.sub(r"\\\g<0>", part) for number, part in enumerate(parts))

    def _mark(self, tag: str) -> str:
        if tag == "li":
            return "- "
        return "#" * int(tag[1]) + " " if tag[0] == "h" and tag[1:].isdigit() else ""
