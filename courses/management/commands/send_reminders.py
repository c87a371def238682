"""The nightly job that reminds people of what is due."""

import datetime as dt

from django.core.management.base import BaseCommand, CommandError

from courses.requirements.reminders.nightly import remind_due
from courses.requirements.reminders.policy import BEFORE_DAYS, EVERY_DAYS

REASONS = {"no_email": "have no e-mail address", "excused": "are excused at the moment"}


class Command(BaseCommand):
    help = (
        f"Send one digest to everybody who has a course due in {BEFORE_DAYS} days, or overdue since yesterday, and "
        f"then every {EVERY_DAYS} days while it stays overdue. Run it each night after open_requirements. Safe to "
        "repeat: the second run of a day sends nothing, and a night that was missed is made up."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--on", metavar="DATE", help="As 2026-04-01. Default: today.")
        parser.add_argument("--dry-run", action="store_true", help="Say how many would be sent and send nothing.")

    def handle(self, *args, on: str | None = None, dry_run: bool = False, **options) -> None:
        try:
            day = dt.date.fromisoformat(on) if on else None
        except ValueError as error:
            raise CommandError(f"“{on}” is not a date. Write it like 2026-04-01.") from error
        try:
            result = remind_due(on=day, dry_run=dry_run, progress=self.show_progress)
        except ValueError as error:
            raise CommandError(str(error)) from error
        verb = "would be sent" if dry_run else "on their way"
        self.stdout.write(f"{result.people} people have a course due soon or overdue. Reminders {verb}: {result.sent}.")
        for reason, count in sorted(result.suppressed.items()):
            self.stdout.write(f"  not sent, because they {REASONS.get(reason, reason)}: {count}")

    def show_progress(self, done: int, total: int) -> None:
        """One line that overwrites itself on a terminal."""
        if self.stderr.isatty():
            self.stderr.write(f"\r{done} of {total} people", ending="" if done < total else "\n")
