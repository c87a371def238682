"""What the loading commands have in common: reading files, saying what was done, and refusing without a traceback."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from inclusion_map.geodata.faults import GeodataError, SourceFile
from inclusion_map.geodata.services import Counts, Loaded

MOST_BYTES = 200_000_000


class LoadingCommand(BaseCommand):
    """All or nothing: what cannot be loaded whole changes nothing, and the command ends with 1."""

    requires_system_checks: list[str] = []  # the server's start makes them

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="check the files and say what would change; no more")

    def load(self, service: Callable[..., Loaded], *, dry_run: bool, **arguments: Any) -> None:
        """Calls the service and prints a line for each table, or what is wrong and nothing else."""
        try:
            loaded = service(dry_run=dry_run, **arguments)
        except GeodataError as error:
            for fault in error.faults:
                self.stderr.write(str(fault), style_func=str)
            faults = "1 fault" if len(error.faults) == 1 else f"{len(error.faults)} faults"
            raise CommandError(f"Nothing was loaded: {faults}.") from None
        except DatabaseError as error:
            raise CommandError(f"Nothing was loaded: the database refused ({error}).") from None
        for what, found in loaded.items():
            self.stdout.write(f"{what}: {_words(found)}")
        if dry_run:
            self.stdout.write("Nothing was written.")


def source_file(name: str) -> SourceFile:
    """A file named on the command line. Raises CommandError when it cannot be read or is too large."""
    path = Path(name)
    try:
        with path.open("rb") as file:
            # A pipe or a device may never end.
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise CommandError(f"{name} is not a file.")
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a name of a file"
        raise CommandError(f"The file {name!r} cannot be read: {reason}.") from None
    if len(data) > MOST_BYTES:
        raise CommandError(f"The file {name} is larger than {MOST_BYTES // 1_000_000} MB.")
    return SourceFile(path.name, data)


def _words(found: Counts | int) -> str:
    if isinstance(found, int):
        return f"{found:,}"
    return (
        f"{found.added:,} added, {found.changed:,} changed, {found.removed:,} removed, {found.unchanged:,} as they were"
    )
