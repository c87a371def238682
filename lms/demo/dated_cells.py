"""Days in the demonstration's tables, which count from the day it is built. Pure: no Django."""

import datetime as dt
import re

_DAY = re.compile(r"(today|christmas)(?:([+-])(\d+))?")


def dated(text: str, today: dt.date) -> str:
    """A cell with its day worked out: "today-40", "today", "christmas+8" (days after the next 24 December) as ISO
    dates. Any other text is as it was. The Christmas whose days off are not over yet counts as the next."""
    found = _DAY.fullmatch(text)
    if not found:
        return text
    start = today if found[1] == "today" else _christmas(today)
    days = int(f"{found[2]}{found[3]}") if found[2] else 0
    return (start + dt.timedelta(days=days)).isoformat()


def _christmas(today: dt.date) -> dt.date:
    eve = dt.date(today.year, 12, 24)
    return eve.replace(year=today.year - 1) if (today.month, today.day) <= (1, 2) else eve
