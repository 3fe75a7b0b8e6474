"""What is packed in gzip and zip files, unpacked within limits."""

import datetime
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from digesttui.errors import InputError
from digesttui.text import clean, one_line

MAX_UNPACKED = 50_000_000  # bytes of one member; a packed file may hold a thousand times its size
MAX_TOTAL = 200_000_000  # bytes of all members of one archive
MAX_RATIO = 100  # times its packed size; text comes to twenty at most
SMALL = 1_000_000  # bytes that may be packed as tightly as they like

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_TOO_MUCH = f"more than {MAX_TOTAL // 1_000_000} MB in all when unpacked"
_TOO_TIGHT = f"packed more than {MAX_RATIO} times, as no digest is"
_TOO_LARGE = f"more than {MAX_UNPACKED // 1_000_000} MB when unpacked"


@dataclass(frozen=True, slots=True)
class Member:
    """Bytes to read as a digest. ``name`` is the place within an archive of several, else empty."""

    data: bytes
    name: str = ""
    modified: datetime.date | None = None


def members(data: bytes, called: str) -> Iterator[Member | InputError]:
    """``data`` itself, or what it holds where it is an archive; ``called`` is what the reader calls it."""
    if data.startswith(_GZIP):
        yield _gunzipped(data, called)
    elif data.startswith(_ZIP):
        yield from _unzipped(data, called)
    else:
        yield Member(data)


def _gunzipped(data: bytes, called: str) -> Member | InputError:
    import zlib

    unpacked = b""
    most = _most(len(data))
    try:
        while data.startswith(_GZIP):
            stream = zlib.decompressobj(wbits=31)
            unpacked += stream.decompress(data, most + 1 - len(unpacked))
            if len(unpacked) > most:
                return InputError(called, _why_refused(most))
            if not stream.eof:
                return InputError(called, "the gzip file is cut off", remedy="fetch it again")
            data = stream.unused_data
    except zlib.error as error:
        return InputError(called, f"the gzip file is damaged ({error})", remedy="fetch it again")
    return Member(unpacked)


def _unzipped(data: bytes, called: str) -> Iterator[Member | InputError]:
    import zipfile
    import zlib

    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        yield InputError(called, f"the zip file is damaged ({error})", remedy="fetch it again")
        return
    left = MAX_TOTAL
    for info in archive.infolist():
        if info.is_dir() or _hidden(info.filename):
            continue
        name = one_line(clean(info.filename))
        place = f"{called}/{name}"
        most = _most(info.compress_size)
        try:
            with archive.open(info) as stream:
                unpacked = stream.read(min(most, left) + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            RuntimeError,
        ) as error:  # the last: a password, an odd packing
            yield InputError(place, f"cannot be unpacked ({error})")
            continue
        left -= len(unpacked)
        if left < 0:
            yield InputError(called, _TOO_MUCH)
            return
        if len(unpacked) > most:
            yield InputError(place, _why_refused(most))
        else:
            yield Member(unpacked, name, _day(info.date_time))


def _most(packed: int) -> int:
    """To how many bytes so many packed ones may unpack."""
    return min(MAX_UNPACKED, max(SMALL, MAX_RATIO * packed))


def _why_refused(most: int) -> str:
    return _TOO_LARGE if most == MAX_UNPACKED else _TOO_TIGHT


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _day(moment: tuple[int, int, int, int, int, int]) -> datetime.date | None:
    try:
        return datetime.date(*moment[:3])
    except ValueError:
        return None
