"""The filter language: the same string in the filter field, on the command line, in saved views and bulk commands.

``parse`` reads it, ``run`` applies it to a ``search.door.Searcher``. ``docs/filter.md`` explains it. A name is loaded
when it is asked for: a list that nobody filters waits for none of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digesttui.query.code import KnownCode
    from digesttui.query.evaluation import ReadingState, count, run
    from digesttui.query.parser import parse
    from digesttui.query.result import Result
    from digesttui.query.tree import Problem, Query

__all__ = ["KnownCode", "Problem", "Query", "ReadingState", "Result", "count", "parse", "run"]

_HOMES = {
    "KnownCode": "code",
    "Problem": "tree",
    "Query": "tree",
    "ReadingState": "evaluation",
    "Result": "result",
    "count": "evaluation",
    "parse": "parser",
    "run": "evaluation",
}


def __getattr__(name: str) -> object:
    """The name from the module that holds it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"digesttui.query.{_HOMES[name]}"), name)
