"""Hands over the background work that is due."""

from django.core.management.base import BaseCommand, CommandParser

from lms.core.jobs import run_waiting, sweep_runs
from lms.core.models import JobRun


class Command(BaseCommand):
    """`manage.py run_due_jobs`: see docs/operators/jobs-and-certificates.md."""

    help = (
        "Hands to the queue every job that is due and not there: those waiting for another try, and those whose worker "
        "was killed. The worker does the same every few seconds; this is for a queue that was emptied, and, with "
        "--here, for a machine without a worker. Safe to run at any time and as often as you like."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--here", action="store_true", help="Do the work in this process instead of queueing it.")
        parser.add_argument("--dry-run", action="store_true", help="Only say what is due.")

    def handle(self, *, here: bool, dry_run: bool, **options) -> None:
        if dry_run:
            self._say_what_is_there()
            return
        sweep = sweep_runs()
        if sweep.taken_back or sweep.given_up:
            self.stdout.write(f"Workers that died left {sweep.taken_back} jobs to do again; {sweep.given_up} given up.")
        if here:
            self.stdout.write(f"Did {run_waiting()} jobs here.")
        else:
            self.stdout.write(f"Handed {sweep.queued} jobs to the queue.")

    def _say_what_is_there(self) -> None:
        for state in JobRun.State:
            self.stdout.write(f"{state.label}: {JobRun.objects.filter(state=state).count()}")
