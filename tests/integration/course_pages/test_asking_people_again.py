"""How many people a change asks to do the course again, said before it is published."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from courses.content.impact import people_asked_again
from courses.models import CoursePage
from lms.core.clock import today
from tests.builders import complete, give_job, make_person, make_unit, publish
from tests.course_editor import errors_of, form_data, save, staff_who_completed, versions
from tests.course_pages import (
    an_editor,
    draft_course,
    edit,
    published_course,
)

pytestmark = pytest.mark.django_db

NEXT_YEAR = dt.date(today().year + 1, 3, 3)


def test_people_asked_are_those_who_work_here_and_whose_completion_counts_today():
    page = published_course()
    course, unit, day = page.course, make_unit("Parks"), today()
    version = course.current_version

    def somebody(name: str, until: dt.date | None = None):
        person = make_person(name)
        give_job(person, unit, dt.date(2020, 1, 1), until)
        return person

    complete(somebody("Counts Now"), course, day)
    twice = somebody("Counts Twice")
    complete(twice, course, day - dt.timedelta(days=9), version=version)
    complete(twice, course, day)
    complete(somebody("Has Left", until=day), course, day)
    complete(somebody("Was Revoked"), course, day, revoked=day)
    complete(make_person("Never Employed"), course, day)
    somebody("Never Learnt")

    assert people_asked_again(course, NEXT_YEAR) == 2
    publish(course, published=day - dt.timedelta(days=1), redo_by=day)
    assert people_asked_again(course, NEXT_YEAR) == 0
    assert people_asked_again(None, NEXT_YEAR) == 0


def test_the_editor_sees_the_numbers_beside_the_choice(editor):
    page = published_course()
    staff_who_completed(page, 3)
    body = " ".join(editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode().split())
    assert "3 people have a completion that is good today" in body
    assert "asks 3 people to do the course again" in body


def major_change(editor, page):
    return save(
        editor, page, action="publish", title="Counting anew", change_class="major", redo_by=NEXT_YEAR.isoformat()
    )


def test_a_major_change_is_confirmed_with_its_number_before_it_is_published(editor):
    page = published_course()
    staff_who_completed(page, 4)

    response = major_change(editor, page)
    assert response.status_code == 302
    confirm = response["Location"]
    assert versions(page) == [(1, "editorial")]

    asks = " ".join(editor.get(confirm).content.decode().split())
    assert "<strong>4 people</strong>" in asks
    assert f"to do the course again by 3 March {NEXT_YEAR.year}" in asks

    editor.post(confirm)
    assert versions(page) == [(1, "editorial"), (2, "major")]
    assert page.course.current_version.redo_by == NEXT_YEAR


def test_going_back_loses_nothing(editor):
    page = published_course()
    confirm = major_change(editor, page)["Location"]
    back = re.search(r'href="([^"]+)">Go back', editor.get(confirm).content.decode()).group(1)

    body = editor.get(back).content.decode()
    assert "Counting anew" in body
    assert re.search(r'value="major"[^>]*(checked|selected)', body)
    assert versions(page) == [(1, "editorial")]


def test_what_somebody_saved_meanwhile_is_not_published_unseen(editor):
    page = published_course()
    confirm = major_change(editor, page)["Location"]
    edit(page, title="Somebody else's").save_revision()
    response = editor.post(confirm)
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert versions(page) == [(1, "editorial")]


def test_only_who_may_publish_may_confirm(editor, client):
    page = published_course()
    confirm = major_change(editor, page)["Location"]
    stranger = an_editor("reader@council.example")
    stranger.groups.clear()
    client.force_login(stranger)
    assert client.post(confirm).status_code in (302, 403)
    client.logout()
    assert client.post(confirm).status_code == 302
    assert versions(page) == [(1, "editorial")]


def test_editorial_and_minor_changes_and_first_versions_are_not_asked_about(editor):
    page = draft_course()
    assert major_change(editor, page)["Location"] == reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    save(editor, page, action="publish", title="Three", change_class="minor")
    assert versions(page) == [(1, "editorial"), (2, "minor")]


def test_a_major_change_of_nothing_is_refused(editor):
    page = published_course()
    save(editor, page, action="publish", title="As posted")
    # Posting the same words again: what is taught does not differ, though blocks may be new.
    response = editor.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        {**same_words(page), "change_class": "major", "redo_by": NEXT_YEAR.isoformat(), "action-publish": "yes"},
    )
    assert "Nothing differs from version 2" in errors_of(response)["change_class"][0]


def same_words(page: CoursePage) -> dict:
    """The form's data for the page as it is, block identities included."""
    data = form_data(title="As posted")
    page = CoursePage.objects.get(pk=page.pk)
    for name in ("outcomes", "lessons", "bank"):
        for index, block in enumerate(getattr(page, name)):
            data[f"{name}-{index}-id"] = block.id
    for index, block in enumerate(page.lessons):
        for inner, child in enumerate(block.value["body"]):
            data[f"lessons-{index}-value-body-{inner}-id"] = child.id
            data[f"lessons-{index}-value-body-{inner}-value"] = rich_text(child.value.source)
    for index, block in enumerate(page.bank):
        for inner, item in enumerate(block.value["options"].bound_blocks):
            data[f"bank-{index}-value-options-{inner}-id"] = item.id
    return data


def test_the_day_of_a_major_change_lies_ahead(editor):
    page = published_course()
    response = save(editor, page, action="publish", title="New", change_class="major", redo_by=today().isoformat())
    assert "Choose a day after" in errors_of(response)["redo_by"][0]


def test_bulk_publishing_asks_about_major_changes_once(editor):
    page = published_course()
    staff_who_completed(page, 2)
    edit(page, title="Anew", change_class="major", redo_by=NEXT_YEAR).save_revision()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={page.pk}&next=/admin/"

    asks = " ".join(editor.post(url).content.decode().split())
    assert "<strong>2 people</strong>" in asks
    assert versions(page) == [(1, "editorial")]
    editor.post(url, {"asked-again-confirmed": "yes"})
    assert versions(page) == [(1, "editorial"), (2, "major")]
