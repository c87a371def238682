"""A partner writes a class on a phone without JavaScript, an editor approves it, a resident finds it."""

import datetime as dt
from types import SimpleNamespace

from django.urls import reverse

from courses.models import TaughtCourse
from lms.core.clock import today
from tests.browser.conftest import DESK, PHONE
from tests.browser.town import Town
from tests.teaching import make_partner, make_place, make_provider


def test_from_a_partners_phone_to_a_resident(open_as, town: Town):
    library = make_place("Lane Library")
    partner = SimpleNamespace(user=make_partner(make_provider("Adult Learning")))
    first = today() + dt.timedelta(days=14)
    screen = open_as(partner, PHONE, scripts=False)
    window = screen.page

    screen.visit("/publish/")
    screen.press("New class")
    screen.press("Save and continue")
    assert screen.reads("There is a problem")
    window.get_by_label("What is the class called?").fill("Tea and tablets")
    window.get_by_label("What will people be able to do afterwards?").fill("Make a video call")
    screen.press("Save and continue")
    window.get_by_label("First steps").check()
    screen.press("Save and continue")
    screen.press("Add dates")
    window.get_by_label("Name, street or postcode of the place").fill("lane")
    screen.press("Find places")
    screen.press("Lane Library")
    for name, value in (("day", first.day), ("month", first.month), ("year", first.year)):
        window.locator(f"#id_first_day_{('day', 'month', 'year').index(name)}").fill(str(value))
    window.get_by_label("Starts at").fill("10am")
    window.get_by_label("Ends at").fill("11:30am")
    screen.press("Save these dates")
    screen.press("Continue")
    window.get_by_label("It is free").check()
    window.get_by_label("How do people book?").fill("Just come.")
    screen.press("Save and continue")
    assert screen.heading == "Tea and tablets"
    screen.press("Send to the editor")
    assert screen.heading == "Sent to the editor"
    screen.check()

    taught = TaughtCourse.objects.get()
    editor = open_as(town.editor, DESK)
    editor.visit(reverse(TaughtCourse.snippet_viewset.get_url_name("edit"), args=[taught.pk]))
    editor.page.get_by_role("button", name="More actions").last.click()
    editor.page.get_by_role("button", name="Approve and Publish", exact=True).last.click()
    editor.page.wait_for_load_state("load")
    assert TaughtCourse.objects.get().live

    resident = open_as(None, PHONE)
    resident.visit("/courses/?q=video calls")
    resident.check()
    resident.press("Tea and tablets")
    assert resident.reads("10am to 11:30am")
    resident.check()
    resident.press("Lane Library")
    assert resident.reads("Tea and tablets")
    assert library.name in resident.heading

    signed_in = open_as(partner, PHONE)
    for path in ("", "new/", f"{taught.uuid}/", f"{taught.uuid}/who/", f"{taught.uuid}/dates/", f"{taught.uuid}/cost/"):
        signed_in.visit(f"/publish/{path}")
        signed_in.check()
    for path in ("dates/where/", f"dates/at/{library.slug}/", "withdraw/", "copy/"):
        signed_in.visit(f"/publish/{taught.uuid}/{path}")
        signed_in.check()
