"""Puts a certificate right."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from certificates.models import Certificate
from certificates.pdf.render import PdfUnavailableError
from certificates.selectors import certificate_by_code
from certificates.services import read_pdf, reissue_certificate


class Command(BaseCommand):
    """`manage.py reissue_certificate CODE`: see docs/operators/jobs-and-certificates.md."""

    help = (
        "Draws one certificate again: with the holder's name as the staff record has it now, or because its file is "
        "damaged. The code stays, so that copies given away can still be checked; what stood before is kept with its "
        "file. Says so and changes nothing when the name is right and the file is whole."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="The code, with or without hyphens.")
        parser.add_argument("--reason", default="", help="Why, for the record. Default: what was found.")
        parser.add_argument("--dry-run", action="store_true", help="Only say what would change.")

    def handle(self, *, code: str, reason: str, dry_run: bool, **options) -> None:
        found = certificate_by_code(code)
        if found is None:
            raise CommandError("No certificate has this code.")
        grounds = self._grounds(found)
        if not grounds:
            self.stdout.write("Nothing to put right: the name is as in the staff record and the file is whole.")
            return
        for ground in grounds:
            self.stdout.write(ground)
        if dry_run:
            self.stdout.write("Nothing was changed.")
            return
        try:
            done = reissue_certificate(certificate=found, reason=reason or " ".join(grounds), by=None)
        except (PdfUnavailableError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Issued again as revision {done.revision}.")

    def _grounds(self, certificate: Certificate) -> list[str]:
        grounds = []
        if certificate.says.holder != certificate.person.display_name:
            grounds.append("The name on it is not the one in the staff record.")
        if read_pdf(certificate) is None:
            grounds.append("The file is missing or damaged.")
        return grounds
