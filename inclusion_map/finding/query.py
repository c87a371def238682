"""What somebody asked for, read from an address and written into one. What makes no sense is left out, never refused:
an address is shared, kept for years and typed by hand."""

from collections.abc import Collection
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode

from inclusion_map.finding.wanted import WEEKDAYS, Wanted, When
from inclusion_map.kinds import WORDS
from inclusion_map.languages import NAMES

FIRST_HOUR, LAST_HOUR = 7, 21
HOURS = range(FIRST_HOUR, LAST_HOUR + 1)


def read_wanted(data: QueryDict, languages: Collection[str] = NAMES) -> Wanted:
    """The wishes in an address. ``languages``: the codes that may be asked for."""
    when = When(_one_of(data.get("when", ""), set(When), When.ANY))
    weekday, hour = data.get("day", ""), data.get("hour", "")
    if when is When.AT and (weekday not in WEEKDAYS or hour not in map(str, HOURS)):
        when = When.ANY
    at = when is When.AT
    asked = set(data.getlist("kind"))
    return Wanted(
        kinds=tuple(kind for kind in WORDS if kind in asked),
        when=when,
        weekday=weekday if at else "",
        hour=int(hour) if at else 0,
        walk_in=data.get("walk_in") == "1",
        step_free=data.get("step_free") == "1",
        language=_one_of(data.get("language", ""), languages, ""),
    )


def _one_of(value: str, allowed: Collection[str], otherwise: str) -> str:
    return value if value in allowed else otherwise


def write_query(near: str, wanted: Wanted, **more: Any) -> str:
    """The address's query, "?" and all, with the same wishes in the same order; ``more`` is added when it is set."""
    pairs: list[tuple[str, Any]] = [("near", near)] if near else []
    pairs += [("kind", kind) for kind in wanted.kinds]
    if wanted.when:
        pairs.append(("when", wanted.when.value))
    if wanted.when is When.AT:
        pairs += [("day", wanted.weekday), ("hour", wanted.hour)]
    pairs += [(name, 1) for name in ("walk_in", "step_free") if getattr(wanted, name)]
    if wanted.language:
        pairs.append(("language", wanted.language))
    pairs += [(name, value) for name, value in more.items() if value]
    return f"?{urlencode(pairs)}" if pairs else ""
