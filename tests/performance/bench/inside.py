"""What is measured inside a process of its own, beside Django: ``python -m tests.performance.bench.inside QUESTION``.

Prints one JSON object.
"""

import json
import sys
import time
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from certificates.models import Certificate  # noqa: E402
from certificates.pdf.render import render_certificate  # noqa: E402
from courses.models import Attempt, CourseVersion, TaughtCourse  # noqa: E402
from courses.reporting.report import make_report  # noqa: E402
from courses.requirements.selectors import headline_programme  # noqa: E402
from inclusion_map.models import Place, Postcode  # noqa: E402
from lms.core.clock import today  # noqa: E402
from lms.organisation.models import JobVersion  # noqa: E402
from lms.organisation.selectors import reporting_to  # noqa: E402
from lms.people.models import Person, User  # noqa: E402
from tests.demo_staff_file import staff_file, units_file  # noqa: E402
from tests.performance.bench.figures import measure, summary  # noqa: E402
from tests.performance.bench.points import PAGES  # noqa: E402
from tests.performance.queries import name_of  # noqa: E402

CROWD = 48
ASSESSED = 12  # people who take the whole assessment
UNTIMED_PAGES = 6  # requests before the SQL of one is looked at: caches of the process are warm then


def prepare() -> dict:
    """Sessions of the people who ask, and what a browser cannot know: the right answers."""
    people = {
        "learner": User.objects.get(email="learner@demo.example"),
        "manager": User.objects.get(email="manager@demo.example"),
        "chief executive": _held("Chief Executive"),
        "provider": User.objects.get(email="provider@demo.example"),
    }
    managers = User.objects.filter(person__jobs__versions__tier="4", is_active=True).distinct().order_by("pk")
    ready = User.objects.filter(is_active=True, person__requirements__course__code="assisted")
    ready = ready.filter(person__requirements__closed_on__isnull=True).exclude(
        person__attempts__in=Attempt.objects.filter(course__code="assisted")
    )
    version = CourseVersion.objects.filter(course__code="assisted").latest("number")
    return {
        "sessions": {who: _session(user) for who, user in people.items()},
        "named": _named(),
        "crowd": [_session(user) for user in managers[:CROWD]],
        "assessed": [_session(user) for user in ready.distinct().order_by("pk")[:ASSESSED]],
        "right": [
            option["id"] for each in version.content["questions"] for option in each["options"] if option["correct"]
        ],
        "people": Person.objects.count(),
        "team": reporting_to(people["manager"].person, on=today()).count(),
        "database": _database(),
    }


def queries() -> dict:
    """For each page, the queries of one request by name, and the floor: the same SQL alone."""
    found, named = {}, _named()
    for point in PAGES:
        path = point.path.format(**named)
        client = Client(headers={"host": "127.0.0.1"})
        if point.who:
            user = _held("Chief Executive") if point.who == "chief executive" else None
            client.force_login(user or User.objects.get(email=f"{point.who}@demo.example"))
        for _ in range(UNTIMED_PAGES):
            client.get(path)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        asked = [(name_of(query["sql"]), query["sql"]) for query in captured.captured_queries]
        asked = [(name, sql) for name, sql in asked if name]
        reads = [sql for name, sql in asked if name.startswith(("read", "with"))]
        found[point.key] = {
            "queries": len(asked),
            "by_name": sorted(name for name, _ in asked),
            "sql_alone_ms": summary(measure(lambda reads=reads: _ask_again(reads)))["median_ms"],
        }
    return found


def report() -> dict:
    """The whole council rolled up, and the floor: the same SQL alone."""
    programme, day = headline_programme(), today()
    with CaptureQueriesContext(connection) as captured:
        whole = make_report(programme=programme, as_at=day, by="unit")
    reads = [query["sql"] for query in captured.captured_queries]
    times = measure(lambda: make_report(programme=programme, as_at=day, by="unit"), warm=2, times=20)
    floor = summary(measure(lambda: _ask_again(reads), warm=2, times=20))["median_ms"]
    return summary(times, queries=len(reads), sql_alone_ms=floor, total=whole.total.as_dict())


def certificate() -> dict:
    """One certificate after another in one process, the first of which also prepares fonts and styles."""
    issued = Certificate.objects.select_related("person").order_by("pk").first()

    def draw() -> bytes:
        return render_certificate(
            issued.says, code=issued.code, address=issued.address, issued_at=issued.issued_at, brand="#0b5a5e"
        )

    start = time.perf_counter()
    size = len(draw())
    first = time.perf_counter() - start
    return summary(measure(draw, warm=2), first_ms=round(first * 1000, 1), bytes=size)


def files(folder: str) -> dict:
    """Writes the staff of today as a staff file."""
    for name, content in (("staff.csv", staff_file(on=today())), ("units.csv", units_file(on=today()))):
        (Path(folder) / name).write_bytes(content)
    return {"jobs": JobVersion.objects.on(today()).count()}


def _named() -> dict[str, str]:
    """What the paths of pages name: the sector with most postcodes, the first place, the first class."""
    postcodes = Postcode.objects.filter(in_borough=True).values("sector").annotate(many=Count("pk")).order_by("-many")
    return {
        "sector": postcodes[0]["sector"].replace(" ", "-"),
        "place": Place.objects.filter(published=True).order_by("pk")[0].slug,
        "class": TaughtCourse.objects.filter(live=True).order_by("pk")[0].slug,
    }


def _held(title: str) -> User:
    return User.objects.get(person__jobs__versions__in=JobVersion.objects.on(today()).filter(title=title))


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _ask_again(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
            cursor.fetchall()


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        return f"{connection.display_name} {cursor.fetchone()[0]}"


if __name__ == "__main__":
    question, *arguments = sys.argv[1:]
    print(
        json.dumps(
            {each.__name__: each for each in (prepare, queries, report, certificate, files)}[question](*arguments)
        )
    )
