"""Publishing a course by every route makes exactly one immutable version, and an unchanged one makes none."""

import datetime as dt
import threading

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, connections
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import Page

from courses.content.outline import lesson_questions
from courses.content.services import publish_version
from courses.content.signals import course_published
from courses.models import Course, CoursePage, CourseVersion
from lms.core.clock import now, today
from tests.builders import complete, make_person
from tests.course_pages import (
    a_lesson,
    a_question,
    an_editor,
    an_outcome,
    course_fields,
    draft_course,
    edit,
    published_course,
    republish,
)

pytestmark = pytest.mark.django_db

IN_SPRING = dt.date(2027, 3, 3)


def versions(page: CoursePage) -> list[tuple[int, str, dt.date | None]]:
    course = CoursePage.objects.get(pk=page.pk).course
    return list(course.versions.order_by("number").values_list("number", "change_class", "redo_by")) if course else []


# --- What a version keeps ---------------------------------------------------------------------------------------------


def test_the_first_publication_makes_the_course_and_its_version_1():
    fields = course_fields(minutes=12, validity_months=24, pass_percent=70)
    page = published_course(**{name: fields[name] for name in ("minutes", "validity_months", "pass_percent")})

    version = page.course.versions.get()
    assert (page.course.code, page.course.slug, page.course.title) == ("counting", "counting", "Counting things")
    assert page.course_code == "counting"
    assert (version.number, version.minutes, version.validity_months) == (1, 12, 24)
    assert (version.pass_percent, version.questions_asked, len(version.digest)) == (70, 2, 64)
    assert version.page_revision_id == page.live_revision_id


def test_content_is_what_was_published_word_for_word():
    question, lesson = a_question("first"), a_lesson("Counting", a_question("practice", None))
    page = published_course(bank=[question, a_question("second")], lessons=[lesson])

    content = page.course.current_version.content
    assert content["title"] == "Counting things"
    assert content["outcomes"] == [{"key": "count", "text": "count things"}]
    assert content["lessons"] == [
        {"id": lesson["id"], "key": "counting", "title": "Counting", "minutes": 4, "outcomes": []}
    ]
    first = content["questions"][0]
    assert first == {
        "id": question["id"],
        "key": "first",
        "outcome": "count",
        "kind": "one",
        "prompt": "Question first?",
        "options": [{"id": item["id"], **item["value"]} for item in question["value"]["options"]],
    }
    assert content["body"] == [lesson]
    (practice,) = lesson_questions(content, lesson["id"])
    assert [option["correct"] for option in practice["options"]] == [True, False, False]
    assert lesson_questions(content, "another") == []


def test_the_code_is_the_one_given_and_never_changes():
    page = published_course("counting-things", course_code="count")
    assert page.course.code == "count"

    page = republish(page, slug="sums", title="Sums", course_code="other", level="work")

    assert (page.course.code, page.course_code) == ("count", "count")
    assert (page.course.slug, page.course.title, page.course.level) == ("sums", "Sums", "work")


def test_two_courses_never_share_a_code():
    first = published_course("one", course_code="same")
    second = published_course("two", course_code="same")
    assert (first.course.code, second.course.code) == ("same", "same-2")


# --- Every route ------------------------------------------------------------------------------------------------------


def test_publishing_again_unchanged_makes_no_version():
    page = published_course()
    page.get_latest_revision().publish()
    republish(page)
    republish(page, search_description="For search engines only.")
    assert len(versions(page)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Counting more things"},
        {"summary": "Count more."},
        {"minutes": 30},
        {"validity_months": 6},
        {"pass_percent": 90},
        {"questions_asked": 1},
        {"lessons": [a_lesson("Adding")]},
        {"bank": [a_question("third"), a_question("fourth")]},
        {"outcomes": [an_outcome("count"), an_outcome("add")], "bank": [a_question("a"), a_question("b", "add")]},
    ],
    ids=lambda change: "-".join(change),
)
def test_any_change_of_what_is_taught_or_marked_makes_a_version(change):
    page = republish(published_course(), **change)
    assert versions(page) == [(1, "editorial", None), (2, "editorial", None)]


def test_scheduled_publishing_makes_the_version_when_it_goes_live():
    page = draft_course()
    with time_machine.travel(dt.datetime(2026, 9, 1, 9, tzinfo=dt.UTC), tick=False):
        edit(page, go_live_at=now() + dt.timedelta(days=2)).save_revision().publish()
        call_command("publish_scheduled")
        assert versions(page) == []
    with time_machine.travel(dt.datetime(2026, 9, 4, 9, tzinfo=dt.UTC), tick=False):
        call_command("publish_scheduled")
        call_command("publish_scheduled")
    assert versions(page) == [(1, "editorial", None)]


def test_a_scheduled_major_change_keeps_its_class_though_something_is_published_before():
    page = published_course()
    with time_machine.travel(dt.datetime(2026, 9, 1, 9, tzinfo=dt.UTC), tick=False):
        later = now() + dt.timedelta(days=9)
        draft = edit(page, title="Quite different", change_class="major", redo_by=IN_SPRING, go_live_at=later)
        scheduled = draft.save_revision()
        scheduled.publish()
        republish(page, title="A spelling", change_class="editorial", redo_by=None, go_live_at=None)
        scheduled.refresh_from_db()
        scheduled.approved_go_live_at = later
        scheduled.save()
    with time_machine.travel(dt.datetime(2026, 9, 11, 9, tzinfo=dt.UTC), tick=False):
        call_command("publish_scheduled")
    assert versions(page) == [(1, "editorial", None), (2, "editorial", None), (3, "major", IN_SPRING)]


def test_workflow_approval_makes_a_version_published_by_the_approver(client):
    author, approver = an_editor("author@council.example"), an_editor("approver@council.example")
    page = published_course()
    workflow = page.get_workflow()
    task = workflow.tasks.first().specific
    task.groups.add(*approver.groups.all())
    edit(page, title="Approved").save_revision(user=author)
    workflow.start(CoursePage.objects.get(pk=page.pk), author)
    client.force_login(approver)
    state = CoursePage.objects.get(pk=page.pk).current_workflow_task_state

    client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]), {"comment": ""})

    assert versions(page) == [(1, "editorial", None), (2, "editorial", None)]
    assert page.course.current_version.published_by == approver
    assert page.course.current_version.content["title"] == "Approved"


def bulk_publish(client, *pages, **extra):
    ids = "&".join(f"id={page.pk}" for page in pages)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(f"{url}?{ids}&next=/admin/", extra, follow=False)


def test_bulk_publishing_makes_one_version_each(client):
    client.force_login(an_editor())
    first, second = draft_course("one"), published_course("two")
    edit(second, title="Second, again").save_revision()

    assert bulk_publish(client, first, second).status_code == 302

    assert versions(first) == [(1, "editorial", None)]
    assert versions(second) == [(1, "editorial", None), (2, "editorial", None)]


def test_bulk_publishing_refuses_an_unfinished_course_and_says_why(client):
    client.force_login(an_editor())
    sound, unfinished = draft_course("one"), draft_course("two", outcomes=[])

    bulk_publish(client, sound, unfinished)

    assert versions(sound) == versions(unfinished) == []
    assert "Add at least one outcome" in client.get("/admin/").content.decode()


def test_an_unfinished_course_goes_live_by_no_route():
    page = draft_course(bank=[a_question("only")])
    with pytest.raises(ValidationError, match="the bank has 1"):
        page.save_revision().publish()
    assert not CoursePage.objects.get(pk=page.pk).live
    assert not Course.objects.exists()


def test_a_course_without_assessment_is_a_course():
    page = published_course(bank=[])
    assert page.course.current_version.content["questions"] == []


# --- What a version asks ----------------------------------------------------------------------------------------------


def test_the_first_version_asks_nobody_whatever_the_page_says():
    page = published_course(change_class="major", redo_by=IN_SPRING)
    assert versions(page) == [(1, "editorial", None)]


def test_each_class_of_change_is_kept_and_the_next_change_begins_as_editorial():
    page = published_course()
    page = republish(page, title="Two", change_class="minor")
    assert (page.change_class, page.redo_by) == ("editorial", None)
    page = republish(page, title="Three", change_class="major", redo_by=IN_SPRING)
    assert (page.change_class, page.redo_by) == ("editorial", None)
    assert page.get_latest_revision_as_object().change_class == "editorial"
    page = republish(page, title="Four")

    assert versions(page) == [
        (1, "editorial", None),
        (2, "minor", None),
        (3, "major", IN_SPRING),
        (4, "editorial", None),
    ]


def test_the_published_revision_keeps_the_class_it_was_published_with():
    page = republish(published_course(), title="Two", change_class="major", redo_by=IN_SPRING)
    assert page.live_revision.content["change_class"] == "major"
    page.live_revision.publish()
    assert len(versions(page)) == 2


def test_a_major_change_without_a_day_is_refused():
    page = published_course()
    with pytest.raises(ValidationError, match="by which day"):
        republish(page, title="Two", change_class="major")
    assert len(versions(page)) == 1


def test_the_signal_is_sent_once_a_version_on_commit(django_capture_on_commit_callbacks):
    heard = []

    def listen(version_id, **kwargs):
        heard.append(version_id)

    course_published.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            page = published_course()
            assert heard == []
        with django_capture_on_commit_callbacks(execute=True):
            republish(page)
    finally:
        course_published.disconnect(listen)
    assert heard == [page.course.versions.get().pk]


# --- What outlives the page -------------------------------------------------------------------------------------------


def test_deleting_the_page_loses_neither_course_nor_versions_nor_records():
    page = published_course()
    course, person = page.course, make_person("Ann Reader")
    completion = complete(person, course, today())

    Page.objects.get(pk=page.pk).delete()

    assert not CoursePage.objects.filter(pk=page.pk).exists()
    completion.refresh_from_db()
    assert completion.version.content["title"] == completion.course.title == "Counting things"
    with pytest.raises(ProtectedError):
        course.delete()


def test_a_page_written_again_carries_the_old_course_on():
    page = published_course()
    course = page.course
    page.delete()

    again = published_course(title="Counting, again")

    assert again.course == course
    assert [number for number, *_ in versions(again)] == [1, 2]


def test_a_copied_page_is_another_course():
    page = published_course()
    copy = page.copy(update_attrs={"slug": "copy", "title": "A copy"}, keep_live=False, log_action=None)
    copy.get_latest_revision().publish()

    copy.refresh_from_db()
    assert copy.course != page.course
    assert (copy.course.code, len(versions(copy)), len(versions(page))) == ("copy", 1, 1)


def test_an_alias_makes_no_version():
    page = published_course()
    alias = page.create_alias(update_slug="alias")
    republish(page, title="Two")
    alias.refresh_from_db()
    assert alias.live
    assert alias.title == "Two"
    assert CourseVersion.objects.count() == 2


def test_a_draft_older_than_the_first_publication_belongs_to_the_course_when_it_is_published():
    page = draft_course()
    old = edit(page, title="Old draft").save_revision()
    republish(page, title="Published")
    old.publish()
    page.refresh_from_db()
    assert page.course.title == "Old draft"
    assert len(versions(page)) == 2


def test_a_publication_overtaken_by_another_is_recorded_and_the_live_one_is_the_newest():
    page = published_course()
    first, second = edit(page, title="First").save_revision(), edit(page, title="Second").save_revision()
    second.publish()
    # The first went live before the second but comes to be recorded after it.
    publish_version(page=first.as_object(), revision=first, user=None)

    titles = [version.content["title"] for version in page.course.versions.order_by("number")]
    assert titles == ["Counting things", "Second", "First", "Second"]
    assert Course.objects.get().title == "Second"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time")
def test_two_publications_at_once_make_one_version_each():
    page = published_course()
    revisions = [edit(page, title=f"Edition {number}").save_revision() for number in (1, 2)]
    start, errors = threading.Barrier(2), []

    def publish(revision):
        try:
            start.wait()
            revision.publish()
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=publish, args=[revision]) for revision in revisions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    numbers = [number for number, *_ in versions(page)]
    assert numbers == list(range(1, len(numbers) + 1))
    recorded = {version.content["title"] for version in page.course.versions.all()}
    assert recorded == {"Counting things", "Edition 1", "Edition 2"}
    assert page.course.current_version.content["title"] == CoursePage.objects.get(pk=page.pk).title
