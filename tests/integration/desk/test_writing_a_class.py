"""A partner writes a class step by step, an editor decides, residents find it: real requests all the way."""

import datetime as dt
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Course, TaughtCourse
from lms.core.models import AuditEntry
from tests.desk import ABOUT, COST, FIRST, WHEN, WHO, decide, fill, form_values, letters, signed_in, write_class
from tests.teaching import draft_class

pytestmark = pytest.mark.django_db


def test_from_the_first_page_to_the_place_where_it_is_held(desk, editor, library):
    taught = write_class(desk, library)
    assert not taught.live
    assert Client().get("/courses/").content.decode().count("Use your phone") == 0

    sent = desk.post(f"/publish/{taught.uuid}/")
    assert sent.url == f"/publish/{taught.uuid}/sent/"
    assert "What happens next" in desk.get(sent.url).content.decode()
    (letter,) = letters()
    assert letter.to == [editor.email]
    assert "Use your phone" in letter.subject
    edit = reverse(TaughtCourse.snippet_viewset.get_url_name("edit"), args=[taught.pk])
    assert edit in letter.body

    at_work = signed_in(editor)
    assert "Use your phone" in at_work.get(edit).content.decode()
    returned = decide(at_work, taught, "reject", "Say which bus to take.")
    assert returned.status_code in (200, 302)
    (letter,) = letters()
    assert letter.to == ["pat@partner.example"]
    assert "Say which bus to take." in letter.body
    assert "/admin/" not in letter.body
    home = desk.get("/publish/").content.decode()
    assert "Say which bus to take." in home
    assert "Please change" in home

    assert fill(desk, f"/publish/{taught.uuid}/cost/", **{**COST, "how_to_book": "Take bus 3."}).status_code == 302
    desk.post(f"/publish/{taught.uuid}/")
    letters()
    decide(at_work, taught, "approve", "Thank you.")
    (letter,) = letters()
    assert letter.subject == "Your class is on the site: Use your phone"
    assert "/courses/classes/use-your-phone/" in letter.body

    taught = TaughtCourse.objects.get()
    assert (taught.live, taught.slug, taught.how_to_book) == (True, "use-your-phone", "Take bus 3.")
    assert Course.objects.get(taught_as=taught).title == "Use your phone"
    run = taught.runs.get()
    assert (run.weekdays, run.starts, run.ends) == ("TU,TH", dt.time(10), dt.time(12, 30))
    assert (run.first_day, run.last_day) == (FIRST, dt.date(2027, 3, 16))
    assert "Use your phone" in Client().get("/courses/").content.decode()
    page = Client().get("/courses/classes/use-your-phone/").content.decode()
    assert "Tuesdays and Thursdays, 10am to 12:30pm" in page
    assert "£12 for six weeks" in page
    assert "Use your phone" in Client().get(f"/digital-help/{library.slug}/").content.decode()
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["created_class", "submitted_class", "submitted_class"]


def test_pressing_twice_does_it_once(desk, provider, library):
    page = desk.get("/publish/new/")
    data = {**ABOUT, "uuid": form_values(page)["uuid"]}
    first, second = desk.post("/publish/new/", data), desk.post("/publish/new/", data)
    assert first.url == second.url
    taught = TaughtCourse.objects.get()
    when = f"/publish/{taught.uuid}/dates/at/{library.slug}/"
    shown = form_values(desk.get(when))
    for _ in range(2):
        assert desk.post(when, {**WHEN, **shown}).status_code == 302
    assert [one.uuid for one in taught.runs.all()] == [UUID(shown["run"])]
    fill(desk, f"/publish/{taught.uuid}/who/", **WHO)
    fill(desk, f"/publish/{taught.uuid}/cost/", **COST)
    for _ in range(2):
        assert desk.post(f"/publish/{taught.uuid}/").url == f"/publish/{taught.uuid}/sent/"
    assert TaughtCourse.objects.get().workflow_states.count() == 1
    assert AuditEntry.objects.filter(verb="submitted_class").count() == 1


def test_two_windows_lose_nothing(desk, provider):
    taught = draft_class(provider)
    about, who = f"/publish/{taught.uuid}/about/", f"/publish/{taught.uuid}/who/"
    stale_about, stale_who = form_values(desk.get(about)), form_values(desk.get(who))
    assert desk.post(about, {**ABOUT, "title": "From the first", "seen": stale_about["seen"]}).status_code == 302
    # Another step, opened before: both are kept.
    assert desk.post(who, {**WHO, "level": "work", "seen": stale_who["seen"]}).status_code == 302
    taught = TaughtCourse.objects.get()
    assert (taught.title, taught.level) == ("From the first", "work")
    # The same step, opened before: nothing is overwritten unseen, and nothing typed is lost.
    answer = desk.post(about, {**ABOUT, "title": "From the second", "seen": stale_about["seen"]})
    text = answer.content.decode()
    assert "From the first" in text
    assert 'value="From the second"' in text
    assert TaughtCourse.objects.get().title == "From the first"
    assert (
        desk.post(about, {**ABOUT, "title": "From the second", "seen": form_values(answer)["seen"]}).status_code == 302
    )
    assert TaughtCourse.objects.get().title == "From the second"


def test_an_unfinished_class_cannot_be_sent(desk, provider, library):
    taught = draft_class(provider, level="", is_free=None)
    text = desk.get(f"/publish/{taught.uuid}/").content.decode()
    assert "Before you can send it" in text
    assert "Send to the editor" not in text
    desk.post(f"/publish/{taught.uuid}/")
    assert not TaughtCourse.objects.get().workflow_in_progress
