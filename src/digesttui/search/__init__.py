"""Finding papers in a store, behind one narrow door.

``Scan`` reads everything and serves small collections; ``digesttui.search.index`` (which loads NumPy) serves large
ones. Both are a ``Searcher``; the filter language is the only one to ask them.
"""

from digesttui.search.door import Leaf, Searcher
from digesttui.search.needle import Needle
from digesttui.search.scan import Scan

__all__ = ["Leaf", "Needle", "Scan", "Searcher"]
