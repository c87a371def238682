"""The process that does background work."""

import logging
import signal
import threading
import time
from types import FrameType

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from lms.core.jobs import sweep_runs

logger = logging.getLogger(__name__)

KEEP_ENTRIES_DAYS = 7  # finished entries of the queue; the job runs themselves are kept
TASKS_PER_ROUND = 100  # then look whether something is due, however long the queue is
DAY = 86_400


class QueueWorker(Worker):
    """The library's worker, which a signal never interrupts in the middle of a task."""

    def __init__(self, stop: threading.Event) -> None:
        super().__init__(
            queue_names=["*"],
            interval=0.2,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=TASKS_PER_ROUND,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        self.stop = stop

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """First signal: finish the task in hand. Second: stop now; the task's lease runs out and it is done again."""
        if self.stop.is_set():
            raise SystemExit(1)
        self.running = False
        self.stop.set()

    def has_work(self) -> bool:
        """Whether the queue holds anything. Takes no lock; the library's own look takes SQLite's only write lock."""
        return DBTaskResult.objects.ready().filter(backend_name=self.backend_name).exists()

    def work(self) -> None:
        """Does what is in the queue, at most one round of it."""
        self._run_tasks = 0
        self.run()


class Housekeeping:
    """What is to be done now and then beside the queue itself."""

    def __init__(self, *, sweep: float, prune: bool) -> None:
        self.sweep = sweep
        self.next_sweep = 0.0
        self.next_prune = 0.0 if prune else float("inf")

    def do_what_is_due(self) -> None:
        """Sweeps every few seconds, and once a day forgets the queue's old entries."""
        if time.monotonic() >= self.next_sweep:
            sweep_runs()
            self.next_sweep = time.monotonic() + self.sweep
        if time.monotonic() >= self.next_prune:
            call_command("prune_db_task_results", queue_name="*", min_age_days=KEEP_ENTRIES_DAYS, verbosity=0)
            self.next_prune = time.monotonic() + DAY


def one_round(worker: QueueWorker | None, housekeeping: Housekeeping) -> bool:
    """Housekeeping and a round of the queue; False when there was nothing in it."""
    close_old_connections()
    try:
        housekeeping.do_what_is_due()
        if worker is None or not worker.has_work():
            return False
        worker.work()
    except OperationalError:
        # The database was restarted, or somebody held its lock for long. Nothing is lost: look again in a while.
        logger.exception("The database did not answer")
        return False
    return True


class Command(BaseCommand):
    """`manage.py run_worker`: see docs/operators/jobs-and-certificates.md."""

    help = (
        "Does background work until it is told to stop: issues certificates, updates the search index, sends what is "
        "to be sent. Start as many as the machine has processors. Ctrl-C or TERM lets the job in hand finish. A worker "
        "that is killed loses nothing: another one does the job again once its lease has run out."
    )

    # The site has checked itself when it was set up; a worker that was killed should be back at once.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=float, default=0.5, help="Seconds between looks at an empty queue.")
        parser.add_argument("--sweep", type=float, default=10, help="Seconds between looks for jobs that are overdue.")
        parser.add_argument("--until-empty", action="store_true", help="Stop when nothing is left to do.")

    def handle(self, *, interval: float, sweep: float, until_empty: bool, verbosity: int, **options) -> None:
        stop = threading.Event()
        worker = QueueWorker(stop)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, worker.shutdown)
        if verbosity < 2:
            # A line for every task would bury the mail that the embedded installation prints on the same console.
            for name in ("django_tasks", "django_tasks_db"):
                logging.getLogger(name).setLevel(logging.WARNING)
        in_database = isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend)
        if not in_database:
            self.stderr.write("The queue is not in the database: its own worker does the jobs, this process sweeps.")
        housekeeping = Housekeeping(sweep=sweep, prune=in_database)
        while not stop.is_set():
            busy = one_round(worker if in_database else None, housekeeping)
            if until_empty and not busy:
                return
            if not busy:
                stop.wait(interval)
