"""Whether this process can serve: what a load balancer and a start-up script ask."""

import logging
import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import connection
from django_tasks_db.models import DBTaskResult

from lms.core.models import JobRun

QUEUE_IN_DATABASE = "django_tasks_db.DatabaseBackend"

logger = logging.getLogger(__name__)


def check_readiness() -> dict[str, bool]:
    """Each thing a request may need, by name: ``database``, ``jobs`` and ``storage``, and whether it answers.

    What went wrong goes to the log, never to whoever asked.
    """
    checks = {"database": _ask_database, "jobs": _ask_jobs, "storage": _ask_storage}
    return {name: _answers(name, check) for name, check in checks.items()}


def _answers(name: str, check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception:
        logger.exception("Not ready: %s", name)
        return False
    return True


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_jobs() -> None:
    """The runs can be read, and so can the queue that carries them to a worker."""
    JobRun.objects.exists()
    if settings.TASKS["default"]["BACKEND"] == QUEUE_IN_DATABASE:
        DBTaskResult.objects.exists()


def _ask_storage() -> None:
    for alias in ("default", "private"):
        _ask_store(storages[alias])


def _ask_store(store: Storage) -> None:
    """A folder that can be written to, or a service that answers a question. Nothing is written."""
    location = getattr(store, "location", None)
    if location is None:
        store.exists("readyz")
        return
    folder = Path(location)
    while not folder.exists():
        folder = folder.parent
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        raise PermissionError(f"{folder} cannot be written to")
