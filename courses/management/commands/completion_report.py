"""The completion figure, on a terminal or for a machine."""

import datetime as dt
import json

from django.core.management.base import BaseCommand, CommandError

from courses.reporting.report import HEADER, WAYS, Report, UnknownUnitError, make_report, report_rows
from courses.requirements.models import Programme
from courses.requirements.selectors import headline_programme
from lms.core.clock import today
from lms.core.spreadsheets import csv_text


class Command(BaseCommand):
    help = (
        "Say how many staff have completed a programme as at any day, by the published definition: of all staff, and "
        "of those it is due from."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--programme", metavar="CODE", help="Default: the headline programme.")
        parser.add_argument("--as-at", metavar="DATE", help="As 2026-04-01. Default: today.")
        parser.add_argument("--unit", metavar="CODE", help="Only this unit and everything below it on that day.")
        parser.add_argument("--by", choices=WAYS, help="One line for each of these.")
        parser.add_argument("--format", choices=("table", "csv", "json"), default="table")

    def handle(self, *args, **options) -> None:
        try:
            as_at = dt.date.fromisoformat(options["as_at"]) if options["as_at"] else today()
        except ValueError as error:
            raise CommandError(f"“{options['as_at']}” is not a date. Write it like 2026-04-01.") from error
        if as_at.year < 1900:
            raise CommandError("That day is too long ago.")
        try:
            report = make_report(
                programme=self.programme(options["programme"]), as_at=as_at, unit=options["unit"], by=options["by"]
            )
        except UnknownUnitError as error:
            raise CommandError(str(error)) from error
        getattr(self, f"print_{options['format']}")(report)

    def programme(self, code: str | None) -> Programme:
        """The programme asked for, or a plain refusal."""
        programme = Programme.objects.filter(code=code).first() if code else headline_programme()
        if programme is None:
            known = ", ".join(Programme.objects.values_list("code", flat=True)) or "none yet: run load_courses"
            raise CommandError(f"No programme “{code or 'marked as the headline'}”. Programmes: {known}.")
        return programme

    def print_json(self, report: Report) -> None:
        """One JSON object and nothing else."""
        self.stdout.write(json.dumps(report.as_dict(), indent=2))

    def print_csv(self, report: Report) -> None:
        """The rows of the download."""
        self.stdout.write(csv_text(HEADER, report_rows(report)), ending="")

    def print_table(self, report: Report) -> None:
        """The headline as a sentence, then a line a group."""
        total = report.total
        self.stdout.write(f"{report.programme.title}, as at {report.as_at:%-d %B %Y}")
        self.stdout.write(
            f"{total.met} of {total.staff} staff have completed it: {words(total.of_all_staff)} of all staff, "
            f"{words(total.of_those_due)} of those it is due from. {total.ever} completed it at least once."
        )
        names = ["", "staff", "met", "excused", "not yet due", "overdue", "of all", "of due"]
        rows = [
            [
                group.name,
                *(
                    str(count)
                    for count in (figure.staff, figure.met, figure.excused, figure.not_yet_due, figure.overdue)
                ),
                words(figure.of_all_staff),
                words(figure.of_those_due),
            ]
            for group in report.groups
            for figure in [group.figure]
        ]
        if rows:
            widths = [max(len(row[n]) for row in [names, *rows]) for n in range(len(names))]
            for row in [names, *rows]:
                cells = [
                    cell.ljust(width) if n == 0 else cell.rjust(width)
                    for n, (cell, width) in enumerate(zip(row, widths, strict=True))
                ]
                self.stdout.write("  ".join(cells).rstrip())


def words(percent: float | None) -> str:
    """A percentage for a reader; of nobody there is none."""
    return "–" if percent is None else f"{percent} %"
