"""The nightly job that opens, closes and moves requirements."""

import datetime as dt

from django.core.management.base import BaseCommand, CommandError

from courses.requirements.services import open_requirements
from lms.core.clock import today


class Command(BaseCommand):
    help = (
        "Bring everybody's requirements up to a day: open what somebody must do, close what they have done or need no "
        "longer do, move what falls due during an absence. Safe to repeat: a second run changes nothing."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--on", metavar="DATE", help="The day to bring them up to, as 2026-04-01. Default: today.")

    def handle(self, *args, on: str | None = None, **options) -> None:
        try:
            day = dt.date.fromisoformat(on) if on else today()
        except ValueError as error:
            raise CommandError(f"“{on}” is not a date. Write it like 2026-04-01.") from error
        if day > today():
            raise CommandError("That day is still to come: what will be required then is not known yet.")
        result = open_requirements(on=day, progress=self.show_progress)
        closed = ", ".join(f"{count} {reason}" for reason, count in sorted(result.closed.items())) or "none"
        self.stdout.write(
            f"{result.people} people: {result.opened} opened; closed: {closed}; {result.moved} due dates moved."
        )

    def show_progress(self, done: int, total: int) -> None:
        """One line that overwrites itself on a terminal."""
        if self.stderr.isatty():
            self.stderr.write(f"\r{done} of {total} people", ending="" if done < total else "\n")
