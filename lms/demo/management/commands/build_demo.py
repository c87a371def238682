"""The demonstration council."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.api import ShippedCoursesError
from lms.demo.building import NotEmptyError, build_demo, people_to_sign_in_as, plan_demo
from lms.demo.models import DemoBuild
from lms.demo.scales import SCALES

FOR_DEMONSTRATION = ("lms.settings.dev", "lms.settings.test")


class Command(BaseCommand):
    help = (
        "Make a demonstration council with a year of made-up learning behind it, and say whom to sign in as. Where "
        "there is a demonstration already, of whatever scale, it is kept; where there are people of your own, nothing "
        "is added. clear_demo takes it away again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        sizes = ", ".join(f"{scale.name} ({scale.staff:,} staff)" for scale in SCALES.values())
        parser.add_argument("--scale", choices=SCALES, default="small", help=f"{sizes}. Default: small.")
        parser.add_argument(
            "--seed", type=int, default=1, metavar="N", help="Another number, other people. Default: 1."
        )
        parser.add_argument("--json", action="store_true", help="Print one JSON object and nothing else.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be made; change nothing.")
        parser.add_argument(
            "--yes-this-is-a-demonstration",
            action="store_true",
            help="Needed with the settings of a real service: the people it makes can sign in with a known password.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.SETTINGS_MODULE not in FOR_DEMONSTRATION and not options["yes_this_is_a_demonstration"]:
            raise CommandError(
                "These are the settings of a real service, and the demonstration's people can sign in with a printed "
                "password, an administrator among them. If this service is for demonstration only, add "
                "--yes-this-is-a-demonstration."
            )
        build = DemoBuild.objects.first()
        if build is not None:
            self.stderr.write(f"Kept what was built before: {build}. clear_demo removes it.")
        elif options["dry_run"]:
            self.say(plan_demo(scale=options["scale"], seed=options["seed"]), [], as_json=options["json"])
            return
        else:
            build = self.build(options)
        if build is None:
            self.say({}, [], as_json=options["json"])
        else:
            self.say(build.counts, people_to_sign_in_as(build), as_json=options["json"])

    def build(self, options: dict[str, Any]) -> DemoBuild | None:
        """A new demonstration; None where this is somebody's own installation."""
        try:
            return build_demo(scale=options["scale"], seed=options["seed"], progress=self.stderr.write)
        except ShippedCoursesError as error:
            raise CommandError("\n".join([f"Nothing was built: {error}.", *error.problems])) from error
        except NotEmptyError as error:
            whose = "1 person of your own is" if error.people == 1 else f"{error.people:,} people of your own are"
            self.stderr.write(f"Nothing was added: {whose} here.")
            return None

    def say(self, counts: dict[str, int], people: list[dict[str, str]], *, as_json: bool) -> None:
        """What there is, and whom to sign in as."""
        if as_json:
            self.stdout.write(json.dumps({"people": people, "counts": counts}, indent=2))
            return
        if counts:
            self.stdout.write(", ".join(f"{count:,} {name}" for name, count in counts.items()))
        if people:
            self.stdout.write("\nSign in as one of these. All of them are made up.")
        for person in people:
            password = person["password"] or "(the password was changed)"
            self.stdout.write(f"  {person['role']:<12} {person['email']:<28} {password}")
