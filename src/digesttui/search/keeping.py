"""An index as flat arrays and back, so that it can be kept in a file and opened without building it again.

The parts of an index are dataclasses of arrays, of word lists and of each other: their fields give the names.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeAlias, cast, get_type_hints

import numpy as np
from numpy.typing import NDArray

from digesttui.search.building import Parts
from digesttui.search.index import Index
from digesttui.search.segment import Segment
from digesttui.search.vocabulary import WordList
from digesttui.store import Store

Arrays: TypeAlias = Mapping[str, NDArray[Any]]


def arrays(index: Index) -> dict[str, NDArray[Any]]:
    """Everything in ``index`` by name; ``restored`` takes it back."""
    kept: dict[str, NDArray[Any]] = {}
    for number, segment in enumerate(index.segments):
        kept[f"{number}/positions"] = segment.positions
        kept |= _flat(segment.parts, f"{number}/parts")
        kept |= {f"{number}/attributes/{name}": column for name, column in segment.attributes.columns().items()}
    return kept


def restored(store: Store, kept: Arrays) -> Index:
    """The index over ``store``, as it is, of which ``arrays`` gave ``kept``. Raises ``KeyError`` for a missing one."""
    segments: list[Segment] = []
    while (positions := kept.get(f"{len(segments)}/positions")) is not None:
        at = len(segments)
        segment = Segment(store, positions, _built(Parts, kept, f"{at}/parts"))
        start = f"{at}/attributes/"
        segment.attributes.restore({name.removeprefix(start): kept[name] for name in kept if name.startswith(start)})
        segments.append(segment)
    return Index(store, store.revision, segments)


def _flat(part: object, name: str) -> dict[str, NDArray[Any]]:
    if isinstance(part, np.ndarray):
        return {name: part}
    if isinstance(part, WordList):
        return {f"{name}/blob": np.frombuffer(part.blob, np.uint8), f"{name}/starts": part.starts}
    if isinstance(part, dict):
        rows = np.fromiter(part.values(), np.int64, len(part))
        return {**_flat(WordList.of(list(part)), name), f"{name}/rows": rows}
    assert is_dataclass(part)
    flat = (_flat(getattr(part, field.name), f"{name}/{field.name}") for field in fields(part))
    return {key: array for one in flat for key, array in one.items()}


def _built(kind: Any, kept: Arrays, name: str) -> Any:
    if kind is WordList:
        return WordList(kept[f"{name}/blob"].tobytes(), kept[f"{name}/starts"])
    if kind == dict[bytes, int]:
        keys = WordList(kept[f"{name}/blob"].tobytes(), kept[f"{name}/starts"])
        return {keys[at]: int(row) for at, row in enumerate(kept[f"{name}/rows"])}
    if not is_dataclass(kind):
        return kept[name]
    hints = get_type_hints(kind)
    make = cast("Callable[..., Any]", kind)
    return make(**{field.name: _built(hints[field.name], kept, f"{name}/{field.name}") for field in fields(kind)})
