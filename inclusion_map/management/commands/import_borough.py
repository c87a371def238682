"""``manage.py import_borough``: the borough's name, outline and wards."""

from django.core.management.base import CommandParser

from inclusion_map.geodata.command import LoadingCommand, source_file
from inclusion_map.geodata.services import load_borough


class Command(LoadingCommand):
    help = (
        "Make the borough's name, outline and wards exactly those given, all or nothing. Both files are GeoJSON in "
        "WGS 84 degrees; a ward has the properties ward_code and ward_name, or those of the Office for National "
        "Statistics (WD24CD, WD24NM). See docs/operators/geodata.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--name", required=True, help="what residents call the borough")
        parser.add_argument("--outline", required=True, metavar="FILE", help="GeoJSON with one shape")
        parser.add_argument("--wards", required=True, metavar="FILE", help="GeoJSON with a shape for each ward")

    def handle(self, *args, **options) -> None:
        self.load(
            load_borough,
            name=options["name"],
            outline=source_file(options["outline"]),
            wards=source_file(options["wards"]),
            dry_run=options["dry_run"],
        )
