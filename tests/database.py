"""A migrated SQLite database to copy, since migrating an empty one takes half a minute of work.

The copy is keyed by every migration file and by the lock file: what changes the schema makes another one. It lies in
``var/``, which nobody commits. PostgreSQL is always migrated.
"""

import hashlib
import shutil
from pathlib import Path

from django.conf import settings
from django_tasks_db.models import DBTaskResult
from wagtail.models import Collection, Locale, Page

ROOT = Path(__file__).resolve().parents[1]


def template() -> Path:
    """Where the migrated database for this state of the code lies, or will lie."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for package in ("lms", "courses", "certificates", "home"):
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


def keep(connection) -> None:
    """Keeps the freshly migrated test database for the next run; the last of two that finish at once wins."""
    target = template()
    target.parent.mkdir(parents=True, exist_ok=True)
    for old in target.parent.glob("test-*.sqlite3"):
        old.unlink(missing_ok=True)
    scratch = target.with_suffix(f".{id(connection)}.tmp")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(scratch)])
    scratch.replace(target)


def plant_roots() -> None:
    """What Wagtail's migrations wrote, where a test with real transactions has emptied every table."""
    if not Page.objects.exists():
        Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
        Page.add_root(title="Root", slug="root")
        Collection.add_root(name="Root")
        DBTaskResult.objects.all().delete()  # Wagtail asked for its indexes to be brought up to date
