"""``manage.py import_places``: places, services and times from a spreadsheet."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from inclusion_map.transfer.services import PlacesImport, import_places
from lms.core.tables.limits import MOST_BYTES

MOST_SHOWN = 200


class Command(BaseCommand):
    help = (
        "Bring in places of digital help from an XLSX file with any of the sheets organisations, places, services, "
        "opening_rules and opening_exceptions, or from a CSV file (UTF-8, commas) of places alone. export_places "
        "writes such a file. One fault and nothing is changed; what the file does not name is left alone; the same "
        "file again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the file: XLSX or CSV")
        parser.add_argument("--dry-run", action="store_true", help="say what would change; change nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, **options) -> None:
        path = Path(options["file"])
        try:
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise CommandError(f"The file {path} cannot be read: {error.strerror or 'unknown reason'}.") from None
        try:
            done = import_places(file_name=path.name, data=data, dry_run=options["dry_run"])
        except OperationalError:
            raise CommandError("The database is busy or cannot be reached. Nothing was changed; try again.") from None
        if options["json"]:
            self.stdout.write(json.dumps(done.as_dict(), ensure_ascii=False))
        else:
            self._print(done, dry_run=options["dry_run"])
        if done.errors:
            faults = len(done.errors)
            raise CommandError(f"Nothing was changed: {faults:,} fault{'s' if faults != 1 else ''}.")

    def _print(self, done: PlacesImport, *, dry_run: bool) -> None:
        for label, notes in (("", done.errors), ("Warning: ", done.warnings)):
            for note in notes[:MOST_SHOWN]:
                self.stderr.write(f"{label}{note.where}: {note.message} ({note.code})", style_func=str)
            if len(notes) > MOST_SHOWN:
                self.stderr.write(f"… and {len(notes) - MOST_SHOWN:,} more. --json lists them all.", style_func=str)
        if done.errors:
            return
        for name, each in done.sheets.items():
            self.stdout.write(
                f"{name}: {each.rows:,} rows, {each.created:,} new, {each.changed:,} changed, "
                f"{each.removed:,} removed, {each.unchanged:,} as they were"
            )
        if dry_run:
            self.stdout.write("This was a dry run: nothing was changed.")
