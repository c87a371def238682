"""Every lesson that comes with the product, and a question of each check: axe finds nothing and nothing runs off the
side, on a small phone and on a desk."""

from pathlib import Path

import pytest

from courses.shipped.loading import load_courses, plan_courses
from courses.shipped.validate import course_folders, load_course
from tests.browser.conftest import DESK, PHONE
from tests.browser.screens import Screen
from tests.browser.town import Town


def check_at_both_sizes(screen: Screen) -> None:
    for size in (PHONE, DESK):
        screen.resize(size)
        screen.check()


@pytest.mark.parametrize("folder", course_folders(), ids=lambda folder: folder.name)
def test_anybody_can_read_every_lesson_and_answer(open_as, town: Town, folder: Path):
    course = load_course(folder)
    load_courses(plans=plan_courses([folder]))
    screen = open_as(town.learner, PHONE)

    for number, lesson in enumerate(course["lessons"], start=1):
        assert screen.visit(f"/learn/{folder.name}/lessons/{number}/").ok
        assert screen.heading == lesson["title"]
        check_at_both_sizes(screen)
        assert all_pictures_are_there(screen) == sum("image" in block for block in lesson["blocks"])

    screen.visit(f"/learn/{folder.name}/check/")
    screen.press("Start the check")
    assert screen.page.url.endswith("/check/1/")
    check_at_both_sizes(screen)


def all_pictures_are_there(screen: Screen) -> int:
    """How many pictures the lesson shows, each of them loaded, described and wide enough to be made out."""
    pictures = screen.page.locator("main img")
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        assert picture.evaluate("image => image.decode().then(() => image.clientWidth)") >= 200
        assert picture.get_attribute("alt")
    return pictures.count()
