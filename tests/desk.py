"""What a partner types at the publishing desk, and what an editor's buttons send."""

import datetime as dt
import re
from typing import Any

from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from courses.models import TaughtCourse
from inclusion_map.models import Place
from lms.core.jobs import run_waiting
from lms.people.models import User

TODAY = dt.date(2027, 1, 4)
FIRST = dt.date(2027, 1, 12)  # a Tuesday
ABOUT = {"title": "Use your phone", "outcomes": "Call somebody\nSend a message", "language": "en"}
WHO = {"level": "first-steps", "teaching_language": "pl"}
WHEN = {
    "first_day_day": "12", "first_day_month": "1", "first_day_year": "2027", "last_day_day": "16",
    "last_day_month": "3", "last_day_year": "2027", "weekdays": ["TU", "TH"], "starts": "10am",
    "ends": "12:30pm", "capacity": "8",
}  # fmt: skip
COST = {"is_free": "False", "price": "£12 for six weeks", "how_to_book": "Ring us.", "booking_phone": "020 7946 0100"}


def signed_in(user: User) -> Client:
    """A browser of somebody."""
    client = Client()
    client.force_login(user, backend="lms.people.backends.AccountBackend")
    return client


def form_values(response: HttpResponse) -> dict[str, str]:
    """The hidden fields of the page's own form."""
    text = response.content.decode()
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text))


def fill(client: Client, address: str, **values: Any) -> HttpResponse:
    """Opens a page, fills in its form and sends it."""
    page = client.get(address)
    assert page.status_code == 200, address
    hidden = {name: value for name, value in form_values(page).items() if name != "csrfmiddlewaretoken"}
    return client.post(address, {**hidden, **values})


def write_class(desk: Client, library: Place) -> TaughtCourse:
    """Every step, each leading to the next."""
    to_who = fill(desk, "/publish/new/", **ABOUT)
    taught = TaughtCourse.objects.get()
    assert to_who.url == f"/publish/{taught.uuid}/who/"
    to_dates = fill(desk, to_who.url, **WHO)
    assert to_dates.url == f"/publish/{taught.uuid}/dates/"
    where = desk.get(f"/publish/{taught.uuid}/dates/where/?q=north")
    when = f"/publish/{taught.uuid}/dates/at/{library.slug}/"
    assert when in where.content.decode()
    assert fill(desk, when, **WHEN).url == to_dates.url
    to_cost = desk.post(to_dates.url)
    assert to_cost.url == f"/publish/{taught.uuid}/cost/"
    assert fill(desk, to_cost.url, **COST).url == f"/publish/{taught.uuid}/"
    return TaughtCourse.objects.get()


def decide(editor: Client, taught: TaughtCourse, action: str, comment: str) -> HttpResponse:
    """What the editor's button in Wagtail sends."""
    state = TaughtCourse.objects.get(pk=taught.pk).current_workflow_task_state
    name = TaughtCourse.snippet_viewset.get_url_name("workflow_action")
    return editor.post(reverse(name, args=[taught.pk, action, state.pk]), {"comment": comment})


def letters() -> list[mail.EmailMessage]:
    """The letters that were sent since the last look."""
    run_waiting()
    sent, mail.outbox[:] = list(mail.outbox), []
    return sent
