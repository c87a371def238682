"""What is measured, and what it is to reach (docs/performance.md)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """One thing somebody waits for. Targets are medians in milliseconds, and queries of one request."""

    key: str
    title: str
    target_ms: float | None = None
    target_queries: int | None = None
    least_per_second: float | None = None


@dataclass(frozen=True)
class PagePoint(Point):
    """A page, and who asks for it; ``who`` empty: somebody without an account. What stands in braces in its path is
    named by the demonstration."""

    path: str = ""
    who: str = ""


PAGES = (
    PagePoint("home", "Home page, without an account", 6, 6, path="/"),
    PagePoint("home_pl", "Home page in Polish", path="/pl/"),
    PagePoint("find_help", "Find help: every place, and the map", path="/digital-help/?near=everywhere"),
    PagePoint(
        "find_now",
        "Find help: open now, walk in, by distance",
        path="/digital-help/?near={sector}&when=now&walk_in=1",
    ),
    PagePoint("place", "A place and its week", path="/digital-help/{place}/"),
    PagePoint("search", "Search, three words", path="/search/?query=learn+to+use+computers"),
    PagePoint("public_lesson", "A lesson without an account", path="/ar/courses/online-safely/lessons/3/"),
    PagePoint("courses", "Course catalogue", 10, path="/courses/"),
    PagePoint("class", "A class", path="/courses/classes/{class}/"),
    PagePoint("desk", "A partner's desk", path="/publish/", who="provider"),
    PagePoint("learn", "Learner's home", 15, 12, path="/learn/", who="learner"),
    PagePoint("course", "Course page", 12, path="/courses/confident/", who="learner"),
    PagePoint("lesson", "A lesson, seen and recorded", 20, path="/learn/assisted/lessons/1/", who="learner"),
    PagePoint("team", "Manager's team, 14 people × 8 modules", 15, 8, path="/team/", who="manager"),
    PagePoint("performance", "Published figures", 60, path="/performance/"),
    PagePoint(
        "csv", "Council as CSV, every person", 200, path="/team/export.csv?include=indirect", who="chief executive"
    ),
)
REPORT = Point("report", "Whole council, rolled up by directorate", 60)
ASSESSMENT = Point("assessment", "Whole assessment, all requests together", 90)
IMPORT = Point("import", "Staff file: people, units and managers, into an empty database", 6_000)
IMPORT_AGAIN = Point("import_again", "The same staff file again: nothing changes")
CERTIFICATE = Point("certificate", "One certificate, tagged PDF", 15)
REPORT_COMMAND = Point("report_command", "completion_report --by unit, as a command, start of Python included")
FIRST_VISIT = Point("first_visit", "First visit: everything transferred, fonts included")
LOAD = (
    Point("load_healthz", "Trivial view (floor)"),
    Point("load_home", "Home page", least_per_second=400),
    Point("load_learn", "Learner's home", least_per_second=100),
    Point("load_team", "Manager's team", least_per_second=100),
)
# Asked for by the plan and not there to be measured.
NOT_BUILT = ("Report over 400,000 people × 8: build_demo --scale city, then completion_report, by hand",)
