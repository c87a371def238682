"""``manage.py import_postcodes``: where the borough's postcodes are, and those near it."""

from django.core.management.base import CommandParser

from inclusion_map.geodata.command import LoadingCommand, source_file
from inclusion_map.geodata.services import NEARBY_METRES, load_postcodes


class Command(LoadingCommand):
    help = (
        "Make the postcodes exactly those of the files, all or nothing. A file is Ordnance Survey's Code-Point Open as "
        "it is downloaded (a zip, or one CSV out of it; needs --district), or a CSV with the columns postcode, "
        "latitude, longitude and ward_code (inside the borough) or district_code (near it). See "
        "docs/operators/geodata.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("files", nargs="+", metavar="FILE", help="a zip or CSV; together they are all there is")
        parser.add_argument("--district", default="", metavar="CODE", help="the borough's official code: E09000001")
        parser.add_argument(
            "--nearby",
            type=_metres,
            default=NEARBY_METRES,
            metavar="METRES",
            help=f"how far around the borough to go in Code-Point Open (default: {NEARBY_METRES}; 0: not at all)",
        )

    def handle(self, *args, **options) -> None:
        self.load(
            load_postcodes,
            files=[source_file(name) for name in options["files"]],
            district=options["district"].strip(),
            nearby_metres=options["nearby"],
            dry_run=options["dry_run"],
        )


def _metres(text: str) -> int:
    metres = int(text)
    if not 0 <= metres <= 50_000:
        raise ValueError(text)
    return metres


_metres.__name__ = "number of metres up to 50,000"  # argparse says "invalid … value"
