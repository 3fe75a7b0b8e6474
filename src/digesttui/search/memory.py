"""Giving memory back."""

import ctypes
import sys
from collections.abc import Callable
from functools import lru_cache


def release() -> None:
    """Hand freed memory back to the system; glibc keeps what was freed between blocks still in use, until told."""
    trim = _trim()
    if trim is not None:
        trim(0)


@lru_cache(maxsize=1)
def _trim() -> "Callable[[int], int] | None":
    return getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
