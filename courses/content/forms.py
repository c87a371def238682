"""The editor's form for a course: drafts may be unfinished; what is published may not."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.dateformat import format as format_date
from wagtail.admin.forms import WagtailAdminPageForm

from courses.content.choices import ChangeClass
from courses.content.drafts import digest_of, problems_of
from lms.core import clock

if TYPE_CHECKING:
    from courses.content.models import CoursePage


class CoursePageForm(WagtailAdminPageForm):
    """Says everything that keeps a course from being published, each beside the field it is in."""

    instance: "CoursePage"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.course_id and "course_code" in self.fields:
            self.fields["course_code"].disabled = True
            self.fields["course_code"].help_text = "Records hang on it, so it cannot change once published."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._check_code(cleaned)
        return cleaned

    def _check_code(self, cleaned: dict[str, Any]) -> None:
        code = cleaned.get("course_code")
        others = type(self.instance).objects.filter(course_code=code, locale_id=self.instance.locale_id)
        if code and others.exclude(pk=self.instance.pk).exists():
            self.add_error("course_code", f"Another course already has the code {code}.")

    def _post_clean(self) -> None:
        """Judges the page as it would be saved, which is known only once the form has filled it."""
        super()._post_clean()
        if self.is_deferred_validation or self.errors:
            return
        for problem in problems_of(self.instance):
            self.add_error(problem.field if problem.field in self.fields else None, problem.message)
        self._check_change()

    def _check_change(self) -> None:
        page = self.instance
        if page.change_class != ChangeClass.MAJOR:
            if page.redo_by:
                self.add_error("redo_by", "Only a major change has a day by which it must be done again.")
            return
        newest = page.course.current_version if page.course else None
        if newest is None:
            return
        if newest.digest == digest_of(page):
            self.add_error(
                "change_class",
                f"Nothing differs from version {newest.number}, so there is nothing to do again. "
                "Change the course first, or choose Editorial.",
            )
        day = self._takes_effect_on()
        if page.redo_by and page.redo_by <= day:
            self.add_error("redo_by", f"Choose a day after {format_date(day, 'j F Y')}, so that people have time.")

    def _takes_effect_on(self) -> dt.date:
        go_live_at = self.cleaned_data.get("go_live_at")
        return max(clock.today(), clock.local_date(go_live_at)) if go_live_at else clock.today()
