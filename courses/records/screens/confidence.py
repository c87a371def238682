"""What somebody's ratings say, with the names and addresses of what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass

from courses.content.blocks import CONFIDENCE_SCALE
from courses.content.models import Course, CoursePage
from courses.records.next_steps import NextStep
from courses.records.next_steps_from_ratings import LOW, RatedOutcome, RatingSays, next_steps_from_ratings
from courses.records.screens.way import course_url, lesson_url

Ratings = Mapping[str, Mapping[str, int]]
SCALE = {number: words.lower() for number, words in CONFIDENCE_SCALE}


@dataclass(frozen=True)
class RatingLine:
    """One outcome as it is now: ``before`` (None if it was not rated) and ``after`` from 1 to 5, and where to go."""

    text: str
    before: int | None
    after: int
    lessons: list[NextStep]
    courses: list[NextStep]

    @property
    def is_low(self) -> bool:
        """Whether there is something to do about it."""
        return self.after <= LOW

    @property
    def is_lower(self) -> bool:
        """Whether somebody is less sure than before: not rare, once they know what there is to know."""
        return self.before is not None and self.after < self.before

    @property
    def before_words(self) -> str:
        """The rating before the course in the scale's words; empty when there is none."""
        return SCALE[self.before] if self.before else ""

    @property
    def after_words(self) -> str:
        """The rating after the course in the scale's words."""
        return SCALE[self.after]


def rating_lines(course: Course, page: CoursePage, ratings: Ratings, here: int) -> list[RatingLine]:
    """What the ratings (moment → outcome key → 1 to 5) say in lesson ``here``; empty until they were given after the
    course. A course that is not taught now is not offered."""
    if not ratings.get("after"):
        return []
    values = [child.value for child in page.outcomes]
    outcomes = [RatedOutcome(value["key"], value["text"], list(value["goes_further"])) for value in values]
    taught = [list(child.value["outcomes"]) for child in page.lessons]
    says = next_steps_from_ratings(outcomes, taught, ratings.get("before", {}), ratings["after"], here=here)
    further = _taught_courses({code for one in says for code in one.goes_further})
    return [_line(course, page, one, further) for one in says]


def _line(course: Course, page: CoursePage, one: RatingSays, further: Mapping[str, Course]) -> RatingLine:
    return RatingLine(
        text=one.text,
        before=one.before,
        after=one.after,
        lessons=[
            NextStep(title=page.lessons[number - 1].value["title"], url=lesson_url(course, number))
            for number in one.lessons
        ],
        courses=[
            NextStep(title=further[code].title, url=course_url(further[code]))
            for code in one.goes_further
            if code in further
        ],
    )


def _taught_courses(codes: set[str]) -> dict[str, Course]:
    if not codes:
        return {}
    live = CoursePage.objects.live().filter(course__code__in=codes)
    return {course.code: course for course in Course.objects.filter(pk__in=live.values("course"))}
