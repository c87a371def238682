"""Catches up with certificates."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from certificates.selectors import completions_without_certificate
from certificates.services import issue_for
from courses.models import Completion, Course
from lms.core.progress import ProgressBar


class Command(BaseCommand):
    """`manage.py issue_certificates`: see docs/operators/jobs-and-certificates.md."""

    help = (
        "Issues a certificate for every completion that has none, and adds the PDF to every certificate without one. "
        "The worker does this by itself as people complete courses; this is for completions from before, and for a "
        "machine that could draw no PDF then. Safe to repeat and to run beside the worker: nobody gets two."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--course", metavar="CODE", help="Only completions of this course.")
        parser.add_argument("--dry-run", action="store_true", help="Only say how many there are.")

    def handle(self, *, course: str | None, dry_run: bool, **options) -> None:
        rows = completions_without_certificate(self._course(course))
        ids = list(rows.values_list("pk", flat=True))
        if dry_run:
            self.stdout.write(f"{len(ids):,} completions have no certificate, or one without its PDF.")
            return
        bar = ProgressBar(self.stderr, len(ids), "completions")
        issued = failed = 0
        for number, pk in enumerate(ids, start=1):
            completion = Completion.objects.select_related("person", "course", "version").defer("version__content")
            try:
                issued += len(issue_for(completion=completion.get(pk=pk)))
            except Exception as error:
                # One that cannot be issued must not keep four thousand others waiting.
                failed += 1
                self.stderr.write(f"Completion {pk}: {type(error).__name__}")
            bar.show(number)
        self.stdout.write(f"Issued {issued:,} certificates for {len(ids) - failed:,} completions.")
        if failed:
            raise CommandError(f"{failed:,} completions have none yet: see above. Running this again tries them again.")

    def _course(self, code: str | None) -> Course | None:
        if code is None:
            return None
        found = Course.objects.filter(code=code).first()
        if found is None:
            raise CommandError(f"There is no course with the code {code}.")
        return found
