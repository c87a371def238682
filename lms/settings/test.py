"""The suite: file-backed SQLite, or PostgreSQL when TEST_DATABASE_URL names one."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import STORAGES, database, env

SECRET_KEY = "only-for-tests-and-never-for-a-server-that-anyone-reaches"  # noqa: S105
ALLOWED_HOSTS = ["*"]

SCRATCH = Path(env("TEST_SCRATCH", default="") or tempfile.mkdtemp(prefix="lms-test-"))
TEST_DATABASE_URL = env("TEST_DATABASE_URL", default="")
SCRATCH.mkdir(parents=True, exist_ok=True)
DATABASES = {"default": database(TEST_DATABASE_URL or f"sqlite:///{SCRATCH / 'db.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 0
if not TEST_DATABASE_URL:
    # On disk, not in memory: the live server, the worker and threads open connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "test.sqlite3")}

MEDIA_ROOT = SCRATCH / "media"
PRIVATE_ROOT = SCRATCH / "private"
STORAGES = {
    **STORAGES,
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_ROOT), "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
KEPT_NEAR_SECONDS = 0
