"""``manage.py import_school_terms``: when the schools are in, for what opens in term time only."""

from django.core.management.base import CommandParser

from inclusion_map.geodata.command import LoadingCommand, source_file
from inclusion_map.geodata.services import load_school_terms


class Command(LoadingCommand):
    help = (
        "Make the school terms exactly those of a CSV with the columns name, first_day and last_day, all or nothing. "
        "Both days are included; a half-term holiday lies between two terms. See docs/operators/geodata.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", metavar="FILE", help="CSV")

    def handle(self, *args, **options) -> None:
        self.load(load_school_terms, file=source_file(options["file"]), dry_run=options["dry_run"])
