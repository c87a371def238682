"""Databases and processes of the benchmark. Everything lies in one scratch folder and goes with it."""

import datetime as dt
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.performance.bench.machine import ROOT

KEPT = ROOT / "var" / "bench"


@dataclass
class Place:
    """A database and a folder of files, with the settings of a real service."""

    kind: str
    folder: Path
    url: str

    @property
    def environment(self) -> dict[str, str]:
        """What every process of this place is told. The key is random: nothing here outlives the run."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "lms.settings.production",
            "DATABASE_URL": self.url,
            "VAR_DIR": str(self.folder),
            "SECRET_KEY": "of-the-benchmark-alone-and-worth-nothing-elsewhere",
            "ALLOWED_HOSTS": "127.0.0.1,testserver",
            "SITE_URL": "http://127.0.0.1",
            "EMAIL_URL": "dummymail://",
            "SECURE_SSL_REDIRECT": "false",
            "LOG_LEVEL": "WARNING",
        }

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A command of Python in this place; raises with what it said when it fails."""
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-3000:]}")
        return done

    def manage(self, *command: str) -> dict[str, Any]:
        """A management command; how long it took, in seconds, and what it needed."""
        before, start = os.times(), time.perf_counter()
        done = self.run("manage.py", *command)
        taken, after = time.perf_counter() - start, os.times()
        used = after.children_user + after.children_system - before.children_user - before.children_system
        return {"seconds": taken, "cpu_seconds": round(used, 2), "output": done.stdout}

    @contextmanager
    def another(self, name: str) -> Iterator["Place"]:
        """A migrated, empty database of the same kind, for as long as it is needed."""
        folder = self.folder / name
        folder.mkdir()
        with database(self.kind, folder, _parent_url(self.url)) as place:
            place.manage("migrate", "--verbosity=0")
            yield place

    @contextmanager
    def serve(self, *, workers: int = 2, threads: int = 4) -> Iterator[int]:
        """The site, served as a real one is; gives its port."""
        port = _free_port()
        gunicorn = Path(sys.executable).with_name("gunicorn")
        command = [
            str(gunicorn), "lms.wsgi:application", f"--bind=127.0.0.1:{port}", f"--workers={workers}",
            f"--threads={threads}", "--keep-alive=75", "--log-level=warning", "--no-control-socket",
        ]  # fmt: skip
        with (self.folder / "server.log").open("a") as log:
            server = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        try:
            _wait_for(port, server)
            yield port
        finally:
            server.terminate()
            server.wait(timeout=30)


@contextmanager
def database(kind: str, folder: Path, server_url: str = "") -> Iterator[Place]:
    """A new database: a file in the folder, or one of its own on the PostgreSQL server at ``server_url``."""
    if kind == "sqlite":
        yield Place(kind, folder, f"sqlite:///{folder / 'db.sqlite3'}")
        return
    name = f"bench_{os.getpid()}_{folder.name.replace('-', '_')}"
    with psycopg.connect(server_url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    try:
        yield Place(kind, folder, urlunsplit(urlsplit(server_url)._replace(path=f"/{name}")))
    finally:
        with psycopg.connect(server_url, autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def make_demonstration(place: Place, scale: str, measured: str) -> dict[str, Any]:
    """The demonstration in this place, ready to serve. On SQLite, one that the commit built today is used again."""
    place.manage("collectstatic", "--noinput", "--verbosity=0")
    kept = KEPT / f"{scale}-{measured}-{dt.date.today():%Y%m%d}.sqlite3"  # noqa: DTZ011 (a file's name)
    reusable = place.kind == "sqlite" and not measured.endswith("-changed")
    if reusable and kept.exists():
        shutil.copy(kept, place.folder / "db.sqlite3")
        return {"reused": True}
    place.manage("migrate", "--verbosity=0")
    place.manage("createcachetable")
    built = place.manage("build_demo", f"--scale={scale}", "--yes-this-is-a-demonstration", "--json")
    if reusable:
        with sqlite3.connect(place.folder / "db.sqlite3") as written:
            written.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # all of it into the one file that is copied
        for old in KEPT.glob(f"{scale}-*.sqlite3"):
            old.unlink()
        shutil.copy(place.folder / "db.sqlite3", kept)
    return {"seconds": round(built["seconds"], 1), "cpu_seconds": built["cpu_seconds"]}


def _parent_url(url: str) -> str:
    """An address of the server that stays while this database is made and dropped."""
    return url if url.startswith("sqlite") else urlunsplit(urlsplit(url)._replace(path="/postgres"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int, server: subprocess.Popen) -> None:
    for _ in range(240):
        if server.poll() is not None:
            raise RuntimeError("The server did not start; server.log in the scratch folder says why.")
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError("The server did not answer within a minute.")
