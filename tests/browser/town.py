"""A small council for the browser: two shipped courses, a team, and somebody for every page."""

import datetime as dt
import io
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtailmedia.models import get_media_model

from courses.api import open_requirements
from courses.models import Course, CoursePage, Programme
from courses.records.services import record_completion
from courses.shipped.loading import load_courses, plan_courses
from courses.shipped.site import EDITORS_GROUP
from courses.shipped.validate import course_folders
from home.models import HomePage, StandardPage
from lms.core.clock import today
from lms.core.jobs import run_waiting
from lms.organisation.models import Job, Role
from lms.people.models import Person
from tests.browser.borough import build_borough
from tests.builders import give_job, give_role, make_person, make_programme, make_unit, report_to
from tests.course_pages import a_lesson, a_question, published_course

SHIPPED = ("confident", "cyber")
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Town:
    """Who lives here. ``finished`` has done everything; ``nobody`` has a job and no team; ``visitor`` has no job."""

    programme: Programme
    confident: Course
    cyber: Course
    every_block: CoursePage
    learner: Person
    finished: Person
    without_email: Person
    manager: Person
    nobody: Person
    hr: Person
    other_hr: Person
    editor: Person
    visitor: Person


def build_town() -> Town:
    """Builds it, with real dates around today: the programme began ten weeks ago and fell due a week ago."""
    start, due = today() - 10 * WEEK, today() - WEEK
    folders = [folder for folder in course_folders() if folder.name in SHIPPED]
    load_courses(plans=plan_courses(folders))
    every_block = _every_block()
    confident, cyber = (Course.objects.get(code=code) for code in SHIPPED)
    programme = make_programme([confident, cyber], starts=start, due=due)
    people = _people()
    open_requirements(on=today())
    for course in (confident, cyber):
        version = course.current_version
        assert version is not None
        record_completion(
            person=people["finished"],
            course=course,
            version=version,
            completed_on=today() - 2 * WEEK,
            channel="facilitated",
            evidence="Sign-in list",
            by=people["hr"].user,
        )
    run_waiting()
    _standard_page()
    build_borough()
    return Town(programme=programme, confident=confident, cyber=cyber, every_block=every_block, **people)


def _people() -> dict[str, Person]:
    team = make_unit("C", name="Council")
    names = {
        "learner": "Lena Learner",
        "finished": "Femi Finished",
        "without_email": "Nora Noemail",
        "manager": "Mira Manager",
        "nobody": "Noah Nobody",
        "hr": "Hugo Records",
        "other_hr": "Hana Records",
        "editor": "Edna Editor",
        "visitor": "Vera Visitor",
    }
    people = {key: make_person(name, email="" if key == "without_email" else None) for key, name in names.items()}
    jobs: dict[str, Job] = {
        key: give_job(person, team, today() - 100 * WEEK) for key, person in people.items() if key != "visitor"
    }
    for key in ("learner", "finished", "without_email"):
        report_to(jobs[key], jobs["manager"])
    for number in range(12):  # so that figures may be published
        give_job(make_person(f"Colleague {number}"), team, today() - 100 * WEEK)
    for key, role in (("hr", Role.HR), ("other_hr", Role.HR), ("editor", Role.EDITOR)):
        give_role(people[key], role)
    editor = people["editor"].user
    assert editor is not None
    editor.groups.add(Group.objects.get(name=EDITORS_GROUP))
    return people


def _standard_page() -> None:
    page = StandardPage(
        title="About this service",
        slug="about",
        show_in_menus=True,
        body="<h2>What it is</h2><p>Short courses about digital work.</p><ul><li>One</li><li>Two</li></ul>",
    )
    HomePage.objects.get().add_child(instance=page)
    page.save_revision().publish()


def _every_block() -> CoursePage:
    """A course whose one lesson has every kind of block."""
    drawn = io.BytesIO()
    Picture.new("RGB", (640, 360), "#0b5a5e").save(drawn, "PNG")
    image = get_image_model().objects.create(title="Drawing", file=ImageFile(drawn, name="drawing.png"))
    film = get_media_model().objects.create(
        title="Film", type="video", duration=9, file=ContentFile(b"film", name="film.mp4")
    )
    words = "WEBVTT\n\n00:00.000 --> 00:04.000\nHello.\n"
    captions = get_document_model().objects.create(title="Captions", file=ContentFile(words.encode(), name="words.vtt"))
    handout = get_document_model().objects.create(title="A handout", file=ContentFile(b"Text", name="handout.txt"))
    box = {"title": "A box", "text": "<p>Some words.</p>"}
    values = [
        ("heading", "A heading"),
        ("image", {"image": image.pk, "alt": "A plain rectangle", "caption": "A caption"}),
        ("video", {"video": film.pk, "captions": captions.pk, "transcript": "<p>Hello.</p>"}),
        ("example", box),
        ("try_this", box),
        ("document", handout.pk),
        ("council_fact", {"fact": "it_help"}),
        ("confidence", {"moment": "before"}),
    ]
    blocks = [{"type": kind, "value": value} for kind, value in values]
    several = a_question("several", None, kind="several")
    return published_course(
        "every-block", title="Every block", lessons=[a_lesson("Everything", *blocks, a_question("one", None), several)]
    )
