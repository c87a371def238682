"""``make bench``: builds a demonstration, asks it everything, writes var/bench/COMMIT.json and prints a table."""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.performance.bench import outside, points
from tests.performance.bench.machine import describe
from tests.performance.bench.places import KEPT, Place, database, make_demonstration
from tests.performance.bench.table import table_of

IN_ONE_PROCESS = ((points.REPORT, "report"), (points.CERTIFICATE, "certificate"))


def say(words: str) -> None:
    """Progress, beside the table."""
    print(words, file=sys.stderr, flush=True)


def main() -> None:
    """Every database that there is, one after the other."""
    options = _options()
    server = os.environ.get("BENCH_DATABASE_URL") or os.environ.get("TEST_DATABASE_URL") or ""
    result: dict[str, Any] = {**describe(), "scale": options.scale, "databases": {}}
    KEPT.mkdir(parents=True, exist_ok=True)
    target = KEPT / f"{result['commit']}.json"
    for kind in options.database or ("sqlite", *(["postgresql"] if server else [])):
        with tempfile.TemporaryDirectory(prefix="bench-") as folder, database(kind, Path(folder), server) as place:
            say(f"{kind}: building the demonstration at scale {options.scale}")
            built = make_demonstration(place, options.scale, result["commit"])
            result["databases"][kind] = {"build": built, **_measure(place, options.seconds)}
        target.write_text(json.dumps(result, indent=2) + "\n")
    print(table_of(result))
    say(f"Written to {target}")
    if not server:
        say("PostgreSQL was not measured: scripts/with_postgres.sh make bench")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.performance.bench", description=__doc__)
    parser.add_argument("--scale", default="council", choices=("small", "council"))
    parser.add_argument("--database", action="append", choices=("sqlite", "postgresql"), help="only this one")
    parser.add_argument("--seconds", type=float, default=20, help="for how long each page is put under load")
    return parser.parse_args()


def _measure(place: Place, seconds: float) -> dict[str, Any]:
    prepared = _inside(place, "prepare")
    found: dict[str, Any] = {"database": prepared["database"], "people": prepared["people"], "team": prepared["team"]}
    say("  queries of each page, and the same SQL alone")
    counted = _inside(place, "queries")
    say("  pages over one connection")
    with place.serve() as port:
        timed = outside.time_pages(port, prepared["sessions"], prepared["named"])
    found["points"] = {key: {**times, **counted.get(key, {})} for key, times in timed.items()}
    say("  assessments, first visit, load")
    with place.serve() as port:
        found["points"]["assessment"] = outside.time_assessments(port, prepared["assessed"], prepared["right"])
        found["points"]["first_visit"] = outside.weigh_first_visit(port)
    with place.serve() as port:
        found["points"] |= outside.time_load(port, prepared["crowd"], seconds)
    say("  report, certificate, staff file")
    for point, question in IN_ONE_PROCESS:
        found["points"][point.key] = _inside(place, question)
    # The floor of every command: Python and Django are started, and nothing is asked.
    started = outside.as_command(place.manage("diffsettings")["seconds"])["median_ms"]
    command = place.manage("completion_report", "--by", "unit")
    found["points"]["report_command"] = outside.as_command(command["seconds"], cpu_seconds=command["cpu_seconds"])
    found["points"] |= _import(place)
    for point in (points.REPORT_COMMAND, points.IMPORT, points.IMPORT_AGAIN):
        found["points"][point.key]["start_alone_ms"] = started
    return found


def _import(place: Place) -> dict[str, Any]:
    """The staff file into an empty database, and again."""
    written = _inside(place, "files", str(place.folder))
    command = ["import_staff", str(place.folder / "staff.csv"), "--units", str(place.folder / "units.csv"), "--json"]
    with place.another("empty") as empty:
        runs = [empty.manage(*command) for _ in range(2)]
    times = {}
    for point, run in zip((points.IMPORT, points.IMPORT_AGAIN), runs, strict=True):
        counts = json.loads(run["output"])
        more = {kind: counts[kind] for kind in ("rows", "created", "changed", "unchanged")}
        times[point.key] = outside.as_command(run["seconds"], cpu_seconds=run["cpu_seconds"], **more)
    if times["import"]["created"] != written["jobs"]:
        raise RuntimeError(f"The staff file made {times['import']['created']} jobs of {written['jobs']}.")
    return times


def _inside(place: Place, question: str, *arguments: str) -> dict[str, Any]:
    """The answer of a fresh process."""
    return json.loads(place.run("-m", "tests.performance.bench.inside", question, *arguments).stdout)


if __name__ == "__main__":
    main()
