"""``manage.py import_bank_holidays``: the days on which places keep other times."""

from django.core.management.base import CommandParser

from inclusion_map.geodata.command import LoadingCommand, source_file
from inclusion_map.geodata.services import ENGLAND_AND_WALES, load_bank_holidays


class Command(LoadingCommand):
    help = (
        "Make the bank holidays exactly those of the file, all or nothing: the JSON of "
        "https://www.gov.uk/bank-holidays.json, or a CSV with the columns date, title and kind. Without a file, those "
        "shipped with the code. See docs/operators/geodata.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", nargs="?", metavar="FILE", help="JSON or CSV (default: England and Wales, shipped)")
        parser.add_argument(
            "--division",
            default=ENGLAND_AND_WALES,
            help=f"the part of the country, in the government's JSON (default: {ENGLAND_AND_WALES})",
        )

    def handle(self, *args, **options) -> None:
        self.load(
            load_bank_holidays,
            file=source_file(options["file"]) if options["file"] is not None else None,
            division=options["division"],
            dry_run=options["dry_run"],
        )
