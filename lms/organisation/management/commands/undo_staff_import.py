"""``manage.py undo_staff_import ID``: the inverse of one import."""

from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from lms.organisation.models import StaffImport
from lms.organisation.staff_file.undo import CannotUndoError, undo_staff_import, why_not


class Command(BaseCommand):
    help = "Undo one staff import: everything it changed is as it was before. Refuses when later changes stand on it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", help="the import’s ID, as import_staff printed it")
        parser.add_argument("--dry-run", action="store_true", help="say whether it can be undone; change nothing")

    def handle(self, *args, **options) -> None:
        staff_import = _find(options["id"])
        try:
            if options["dry_run"]:
                if reason := why_not(staff_import):
                    raise CommandError(reason)
                self.stdout.write("It can be undone. Nothing was changed.")
                return
            undo_staff_import(staff_import=staff_import)
        except CannotUndoError as refusal:
            raise CommandError(str(refusal)) from None
        except OperationalError:
            raise CommandError("The database is busy or cannot be reached. Nothing was undone; try again.") from None
        counts = staff_import.counts
        self.stdout.write(
            f"Undone: {counts.get('created', 0):,} created, {counts.get('changed', 0):,} changed, "
            f"{counts.get('ended', 0):,} ended."
        )


def _find(text: str) -> StaffImport:
    try:
        staff_import = StaffImport.objects.filter(uuid=UUID(text)).first()
    except ValueError:
        staff_import = None
    if staff_import is None:
        raise CommandError(f"There is no staff import {text}.")
    return staff_import
