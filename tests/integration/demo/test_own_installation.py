"""The demonstration keeps its hands off what is somebody's own."""

import json

import pytest
from django.core.management import CommandError, call_command

from courses.models import (
    AudienceRule,
    Course,
    CoursePage,
    CourseVersion,
    Programme,
    ProgrammeCourse,
)
from lms.core.models import CouncilSettings
from lms.demo.building import build_demo
from lms.demo.clearing import clear_demo
from lms.demo.models import DemoBuild
from lms.people.models import Person, User
from tests.builders import make_person
from tests.integration.demo.helpers import DAY, headline, held, run


@pytest.mark.django_db
def test_nothing_is_added_to_somebodys_own_installation(capsys):
    make_person("Ada Moss")
    out, err = run("build_demo", "--json", capsys=capsys)
    assert json.loads(out) == {"people": [], "counts": {}}
    assert "1 person of your own is here" in err
    assert Person.objects.count() == 1
    assert not DemoBuild.objects.exists()


@pytest.mark.django_db
def test_a_real_service_has_to_say_that_it_is_one_for_demonstration(settings):
    settings.SETTINGS_MODULE = "lms.settings.production"
    with pytest.raises(CommandError, match="--yes-this-is-a-demonstration"):
        call_command("build_demo")
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_dry_run_says_what_would_be_made(capsys):
    out, _err = run("build_demo", "--dry-run", capsys=capsys)
    assert "60 staff" in out
    assert not Person.objects.exists()
    assert not Course.objects.exists()


@pytest.mark.django_db
def test_what_was_there_before_is_as_it_was():
    call_command("load_courses", "--starts", "2027-01-04", "--due", "2027-06-30", verbosity=0)
    call_command("load_pages", verbosity=0)
    User.objects.create_superuser("root@council.example", "a long enough password")
    council = CouncilSettings.objects.get_or_create(site_id=1)[0]
    council.council_name = "Anytown"
    council.save()

    def facts() -> list:
        return [
            held(),
            list(Programme.objects.values()),
            list(ProgrammeCourse.objects.values()),
            list(AudienceRule.objects.values()),
            list(CourseVersion.objects.values("uuid", "number", "published_at", "digest")),
            list(CoursePage.objects.values("pk", "title", "course_id", "live", "shipped_digest")),
            list(CouncilSettings.objects.values()),
            list(User.objects.values_list("email", flat=True)),
        ]

    before = facts()
    build_demo(scale="small", seed=1)
    assert headline()["as_at"] == DAY.isoformat()
    assert headline()["total"]["met"] > 0
    clear_demo()
    assert facts() == before
