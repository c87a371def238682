"""From single times to what is reported."""

import statistics
import time
from collections.abc import Callable
from typing import Any

WARM, MEASURED = 5, 40  # requests that are not counted, and those that are


def milliseconds(seconds: float) -> float:
    """Rounded to what a clock on a shared machine can tell."""
    return round(seconds * 1000, 2)


def summary(times: list[float], **more: Any) -> dict[str, Any]:
    """Median and 95th percentile of times in seconds, in milliseconds, and how many there were."""
    ordered = sorted(times)
    ninety_fifth = ordered[min(len(ordered) - 1, round(0.95 * len(ordered) - 0.5))]
    return {
        "median_ms": milliseconds(statistics.median(ordered)),
        "p95_ms": milliseconds(ninety_fifth),
        "times": len(ordered),
        **more,
    }


def measure(act: Callable[[], object], *, warm: int = WARM, times: int = MEASURED) -> list[float]:
    """How long an act takes, in seconds, once for each time, after some that are not counted."""
    for _ in range(warm):
        act()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return taken
