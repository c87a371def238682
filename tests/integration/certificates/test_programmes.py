"""A whole programme earns one certificate of its own."""

import datetime as dt

import pytest

from certificates.models import Certificate
from certificates.services import issue_for
from tests.builders import (
    complete,
    exempt,
    make_course,
    make_person,
    make_programme,
)
from tests.certificates import files
from tests.integration.test_submitting_at_once import at_once

pytestmark = pytest.mark.django_db
TODAY, DAY = dt.date(2026, 3, 3), dt.timedelta(days=1)


def certified(programme) -> list[tuple[str, str | None]]:
    rows = Certificate.objects.filter(programme=programme).order_by("pk")
    return [(row.facts["completed_on"], row.facts["valid_until"]) for row in rows]


def test_the_last_course_of_a_programme_earns_one_more(programme):
    person = make_person("Ada Moss")
    confident, cyber, data = programme.courses
    for course, day in ((confident, dt.date(2025, 6, 1)), (cyber, dt.date(2025, 9, 1))):
        assert len(issue_for(completion=complete(person, course, day))) == 1
    own, whole = issue_for(completion=complete(person, data, TODAY))
    assert own.programme is None
    assert whole.says.title == "Digital confidence"
    assert whole.says.outcomes == ("Confident", "Cyber", "Data")
    # Whole from the last course on; no longer than the first of them is good.
    assert certified(programme) == [("2026-03-03", "2026-09-01")]
    assert set(whole.rests_on.values_list("course__code", flat=True)) == {"confident", "cyber", "data"}


def test_a_renewal_by_somebody_who_stayed_complete_earns_no_second(programme):
    person = make_person("Ada Moss")
    for course in programme.courses:
        issue_for(completion=complete(person, course, dt.date(2025, 6, 1)))
    issue_for(completion=complete(person, programme.courses[1], dt.date(2026, 5, 1)))
    assert certified(programme) == [("2025-06-01", "2026-06-01")]


def test_somebody_whose_course_expired_earns_a_new_one_when_whole_again(programme):
    person = make_person("Ada Moss")
    for course in programme.courses:
        issue_for(completion=complete(person, course, dt.date(2025, 6, 1)))
    issue_for(completion=complete(person, programme.courses[1], dt.date(2026, 6, 1)))
    assert certified(programme) == [("2025-06-01", "2026-06-01"), ("2026-06-01", "2027-06-01")]


def test_two_courses_on_the_last_day_earn_one_even_when_the_worker_was_late(programme):
    person = make_person("Ada Moss")
    confident, cyber, data = programme.courses
    issue_for(completion=complete(person, confident, TODAY - DAY))
    both = [complete(person, course, TODAY) for course in (cyber, data)]
    for completion in both:
        issue_for(completion=completion)
    assert len(certified(programme)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_courses_on_the_last_day_and_two_workers_at_once(private_files):
    courses = [make_course(code) for code in ("one", "two")]
    programme = make_programme(courses, starts=dt.date(2025, 1, 1), due=dt.date(2026, 12, 31))
    person = make_person("Ada Moss")
    both = [complete(person, course, TODAY) for course in courses]
    at_once(*[lambda one=one: issue_for(completion=one) for one in both])
    assert len(certified(programme)) == 1
    assert len(files(private_files)) == 3


def test_a_course_from_which_somebody_is_exempt_is_not_named(programme):
    person = make_person("Ada Moss")
    confident, cyber, data = programme.courses
    exempt(person, programme, dt.date(2025, 1, 1), course=data)
    issue_for(completion=complete(person, confident, TODAY - DAY))
    _own, whole = issue_for(completion=complete(person, cyber, TODAY))
    assert whole.says.outcomes == ("Confident", "Cyber")
