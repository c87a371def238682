"""``manage.py export_places``: places, services and times as a spreadsheet."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from inclusion_map.models import Place
from inclusion_map.transfer.services import export_csv, export_workbook


class Command(BaseCommand):
    help = (
        "Write every place of digital help to a file, drafts too: XLSX with the sheets organisations, places, "
        "services, opening_rules and opening_exceptions, or CSV of the places alone, by the ending of its name. "
        "Brought back by import_places it changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="where to write: a name that ends in .xlsx or .csv")

    def handle(self, *args, **options) -> None:
        path = Path(options["file"])
        if path.suffix not in (".xlsx", ".csv"):
            raise CommandError(f"The name {path.name} ends in neither .xlsx nor .csv.")
        data = export_workbook() if path.suffix == ".xlsx" else export_csv().encode("utf-8-sig")
        try:
            path.write_bytes(data)
        except OSError as error:
            raise CommandError(f"The file {path} cannot be written: {error.strerror or 'unknown reason'}.") from None
        places = Place.objects.count()
        self.stdout.write(f"{places:,} place{'s' if places != 1 else ''} written to {path}.")
