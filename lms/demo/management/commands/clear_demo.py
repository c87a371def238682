"""Taking the demonstration council away."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lms.demo.clearing import Cleared, InUseError, clear_demo


class Command(BaseCommand):
    help = (
        "Remove the demonstration council: its people, units, learning, courses and programmes, and what its people "
        "did since. What was there before, and what is yours, stays. Refuses when records of yours hang on it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what would go; change nothing.")
        parser.add_argument("--json", action="store_true", help="Print one JSON object and nothing else.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            cleared = clear_demo(dry_run=options["dry_run"])
        except InUseError as error:
            raise CommandError(
                f"Nothing was removed: records that are not the demonstration's hang on it: {error}. Remove or move "
                "those first."
            ) from error
        if options["json"]:
            self.stdout.write(json.dumps(_as_dict(cleared or Cleared())))
        elif cleared is None:
            self.stdout.write("There is no demonstration here.")
        else:
            self.report(cleared, dry_run=options["dry_run"])

    def report(self, cleared: Cleared, *, dry_run: bool) -> None:
        """What went and what stays."""
        gone = ", ".join(f"{count:,} {kind}" for kind, count in cleared.counts.items() if count)
        self.stdout.write(f"{'Would be removed' if dry_run else 'Removed'}: {gone}")
        if cleared.courses_kept:
            self.stdout.write(
                f"Courses kept, because others learnt or wrote in them: {', '.join(cleared.courses_kept)}"
            )
        if cleared.accounts_closed:
            self.stdout.write(
                f"Accounts closed and kept without a name, because of what they did: {cleared.accounts_closed}"
            )


def _as_dict(cleared: Cleared) -> dict[str, Any]:
    return {
        "counts": dict(cleared.counts),
        "courses_kept": cleared.courses_kept,
        "accounts_closed": cleared.accounts_closed,
    }
