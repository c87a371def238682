"""A council editor changes a course so much that it must be done again, and is told whom that asks."""

import datetime as dt

from courses.models import CoursePage, CourseVersion
from lms.core.clock import today
from lms.core.jobs import run_waiting
from tests.browser.conftest import DESK
from tests.browser.town import Town


def test_publishing_a_major_change(open_as, town: Town):
    page = CoursePage.objects.get(course=town.confident)
    redo_by = today() + dt.timedelta(days=60)
    screen = open_as(town.editor, DESK)
    window = screen.page

    screen.visit(f"/admin/pages/{page.pk}/edit/")
    window.locator("#id_summary").fill("Rewritten from the beginning.")
    window.get_by_role("tab", name="This change").click()
    window.locator("#id_change_class").select_option("major")
    window.locator("#id_redo_by").fill(redo_by.isoformat())
    window.keyboard.press("Escape")
    window.get_by_role("button", name="More actions").last.click()
    window.get_by_role("button", name="Publish").last.click()

    window.wait_for_url("**/confirm/**")
    assert screen.reads("It asks 1 person to do the course again")
    assert CourseVersion.objects.filter(course=town.confident).count() == 1

    window.get_by_role("button", name="Publish", exact=True).click()
    window.wait_for_load_state("load")
    version = CourseVersion.objects.get(course=town.confident, number=2)
    assert (version.change_class, version.redo_by) == ("major", redo_by)
    assert version.content["summary"] == "Rewritten from the beginning."
    assert version.published_by == town.editor.user

    run_waiting()
    learner = open_as(town.finished)
    learner.visit("/learn/")
    assert learner.reads("The course has changed, so everyone does it again.")
