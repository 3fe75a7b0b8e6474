"""Finding papers in a store, behind one narrow door (``search.door``).

``search.scan`` reads everything and serves small collections; ``search.index`` (which loads NumPy) serves large ones.
Both are a ``Searcher``; the filter language is the only one to ask them.
"""
