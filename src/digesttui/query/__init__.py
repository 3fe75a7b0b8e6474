"""The filter language: the same string in the filter field, on the command line, in saved views and bulk commands.

``parse`` reads it, ``run`` applies it to a ``search.Searcher``. ``docs/filter.md`` explains it.
"""

from digesttui.query.evaluation import ReadingState, run
from digesttui.query.parser import parse
from digesttui.query.result import Result
from digesttui.query.tree import Problem, Query

__all__ = ["Problem", "Query", "ReadingState", "Result", "parse", "run"]
