"""What people type into a search box never breaks it, whatever the database."""

import pytest
from django.urls import reverse
from modelsearch.query import MATCH_ALL, Phrase, PlainText
from wagtail.search import index

from courses.models import CoursePage
from tests.course_pages import an_editor, published_course

pytestmark = pytest.mark.django_db

HOSTILE = ['"', 'count"ing', '("', "\x00", "count\x00ing", "'", "*", "-", "AND", "%", "\\", "NEAR(", "a:b", ""]


@pytest.mark.parametrize("typed", HOSTILE)
def test_an_editor_may_type_anything(client, typed):
    client.force_login(an_editor())
    page = published_course()
    listing = reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    for address in (listing, reverse("wagtailadmin_pages:search"), reverse("wagtailimages:index")):
        assert client.get(address, {"q": typed}).status_code == 200


def test_a_quote_does_not_hide_what_is_found():
    page = published_course()
    index.insert_or_update_object(page)  # the worker's job otherwise
    assert list(CoursePage.objects.search('"Counting" things')) == [page]
    assert list(CoursePage.objects.search(PlainText('Counting"'))) == [page]
    assert list(CoursePage.objects.search(Phrase("Counting things"))) == [page]
    assert list(CoursePage.objects.search(MATCH_ALL)) == [page]
    assert list(CoursePage.objects.search("\x00")) == []
