"""Dates, ranks, votes and attributes of all papers as columns, by position."""

from functools import cached_property

import numpy as np

from digesttui.search.door import Attribute, Number
from digesttui.search.facts import starting
from digesttui.search.postings import Mask
from digesttui.search.vocabulary import Ids
from digesttui.store import Store
from digesttui.text import fold


class Columns:
    """The sightings of a store as they are when this is made. Masks and arrays have one element a position."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.size = store.size
        rows = store.sightings
        # a copy by way of bytes: an array that is looked at through a buffer cannot grow meanwhile
        columns = [
            np.frombuffer(column.tobytes(), np.int32)
            for column in (rows.paper, rows.digest, rows.date, rows.rank, rows.upvotes)
        ]
        length = min(map(len, columns))
        present = columns[1][:length] >= 0
        self._paper, self._digest, self._date, self._rank, self._upvotes = (
            column[:length][present] for column in columns
        )

    def order(self) -> Ids:
        """All positions in the default order: newest first, then by digest and rank."""
        if not len(self._paper):
            return np.zeros(0, np.int32)
        rows = np.lexsort((self._rank, self._digest, -self._date))
        positions = self._paper[rows]
        first = np.full(self.size, len(rows))
        np.minimum.at(first, positions, np.arange(len(rows)))
        order: Ids = positions[first[positions] == np.arange(len(rows))]
        return order

    def between(self, name: Number, low: float, high: float) -> Mask:
        """The papers of which a value lies between ``low`` and ``high``."""
        match name:
            case "date":
                return self._of_rows((self._date >= max(low, 1)) & (self._date <= high))
            case "rank":
                return self._of_rows((self._rank >= low) & (self._rank <= high))
            case "seen":
                return (self.seen >= max(low, 1)) & (self.seen <= high)
            case "upvotes":
                return (self.upvotes >= max(low, 0)) & (self.upvotes <= high)
            case "stars":
                raise ValueError(name)

    @cached_property
    def seen(self) -> Ids:
        """In how many digests each paper stands."""
        return np.bincount(self._paper, minlength=self.size).astype(np.int32)

    @cached_property
    def upvotes(self) -> Ids:
        """The most votes of any sighting; -1 where unknown."""
        return self._extreme(np.maximum, self._upvotes, -1)

    @cached_property
    def latest(self) -> Ids:
        """The last date of each paper; 0 where unknown."""
        return self._extreme(np.maximum, self._date, 0)

    @cached_property
    def best_rank(self) -> Ids:
        """The best rank of any sighting."""
        return self._extreme(np.minimum, self._rank, np.iinfo(np.int32).max)

    def in_digests(self, name: Attribute, value: str) -> Mask:
        """The papers in digests of which the name or (``source``) the form has a word that starts with ``value``."""
        starts = starting(value).search
        numbers = [
            self._store.digest_number(digest.name)
            for digest in self._store.digests
            if starts(fold(digest.form if name == "source" else digest.name))
        ]
        return self._of_rows(np.isin(self._digest, numbers))

    def _of_rows(self, rows: Mask) -> Mask:
        mask = np.zeros(self.size, bool)
        mask[self._paper[rows]] = True
        return mask

    def _extreme(self, which: np.ufunc, column: Ids, start: int) -> Ids:
        extreme = np.full(self.size, start, np.int32)
        which.at(extreme, self._paper, column)
        return extreme
