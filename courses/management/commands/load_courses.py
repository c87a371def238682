"""How a real council begins: the shipped courses and the programme, without demonstration people."""

import datetime as dt
from argparse import ArgumentTypeError
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.shipped.loading import Action, Plan, ShippedCoursesError, load_shipped, plan_courses
from courses.shipped.programmes import ProgrammeLoaded, Terms
from lms.core import clock

DAYS_TO_FINISH = 90


class Command(BaseCommand):
    help = (
        "Publishes the courses that come with the product and puts their programmes in force. Run again, it changes "
        "nothing that an editor has changed, and brings courses nobody edited up to date."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--starts", type=_date, metavar="DATE", help="in force from this day (default: today)")
        parser.add_argument(
            "--due",
            type=_date,
            metavar="DATE",
            help=f"people employed on that day are due by this one (default: {DAYS_TO_FINISH} days later)",
        )
        parser.add_argument(
            "--starter-days",
            type=int,
            default=DAYS_TO_FINISH,
            metavar="N",
            help=f"people who start later are due N days after their start (default: {DAYS_TO_FINISH})",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        terms = _terms(options["starts"], options["due"], options["starter_days"])
        try:
            if options["dry_run"]:
                self._say_courses(plan_courses(), " (dry run: nothing was changed)")
                return
            loaded = load_shipped(terms=terms)
        except ShippedCoursesError as error:
            raise CommandError("\n".join([f"Nothing was loaded: {error}.", *error.problems])) from error
        self._say_courses(loaded.plans)
        for programme in loaded.programmes:
            self._say_programme(programme, terms)

    def _say_courses(self, plans: list[Plan], note: str = "") -> None:
        for plan in plans:
            self.stdout.write(f"  {plan.course['code']}: {plan.action.value}")
        counts = Counter(plan.action for plan in plans)
        words = ", ".join(f"{counts[action]} {action.value}" for action in Action)
        self.stdout.write(f"Courses: {words}{note}")

    def _say_programme(self, loaded: ProgrammeLoaded, terms: Terms) -> None:
        code = loaded.programme.code
        if loaded.courses_added:
            courses = "1 course" if loaded.courses_added == 1 else f"{loaded.courses_added} courses"
            self.stdout.write(
                f"Programme {code}: {'new, ' if loaded.created else ''}{courses} added, in force "
                f"from {terms.starts:%d %B %Y}, due by {terms.due:%d %B %Y}"
            )
        else:
            self.stdout.write(f"Programme {code}: left as it is")
        for name in loaded.drafts:
            self.stdout.write(f"  asks nobody until it is narrowed and approved: “{name}”")


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is not a date such as 2026-04-01") from error


def _terms(starts: dt.date | None, due: dt.date | None, starter_days: int) -> Terms:
    starts = starts or clock.today()
    due = due or starts + dt.timedelta(days=DAYS_TO_FINISH)
    if due <= starts:
        raise CommandError(f"--due must be after --starts: {due} is not after {starts}.")
    if not 1 <= starter_days <= 366:
        raise CommandError("--starter-days must be from 1 to 366.")
    return Terms(starts=starts, due=due, starter_days=starter_days)
