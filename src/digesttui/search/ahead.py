"""Working ahead in a second thread: NumPy lets both work at once."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

AHEAD = 4  # items that are done before they are asked for

T = TypeVar("T")
R = TypeVar("R")


def done_ahead(work: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """``work`` of each item, in order, the next ones being done in another thread while one is looked at."""
    waiting: deque[Future[R]] = deque()
    with ThreadPoolExecutor(1, "ahead") as other:
        for item in items:
            waiting.append(other.submit(work, item))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
