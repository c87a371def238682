"""``manage.py import_staff``: the staff file, from a terminal or a nightly script."""

import datetime as dt
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from lms.core.tables.limits import MOST_BYTES
from lms.organisation.staff_file.services import Report, Upload, apply_staff_file, check_staff_file
from lms.people.models import User, fold_email

MOST_SHOWN = 200


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # the server's start makes them; they take as long as the import
    help = (
        "Bring staff, units and managers up to date from a CSV or XLSX file. All or nothing: one bad row and nothing "
        "is applied, unless --skip-bad-rows is given. The format is in docs/operators/staff-file.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the staff file: CSV (UTF-8, commas) or XLSX")
        parser.add_argument("--units", metavar="FILE", help="units as CSV; otherwise the sheet “units” of an XLSX file")
        parser.add_argument("--effective-from", metavar="DATE", help="changes are true from this day (default: today)")
        parser.add_argument("--full", action="store_true", help="the file holds everybody: who is missing has left")
        parser.add_argument("--skip-bad-rows", action="store_true", help="apply the good rows and name the bad ones")
        parser.add_argument("--approved-by", metavar="EMAIL", help="who approved a file that the guard holds back")
        parser.add_argument("--dry-run", action="store_true", help="say what would change; change nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, **options) -> None:
        upload = Upload(
            file_name=Path(options["file"]).name,
            data=_contents(options["file"]),
            units=_contents(options["units"]) if options["units"] else None,
            effective_from=_date(options["effective_from"]),
            full=options["full"],
            skip_bad_rows=options["skip_bad_rows"],
        )
        approver = _approver(options["approved_by"])
        try:
            if options["dry_run"]:
                report = check_staff_file(upload=upload, approved_by=approver, progress=self._progress)
            else:
                report = apply_staff_file(upload=upload, approved_by=approver, progress=self._progress)
        except OperationalError:
            raise CommandError("The database is busy or cannot be reached. Nothing was applied; try again.") from None
        if options["json"]:
            self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False))
        else:
            self._print(report, dry_run=options["dry_run"])
        if report.refused:
            raise CommandError(_refusal(report))

    def _progress(self, words: str) -> None:
        self.stderr.write(f"{words} …", style_func=str)

    def _print(self, report: Report, *, dry_run: bool) -> None:
        for label, notes in (("", report.plan.faults), ("Warning: ", report.plan.warnings)):
            for note in notes[:MOST_SHOWN]:
                told = note.as_dict()
                where = ", ".join(
                    part for part in (f"row {note.row}" if note.row else "", told["column"] or "") if part
                )
                self.stderr.write(f"{label}{where or 'the file'}: {told['message']} ({note.code})", style_func=str)
            if len(notes) > MOST_SHOWN:
                self.stderr.write(f"… and {len(notes) - MOST_SHOWN:,} more. --json lists them all.", style_func=str)
        if report.plan.refused:
            return
        counts = ", ".join(f"{count:,} {kind}" for kind, count in report.plan.counts.items())
        self.stdout.write(f"{'Would be: ' if report.staff_import is None else ''}{counts}")
        if report.staff_import:
            self.stdout.write(
                f"Import {report.staff_import.uuid}. To undo it: undo_staff_import {report.staff_import.uuid}"
            )
        elif dry_run:
            self.stdout.write("Nothing was written.")


def _contents(name: str) -> bytes:
    """The file's bytes, one more than we read at most: the reader says that it is too large."""
    try:
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CommandError(f"The file {name} cannot be read: {error.strerror or 'unknown reason'}.") from None


def _date(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--effective-from must be a date such as 2026-04-01, not {text}.") from None


def _approver(email: str | None) -> User | None:
    if email is None:
        return None
    user = User.objects.filter(email=fold_email(email), is_active=True).first()
    if user is None:
        raise CommandError(f"--approved-by must be the e-mail of somebody with an open account; {email} is not.")
    return user


def _refusal(report: Report) -> str:
    if report.plan.refused:
        return f"Nothing was applied: {len(report.plan.faults):,} faults."
    return "Nothing was applied. " + " ".join(report.plan.reasons) + " Give --approved-by."
