"""Writes a course back to the form it is shipped in."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Locale

from courses.models import CoursePage
from courses.shipped.writing import CannotExportError, as_yaml, course_of_page, drawings_of_page


class Command(BaseCommand):
    help = "Writes a published course to a course file, with its pictures in a folder `images` beside it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="the course's code, for example cyber")
        parser.add_argument("file", type=Path, help="the file to write, for example cyber/course.yaml")

    def handle(self, *args: Any, **options: Any) -> None:
        code, file = options["code"], options["file"]
        page = CoursePage.objects.live().filter(course_code=code, locale=Locale.get_default()).first()
        if page is None:
            raise CommandError(f"There is no published course with the code {code}.")
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
