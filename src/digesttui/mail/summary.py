"""A paper in two lines."""

import re

from digesttui.latex import to_unicode
from digesttui.model import Paper
from digesttui.text import one_line

SENTENCES = 2
LONGEST = 360  # characters; what is longer is no summary

_END = re.compile(r"""[.!?]["'”’)\]]*(?=\s+["'“‘(\[]*[^\Wa-z_])""")
_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|al|cf|vs|resp|approx|Figs?|Eqs?|Sec|Tab)\.\Z")


def summary(paper: Paper) -> str:
    """The summary its site gives, else the first two sentences of the abstract; on one line, LaTeX as Unicode."""
    return shortened(paper.summary) if paper.summary else shortened(_beginning(_shown(paper.abstract)))


def shortened(text: str, longest: int = LONGEST) -> str:
    """``text`` on one line, LaTeX as Unicode, cut between words where it is longer than ``longest`` characters."""
    shown = _shown(text)
    if len(shown) <= longest:
        return shown
    return (shown[: longest - 1].rpartition(" ")[0] or shown[: longest - 1]).rstrip(" ,;:") + "…"


def _beginning(text: str) -> str:
    sentences = 0
    for end in _END.finditer(text, 0, 4 * LONGEST):
        so_far = text[: end.end()]
        sentences += not _ABBREVIATED.search(so_far)
        if sentences == SENTENCES:
            return so_far
    return text


def _shown(text: str) -> str:
    return one_line(to_unicode(text))
