"""How a real council gets its standard pages."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from courses.api import ShippedCoursesError, no_file_without_its_row
from home.shipped_pages import PagesLoaded, load_pages


class Command(BaseCommand):
    help = (
        "Makes the home page, the course index and the pages about the site, accessibility, privacy, cookies and "
        "contact, in every language, and translates the shipped courses into the languages they come in. Run again, "
        "it changes nothing that an editor has changed, and brings pages nobody edited up to date."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be done and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with no_file_without_its_row(), transaction.atomic():
                loaded = load_pages()
                transaction.set_rollback(options["dry_run"])
        except ShippedCoursesError as error:
            raise CommandError("\n".join([f"Nothing was loaded: {error}.", *error.problems])) from error
        self._say(loaded, " (dry run: nothing was changed)" if options["dry_run"] else "")

    def _say(self, loaded: PagesLoaded, note: str) -> None:
        for name in loaded.made:
            self.stdout.write(f"  {name}: new")
        for name in loaded.updated:
            self.stdout.write(f"  {name}: updated")
        counts = f"{len(loaded.made)} new, {len(loaded.updated)} updated, {len(loaded.left)} left as they are"
        self.stdout.write(f"Pages: {counts}{note}")
