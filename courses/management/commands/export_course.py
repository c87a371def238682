"""Writes a course back to the form it is shipped in."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from wagtail.models import Locale

from courses.models import CoursePage
from courses.shipped.translating import as_po
from courses.shipped.writing import CannotExportError, as_yaml, course_of_page, drawings_of_page


class Command(BaseCommand):
    help = (
        "Writes a published course to a course file, with its pictures in a folder `images` beside it; or, with "
        "--language, the words of its translation to a gettext file, empty where nothing is translated yet."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="the course's code, for example cyber")
        parser.add_argument("file", type=Path, help="the file to write, for example cyber/course.yaml")
        parser.add_argument("--language", metavar="CODE", help="write its translation instead, to cyber/pl/course.po")

    def handle(self, *args: Any, **options: Any) -> None:
        code, file = options["code"], options["file"]
        page = CoursePage.objects.live().filter(course_code=code, locale=Locale.get_default()).first()
        if page is None:
            raise CommandError(f"There is no published course with the code {code}.")
        if options["language"]:
            self._export_translation(page, options["language"], file)
            return
        try:
            text, drawings = as_yaml(course_of_page(page)), drawings_of_page(page)
        except CannotExportError as error:
            raise CommandError(f"{code} was not exported: {error}.") from error
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            for name, content in drawings.items():
                path = file.parent / name
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"Wrote {file} with {len(page.lessons)} lessons, {len(page.bank)} questions in the bank")
        self.stdout.write(f"and {len(drawings)} pictures.")

    def _export_translation(self, page: CoursePage, language: str, file: Path) -> None:
        locale = Locale.objects.filter(language_code=language).first()
        if locale is None:
            raise CommandError(f"“{language}” is none of the site's languages (Wagtail: Settings, Locales).")
        with transaction.atomic():
            po = as_po(page, locale)
            transaction.set_rollback(True)  # looking at a translation does not bring it up to date
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            po.save(str(file))
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"Wrote {file}: {len(po.translated_entries())} of {len(po)} texts are translated.")
