"""Code that is promised: "will be released upon acceptance"."""

import re
from functools import cache

READ = 5000
"""Characters at the end of a text that are read; that is where promises stand."""

_SENTENCE_END = re.compile(r"[.!?]\s")
_LATER = ("will", "upon", "soon", "plan to", "intend to", "to be ")
_CODE = r"\b(?:codes?|codebase|implementations?|repository|repo|toolkit|software|models?|weights|checkpoints|scripts)\b"
_RELEASED = r"(?:releas|open|public|avail|shar|provid|upload|publish)"
_PROMISE = (
    rf"{_CODE}.*\b(?:(?:will|to|shall) (?:\w+ ){{0,2}}be (?:\w+ ){{0,4}}{_RELEASED}|soon\b"
    rf"|(?:released?|available|open\w*|public\w*|shared) (?:\w+ ){{0,2}}upon)"
    rf"|\b(?:will|plan to|intend to|going to) (?:\w+ ){{0,2}}{_RELEASED}.*{_CODE}"
)


@cache
def _promise() -> re.Pattern[str]:
    return re.compile(_PROMISE, re.IGNORECASE | re.DOTALL)  # which takes a millisecond


def speaks_of_later_code(text: str) -> bool:
    """Whether a sentence of ``text`` says that code is to come."""
    if not any(word in text for word in _LATER):
        return False
    sentences = _SENTENCE_END.split(text[-READ:])
    return any(_promise().search(sentence) for sentence in sentences if any(word in sentence for word in _LATER))
