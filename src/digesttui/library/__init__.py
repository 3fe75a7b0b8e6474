"""What the reader did: read, starred, tags, notes, review dates, when first seen; and undo over all of it.

``state`` and ``changes`` are the nouns and the acts, ``library`` keeps them; ``columns`` lays them out for the
filter. Only ``library`` and what it is made of import SQLite, so it is imported when the first state is asked for.
"""
