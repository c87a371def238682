"""The figures for a person to read."""

from typing import Any

from tests.performance.bench.points import (
    ASSESSMENT,
    CERTIFICATE,
    FIRST_VISIT,
    IMPORT,
    IMPORT_AGAIN,
    LOAD,
    NOT_BUILT,
    PAGES,
    REPORT,
    REPORT_COMMAND,
    Point,
)

HEADER = ("", "queries", "median ms", "p95 ms", "floor ms", "to reach", "")
TIMED = (*PAGES, REPORT, ASSESSMENT, CERTIFICATE, IMPORT, IMPORT_AGAIN, REPORT_COMMAND)
FIRST_BYTES, SECOND_BYTES, FIRST_REQUESTS = 100_000, 25_000, 8


def table_of(result: dict[str, Any]) -> str:
    """Everything that was measured, database by database; a point that misses what it is to reach says so."""
    versions = result["versions"]
    lines = [
        f"Commit {result['commit']}, scale {result['scale']}, {result['processors']} processors "
        f"({result['processor']}), load before {result['load_before'][0]}, Python {versions['Python']}, "
        f"Django {versions['Django']}, Wagtail {versions['wagtail']}",
    ]
    for found in result["databases"].values():
        lines += ["", f"{found['database']}: {found['people']:,} people", *_aligned(_rows(found["points"]))]
    return "\n".join([*lines, "", "Not measured here:", *(f"  {each}" for each in NOT_BUILT)])


def _rows(points: dict[str, Any]) -> list[tuple[str, ...]]:
    rows = [HEADER, _timed(Point("trivial_view", "Trivial view over HTTP (floor)"), points["trivial_view"])]
    rows += [_timed(point, points[point.key]) for point in TIMED]
    rows += [_loaded(point, points[point.key]) for point in LOAD]
    return [*rows, *_weighed(points[FIRST_VISIT.key])]


def _timed(point: Point, figures: dict[str, Any]) -> tuple[str, ...]:
    wanted = [f"{point.target_ms:,.0f} ms" if point.target_ms else "", _or_nothing(point.target_queries, " queries")]
    missed = bool(point.target_ms and figures["median_ms"] > point.target_ms)
    missed |= bool(point.target_queries and figures.get("queries", 0) > point.target_queries)
    return (
        point.title,
        _or_nothing(figures.get("queries")),
        f"{figures['median_ms']:,}",
        f"{figures['p95_ms']:,}" if figures["p95_ms"] is not None else "once",
        _or_nothing(figures.get("sql_alone_ms", figures.get("start_alone_ms"))),
        ", ".join(filter(None, wanted)),
        "missed" if missed else "",
    )


def _loaded(point: Point, figures: dict[str, Any]) -> tuple[str, ...]:
    least = point.least_per_second
    return (
        f"{point.title}, 8 connections: {figures['per_second']:,} a second", "", f"{figures['median_ms']:,}",
        f"{figures['p95_ms']:,}", "", f"{least:,.0f} a second" if least else "",
        "missed" if least and figures["per_second"] < least else "",
    )  # fmt: skip


def _weighed(figures: dict[str, Any]) -> list[tuple[str, ...]]:
    rows = []
    for name, key, limit, requests in (
        ("First visit", "first", FIRST_BYTES, FIRST_REQUESTS),
        ("A second page", "second", SECOND_BYTES, None),
    ):
        weight = figures[key]
        missed = weight["bytes"] > limit or (requests is not None and weight["requests"] > requests)
        rows.append(
            (
                f"{name}: {weight['bytes']:,} bytes in {weight['requests']} requests", "", "", "", "",
                f"{limit:,} bytes" + (f", {requests} requests" if requests else ""), "missed" if missed else "",
            )
        )  # fmt: skip
    return rows


def _or_nothing(value: float | None, unit: str = "") -> str:
    return "" if value is None else f"{value:,}{unit}"


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADER))]
    return [
        "  ".join(cell.ljust(width) if place in (0, 5, 6) else cell.rjust(width)
                  for place, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip()
        for row in rows
    ]  # fmt: skip
