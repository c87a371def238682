"""``manage.py close_accounts``: the nightly job that ends what leavers and forgotten files leave behind."""

from django.core.management.base import BaseCommand, CommandParser

from lms.core.clock import today
from lms.organisation.hr.uploads import discard_old_uploads
from lms.organisation.staff_file.accounts import close_accounts_of_leavers, leavers_with_open_accounts


class Command(BaseCommand):
    help = (
        "Close the accounts of people whose last job is over, and delete uploaded staff files that nobody decided "
        "about for 14 days. For every night; safe to repeat."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say how many accounts would close; change nothing")

    def handle(self, *args, **options) -> None:
        if options["dry_run"]:
            count = leavers_with_open_accounts(today=today()).count()
            self.stdout.write(f"{count:,} accounts would be closed. Nothing was changed.")
            return
        closed = close_accounts_of_leavers(today=today())
        deleted = discard_old_uploads()
        self.stdout.write(f"{closed:,} accounts closed, {deleted:,} uploaded files deleted.")
