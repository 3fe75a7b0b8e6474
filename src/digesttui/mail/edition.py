"""One mail in the making: what every view has for its recipient, and what of it to remember once it is sent."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from digesttui.mail.memory import Memory
from digesttui.mail.section import Section
from digesttui.model import Paper

MOST = 200
"""Papers of one view in one mail. Nobody reads more, and the others come with the next."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What a view lets through, what of that is for this mail, and what of that fits."""

    memory: Memory
    papers: Sequence[Paper]
    chosen: Sequence[Paper]
    fitting: Sequence[Paper]


class Edition:
    """A mail for ``recipient``, whose memories lie in ``folder``; without a recipient nothing is known or kept.

    ``sections`` hold the views that have something new, a paper under the first view that has it.
    """

    def __init__(self, folder: Path, recipient: str | None) -> None:
        self.folder = folder
        self.recipient = recipient
        self.sections: list[Section] = []
        self._parts: list[_Part] = []
        self._shown: set[str] = set()

    def add(self, view: str, filter_text: str, papers: Sequence[Paper], since: datetime.date | None = None) -> None:
        """Take in what ``view`` lets through: of ``papers`` those since a day, sent or not; without a day, those not
        sent yet. Raises ``LibraryError`` where what was sent cannot be known."""
        memory = Memory(self.folder, self.recipient or "", view, filter_text)
        if self.recipient:
            memory.recall()
        papers = sorted(papers, key=lambda paper: paper.date or datetime.date.min, reverse=True)
        if since is None:
            chosen = memory.new(papers)
        else:
            chosen = [paper for paper in papers if paper.date and paper.date >= since]
        fitting = chosen[:MOST]
        self._parts.append(_Part(memory, papers, chosen, fitting))
        if shown := [paper for paper in fitting if paper.id not in self._shown]:
            self.sections.append(Section(view, shown, len(chosen) - len(fitting)))
            self._shown.update(paper.id for paper in shown)

    @property
    def id(self) -> str:
        """A ``Message-ID`` that is the same when a mail is sent again because nobody knows whether it arrived: mail
        programs then show one."""
        told = [self.recipient or ""]
        for part in self._parts:
            told += [part.memory.view, str(part.memory.mails), *(paper.id for paper in part.fitting)]
        digest = blake2b("\0".join(told).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        return f"<{digest}@digest-tui.localhost>"

    def begin(self) -> None:
        """Make sure that what is sent can be remembered; call it before sending. Raises ``DigestError``."""
        for part in self._parts:
            part.memory.begin(part.papers, part.chosen)

    def sent(self) -> None:
        """Remember the mail as sent. Raises ``LibraryError``."""
        for part in self._parts:
            if part.fitting:
                part.memory.sent(part.fitting)
