"""A day to come, as a reader writes it: ``3d``, ``2w``, ``tomorrow``, ``2026-01-31``."""

import datetime
import re

from digesttui.errors import DigestError

_AWAY = re.compile(r"\+?(\d{1,4})\s*([dwmy])")
_DAYS_IN = {"d": 1, "w": 7, "m": 30, "y": 365}


def coming_day(text: str, today: datetime.date) -> datetime.date:
    """The day that ``text`` means, the first of several; raises ``DigestError`` where that is none after ``today``."""
    from digesttui.query.mistakes import Mistake
    from digesttui.query.values import date_range

    text = text.strip().lower()
    if away := _AWAY.fullmatch(text):
        first: float = today.toordinal() + int(away[1]) * _DAYS_IN[away[2]]
    else:
        try:
            first, _ = date_range(text, today)
        except Mistake as mistake:
            raise DigestError(f"{text!r} is {mistake}: write 3d, 2w, tomorrow or 2026-01-31") from None
    if not today.toordinal() < first <= datetime.date.max.toordinal():
        raise DigestError(f"{text!r} is no day to come: write 3d, 2w, tomorrow or 2026-01-31")
    return datetime.date.fromordinal(int(first))
