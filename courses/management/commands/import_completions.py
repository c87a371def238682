"""``manage.py import_completions``: learning done elsewhere, from a file."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from courses.records.services import CompletionImport, import_completions
from lms.core.tables.limits import MOST_BYTES

MOST_SHOWN = 200


class Command(BaseCommand):
    help = (
        "Record learning done elsewhere from a CSV (UTF-8, commas) or XLSX file with the columns staff_no, "
        "course_code, completed_on and evidence. Dates are 2026-04-01 or 01/04/2026. One bad row and nothing is "
        "recorded; the same file again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the file: CSV or XLSX")
        parser.add_argument("--dry-run", action="store_true", help="say what would be recorded; record nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, **options) -> None:
        path = Path(options["file"])
        try:
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise CommandError(f"The file {path} cannot be read: {error.strerror or 'unknown reason'}.") from None
        try:
            done = import_completions(file_name=path.name, data=data, dry_run=options["dry_run"])
        except OperationalError:
            raise CommandError("The database is busy or cannot be reached. Nothing was recorded; try again.") from None
        if options["json"]:
            self.stdout.write(json.dumps(done.as_dict(), ensure_ascii=False))
        else:
            self._print(done, dry_run=options["dry_run"])
        if done.errors:
            faults = len(done.errors)
            raise CommandError(f"Nothing was recorded: {faults:,} fault{'s' if faults != 1 else ''}.")

    def _print(self, done: CompletionImport, *, dry_run: bool) -> None:
        for label, notes in (("", done.errors), ("Warning: ", done.warnings)):
            for note in notes[:MOST_SHOWN]:
                where = ", ".join(part for part in (f"row {note.row}" if note.row else "", note.column or "") if part)
                self.stderr.write(f"{label}{where or 'the file'}: {note.message} ({note.code})", style_func=str)
            if len(notes) > MOST_SHOWN:
                self.stderr.write(f"… and {len(notes) - MOST_SHOWN:,} more. --json lists them all.", style_func=str)
        if done.errors:
            return
        verb = "would be recorded" if dry_run else "recorded"
        self.stdout.write(f"{done.rows:,} rows: {done.created:,} {verb}, {done.unchanged:,} on record already.")
