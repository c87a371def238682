"""Who reaches a class at the desk, and who does not."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from courses.catalogue.permissions import is_partner
from lms.people.models import User
from tests.course_pages import an_editor
from tests.desk import ABOUT, FIRST, WHEN, signed_in
from tests.teaching import a_run, draft_class, live_class, make_partner, make_place, make_provider

pytestmark = pytest.mark.django_db


def test_nobody_but_its_own_people_reaches_a_class(provider, library, partner):
    taught = live_class(provider, a_run(library, FIRST))
    other = signed_in(make_partner(make_provider("Other")))
    ended = make_partner(
        provider, added_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), ended_at=dt.datetime(2027, 1, 4, 9, tzinfo=dt.UTC)
    )
    nobody = an_editor("nobody@council.example")
    run = taught.runs.get().uuid
    pages = ["", "about/", "who/", "dates/", "dates/where/", f"dates/at/{library.slug}/", "cost/", "copy/", "sent/"]
    pages += ["withdraw/", f"dates/{run}/cancel/"]
    for client in (other, signed_in(ended), signed_in(nobody)):
        for page in pages:
            assert client.get(f"/publish/{taught.uuid}/{page}").status_code == 404, page
            assert client.post(f"/publish/{taught.uuid}/{page}", {}).status_code in (404, 405), page
        assert client.post(f"/publish/{taught.uuid}/dates/{run}/remove/").status_code == 404
    assert signed_in(ended).get("/publish/").status_code == 404
    assert signed_in(nobody).get("/publish/").status_code == 404
    assert Client().get("/publish/").url == "/accounts/login/?next=/publish/"
    assert "Use your phone" not in other.get("/publish/").content.decode()
    assert signed_in(partner).get("/admin/").status_code == 302


def test_somebody_elses_number_is_refused(desk, provider, library):
    mine = draft_class(provider)
    theirs = live_class(make_provider("Other"), a_run(library, FIRST))
    data = {**ABOUT, "uuid": str(theirs.uuid)}
    assert desk.post("/publish/new/", data).status_code == 403
    answer = desk.post(f"/publish/{mine.uuid}/dates/at/{library.slug}/", {**WHEN, "run": str(theirs.runs.get().uuid)})
    assert answer.status_code == 403
    assert theirs.runs.get().weekdays == "TU"
    unpublished = make_place("Hidden House", published=False)
    assert desk.get(f"/publish/{mine.uuid}/dates/at/{unpublished.slug}/").status_code == 404
    assert "Hidden House" not in desk.get(f"/publish/{mine.uuid}/dates/where/?q=hidden").content.decode()


def test_people_are_added_to_a_provider_and_ended_by_command(clock):
    for _ in range(2):
        call_command("add_partner", "Open Door", "Pat@Partner.example", verbosity=0)
    user = User.objects.get(email="pat@partner.example")
    assert is_partner(user)
    clock.shift(60)
    call_command("add_partner", "open door", "pat@partner.example", end=True)
    assert not is_partner(user)
    with pytest.raises(CommandError, match="Nobody of that address"):
        call_command("add_partner", "Open Door", "pat@partner.example", end=True)


def test_a_class_may_be_called_quiz(provider, library):
    taught = live_class(provider, a_run(library, FIRST), title="Quiz")
    assert taught.slug == "quiz"
    assert Client().get("/courses/classes/quiz/").status_code == 200
