"""A migrated SQLite database to copy, since migrating an empty one takes half a minute of work.

The copy is keyed by every migration file and by the lock file: what changes the schema makes another one. It lies in
``var/``, which nobody commits. PostgreSQL is always migrated.
"""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, Site

ROOT = Path(__file__).resolve().parents[1]


def template() -> Path:
    """Where the migrated database for this state of the code lies, or will lie."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for package in ("lms", "courses", "certificates", "home", "inclusion_map", "search"):
        for file in sorted((ROOT / package).rglob("migrations/*.py")):
            digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    digest.update((ROOT / "lms/core/constraints.py").read_bytes())
    return ROOT / "var" / f"test-{digest.hexdigest()[:16]}.sqlite3"


def database_file() -> Path | None:
    """The file of this process's test database; None on PostgreSQL."""
    database = settings.DATABASES["default"]
    return Path(database["TEST"]["NAME"]) if database["ENGINE"].endswith("sqlite3") else None


def copy_in(target: Path) -> bool:
    """Puts the migrated database in place of the test database; False where there is none to copy."""
    if not template().exists():
        return False
    for suffix in ("", "-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    shutil.copyfile(template(), target)
    return True


def keep() -> None:
    """Keeps the freshly migrated test database for the next run; the last of two that finish at once wins."""
    target = template()
    target.parent.mkdir(parents=True, exist_ok=True)
    for old in target.parent.glob("test-*.sqlite3"):
        old.unlink(missing_ok=True)
    scratch = target.with_suffix(f".{id(connection)}.tmp")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(scratch)])
    scratch.replace(target)


# The columns and rows of each table that was not empty when the last migration had run.
_as_migrated: dict[str, tuple[list[str], list[tuple]]] = {}


def remember() -> None:
    """Notes every row that the migrations wrote, by table, for `put_back`."""
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = cursor.fetchall()
            if rows and table != "django_migrations":
                _as_migrated[table] = ([column[0] for column in cursor.description], rows)


def put_back() -> None:
    """Writes what the migrations wrote, where a test with real transactions has emptied every table.

    Row for row and with its key, workflow, groups, site and all, so that no test can tell in which order it ran.
    Django has written content types and permissions again by then, with keys of their own: those go first.
    """
    if Page.objects.exists():
        return
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        DBTaskResult.objects.all().delete()  # Wagtail asked for its indexes to be brought up to date
        for table in _as_migrated:
            cursor.execute(f"DELETE FROM {quote(table)}")
        for table, (columns, rows) in _as_migrated.items():
            names, marks = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})", rows)
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()


@contextmanager
def shared_by_tests() -> Iterator[None]:
    """Around what is built once for several tests to read: from the migrations' rows, and never committed."""
    with transaction.atomic():
        put_back()
        yield
        transaction.set_rollback(True)
