"""What an editor sees about the people a change concerns."""

from typing import TYPE_CHECKING, Any

from wagtail.admin.panels import Panel

from courses.content.impact import people_asked_again
from lms.core import clock

if TYPE_CHECKING:
    from courses.content.models import CoursePage


class ChangePanel(Panel):
    """Says what each class of change would ask, in numbers, before the editor chooses one."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/admin/change_panel.html"
        instance: "CoursePage"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            course = self.instance.course
            return {
                **super().get_context_data(parent_context),
                "version": course.current_version if course else None,
                "people": people_asked_again(course, self.instance.redo_by or clock.today()),
            }
