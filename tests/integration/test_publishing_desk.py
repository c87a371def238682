"""A partner writes a class, an editor decides in Wagtail, residents find it: real requests all the way."""

import datetime as dt
import re
from uuid import UUID, uuid4

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType

from courses.catalogue.desk.deciding import submit_class
from courses.catalogue.permissions import is_partner
from courses.catalogue.review import set_up_review
from courses.models import Course, CourseRun, TaughtCourse
from courses.shipped.site import prepare_site
from lms.core.jobs import run_waiting
from lms.core.models import AuditEntry
from lms.people.models import User
from tests.course_pages import an_editor
from tests.teaching import a_run, draft_class, live_class, make_partner, make_place, make_provider, waiting_class

pytestmark = pytest.mark.django_db

TODAY = dt.date(2027, 1, 4)
FIRST = dt.date(2027, 1, 12)  # a Tuesday


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(9), tzinfo=dt.UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def index():
    return prepare_site()


@pytest.fixture
def provider(index):
    return make_provider("Adult Learning")


@pytest.fixture
def library():
    return make_place("North Library")


@pytest.fixture
def partner(provider):
    return make_partner(provider, "pat@partner.example")


@pytest.fixture
def desk(partner):
    return signed_in(partner)


@pytest.fixture
def editor(index):
    return an_editor()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="lms.people.backends.AccountBackend")
    return client


def form_values(response) -> dict[str, str]:
    """The hidden fields of the page's own form."""
    text = response.content.decode()
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text))


def fill(client: Client, address: str, **values):
    """Opens a page, fills in its form and sends it."""
    page = client.get(address)
    assert page.status_code == 200, address
    hidden = {name: value for name, value in form_values(page).items() if name != "csrfmiddlewaretoken"}
    return client.post(page.request["PATH_INFO"], {**hidden, **values})


ABOUT = {"title": "Use your phone", "outcomes": "Call somebody\nSend a message", "language": "en"}
WHO = {"level": "first-steps", "teaching_language": "pl"}
WHEN = {
    "first_day_day": "12", "first_day_month": "1", "first_day_year": "2027", "last_day_day": "16",
    "last_day_month": "3", "last_day_year": "2027", "weekdays": ["TU", "TH"], "starts": "10am",
    "ends": "12:30pm", "capacity": "8",
}  # fmt: skip
COST = {"is_free": "False", "price": "£12 for six weeks", "how_to_book": "Ring us.", "booking_phone": "020 7946 0100"}


def write_class(desk: Client, library) -> TaughtCourse:
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


def decide(editor: Client, taught: TaughtCourse, action: str, comment: str):
    """What the editor's button in Wagtail sends."""
    state = TaughtCourse.objects.get(pk=taught.pk).current_workflow_task_state
    name = TaughtCourse.snippet_viewset.get_url_name("workflow_action")
    return editor.post(reverse(name, args=[taught.pk, action, state.pk]), {"comment": comment})


def letters() -> list:
    run_waiting()
    sent, mail.outbox[:] = list(mail.outbox), []
    return sent


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


def test_a_change_to_a_live_class_waits_for_the_editor(desk, editor, provider, library):
    taught = live_class(provider, a_run(library, FIRST))
    address = f"/courses/classes/{taught.slug}/"
    fill(desk, f"/publish/{taught.uuid}/cost/", is_free="True", how_to_book="Ring the new number.")
    fill(desk, f"/publish/{taught.uuid}/dates/at/{library.slug}/", **{**WHEN, "weekdays": ["FR"]})
    before = Client().get(address).content.decode()
    assert "Ring the new number." not in before
    assert "Fridays" not in before
    assert CourseRun.objects.count() == 1

    desk.post(f"/publish/{taught.uuid}/")
    assert "Ring the new number." not in Client().get(address).content.decode()
    at_work = signed_in(editor)
    revisions = TaughtCourse.objects.get().latest_revision
    compare = reverse(
        TaughtCourse.snippet_viewset.get_url_name("revisions_compare"), args=[taught.pk, "live", revisions.pk]
    )
    difference = at_work.get(compare).content.decode()
    assert "Ring the new number." in difference
    assert "FR" in difference
    decide(at_work, taught, "approve", "")
    after = Client().get(address).content.decode()
    assert "Ring the new number." in after
    assert "Fridays" in after
    assert CourseRun.objects.count() == 2
    assert TaughtCourse.objects.get().slug == taught.slug


def test_an_editor_publishes_what_they_saw(desk, provider, partner, library):
    """While a class waits nothing of it changes: Wagtail publishes the newest revision, whichever was looked at."""
    taught = waiting_class(provider, a_run(library, FIRST), by=partner)
    newest = taught.get_latest_revision().pk
    for page, data in [("about", ABOUT), ("who", WHO), ("cost", COST), (f"dates/at/{library.slug}", WHEN)]:
        answer = desk.post(f"/publish/{taught.uuid}/{page}/", {**data, "run": str(uuid4()), "seen": ""})
        assert answer.url == f"/publish/{taught.uuid}/"
    desk.post(f"/publish/{taught.uuid}/dates/{taught.runs.first().uuid}/remove/")
    assert TaughtCourse.objects.get().get_latest_revision().pk == newest
    desk.post(f"/publish/{taught.uuid}/withdraw/", {"kind": "take_back"})
    assert not TaughtCourse.objects.get().workflow_in_progress
    assert fill(desk, f"/publish/{taught.uuid}/about/", **{**ABOUT, "title": "Another"}).status_code == 302
    assert TaughtCourse.objects.get().title == "Another"


def test_an_editor_cannot_approve_what_was_sent_again_meanwhile(desk, editor, provider, partner, library):
    in_cms = signed_in(editor)
    taught = waiting_class(provider, a_run(library, FIRST), by=partner)
    address = reverse(TaughtCourse.snippet_viewset.get_url_name("edit"), args=[taught.pk])
    opened = BeautifulSoup(in_cms.get(address).content, "html.parser")
    form = opened.find("input", {"name": "loaded_revision_id"}).find_parent("form")
    seen = {field["name"]: field.get("value", "") for field in form.find_all("input") if field.get("name")}
    seen |= {field["name"]: field.text for field in form.find_all("textarea") if field.get("name")}
    desk.post(f"/publish/{taught.uuid}/withdraw/", {"kind": "take_back"})
    fill(desk, f"/publish/{taught.uuid}/about/", **{**ABOUT, "title": "Another"})
    desk.post(f"/publish/{taught.uuid}/", {})

    answer = in_cms.post(address, {**seen, "action-workflow-action": "true", "workflow-action-name": "approve"})

    assert "nothing was decided" in answer.content.decode()
    assert not TaughtCourse.objects.get().live


def test_a_class_may_be_called_quiz(provider, library):
    taught = live_class(provider, a_run(library, FIRST), title="Quiz")
    assert taught.slug == "quiz"
    assert Client().get("/courses/classes/quiz/").status_code == 200


def test_pressing_twice_does_it_once(desk, provider, library):
    page = desk.get("/publish/new/")
    data = {**ABOUT, "uuid": form_values(page)["uuid"]}
    first, second = desk.post("/publish/new/", data), desk.post("/publish/new/", data)
    assert first.url == second.url
    taught = TaughtCourse.objects.get()
    when = f"/publish/{taught.uuid}/dates/at/{library.slug}/"
    run = form_values(desk.get(when))["run"]
    for _ in range(2):
        desk.post(when, {**WHEN, "run": run})
    assert [one.uuid for one in taught.runs.all()] == [UUID(run)]
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


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"first_day_day": "31", "first_day_month": "2"}, "This must be a real date"),
        ({"last_day_day": "1", "last_day_month": "1"}, "The last day is before the first."),
        ({"weekdays": []}, "Choose at least one day of the week."),
        ({"last_day_day": "13", "last_day_month": "1", "weekdays": ["FR"]}, "None of these days of the week"),
        ({"ends": "9am"}, "It must end after it starts"),
        ({"starts": "half past"}, "Write a time such as 10am"),
        ({"starts": "25:00"}, "Write a time such as 10am"),
        ({"first_day_year": "2025", "last_day_year": "2025"}, "These days are over."),
    ],
)
def test_dates_that_cannot_be_are_refused_in_words(desk, provider, library, changes, words):
    taught = draft_class(provider)
    answer = fill(desk, f"/publish/{taught.uuid}/dates/at/{library.slug}/", **{**WHEN, **changes})
    text = answer.content.decode()
    assert "There is a problem" in text
    assert words in text
    assert not taught.runs.exists()


def test_a_cancelled_run_is_cancelled_at_once_and_in_every_draft(desk, editor, provider, library):
    run = a_run(library, FIRST)
    taught = live_class(provider, run, a_run(library, FIRST, weekdays="FR"))
    fill(desk, f"/publish/{taught.uuid}/about/", **{**ABOUT, "title": "New name"})
    cancel = f"/publish/{taught.uuid}/dates/{run.uuid}/cancel/"
    assert "at once" in desk.get(cancel).content.decode()
    assert "There is a problem" in desk.post(cancel, {"reason": " "}).content.decode()
    for _ in range(2):
        assert desk.post(cancel, {"reason": "The tutor is ill."}).status_code == 302
    text = Client().get(f"/courses/classes/{taught.slug}/").content.decode()
    assert "The tutor is ill." in text
    assert "New name" not in text
    assert "Tuesdays" not in Client().get(f"/digital-help/{library.slug}/").content.decode()
    assert AuditEntry.objects.filter(verb="cancelled_run").count() == 1
    # The draft was saved before the cancelling, and is approved after it.
    submit_class(by=desk_user(desk), taught=taught)
    decide(signed_in(editor), taught, "approve", "")
    after = TaughtCourse.objects.get()
    assert after.title == "New name"
    assert after.runs.get(uuid=run.uuid).cancelled_reason == "The tutor is ill."


def desk_user(client: Client):
    return User.objects.get(pk=client.session["_auth_user_id"])


def test_last_term_is_copied_by_whole_weeks(desk, provider, library):
    old = a_run(library, dt.date(2026, 9, 15), dt.date(2026, 12, 15), weekdays="TU,TH", note="Room 2")
    older = a_run(library, dt.date(2026, 1, 6), dt.date(2026, 3, 17))
    taught = live_class(provider, older, old)
    copy = f"/publish/{taught.uuid}/copy/"
    term = {"start_day": "11", "start_month": "1", "start_year": "2027"}
    text = desk.get(copy, term).content.decode()
    assert "17 weeks later" in text
    assert str(old.uuid) in text
    assert str(older.uuid) not in text
    hidden = form_values(desk.get(copy, term))
    assert "Tick at least one" in desk.post(copy, term).content.decode()
    for _ in range(2):
        assert desk.post(copy, {**hidden, "runs": [str(old.uuid)]}).status_code == 302
    runs = list(TaughtCourse.objects.get().get_latest_revision_as_object().runs.all())
    assert len(runs) == 3
    new = runs[-1]
    assert (new.first_day, new.last_day) == (dt.date(2027, 1, 12), dt.date(2027, 4, 13))
    assert (new.weekdays, new.note, new.place_id) == ("TU,TH", "Room 2", library.pk)
    assert CourseRun.objects.count() == 2  # the site waits for the editor


def test_a_class_is_withdrawn_at_once_and_comes_back_by_the_editor(desk, editor, provider, library):
    taught = live_class(provider, a_run(library, FIRST))
    address = f"/courses/classes/{taught.slug}/"
    desk.post(f"/publish/{taught.uuid}/withdraw/", {"kind": "withdraw"})
    assert Client().get(address).status_code == 404
    assert "Use your phone" not in Client().get("/courses/").content.decode()
    assert "Off the site" in desk.get("/publish/").content.decode()
    assert Course.objects.filter(taught_as=taught).exists()
    assert desk.post(f"/publish/{taught.uuid}/").url.endswith("/sent/")
    decide(signed_in(editor), taught, "approve", "")
    assert Client().get(address).status_code == 200


def test_a_draft_is_deleted_but_nothing_that_was_on_the_site(desk, provider, library):
    draft, live = draft_class(provider, title="A draft"), live_class(provider, a_run(library, FIRST))
    desk.post(f"/publish/{live.uuid}/withdraw/", {"kind": "delete"})
    desk.post(f"/publish/{draft.uuid}/withdraw/", {"kind": "delete"})
    assert list(TaughtCourse.objects.all()) == [live]


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


def test_the_workflow_is_set_up_once_and_keeps_what_an_administrator_arranged(index):
    set_up_review()
    set_up_review()
    task = GroupApprovalTask.objects.get(name="Approval of a class by a council editor")
    assert list(task.groups.all()) == [Group.objects.get(name="Council editors")]
    own = Workflow.objects.create(name="Ours")
    WorkflowContentType.objects.update(workflow=own)
    assert set_up_review() == own
    assert WorkflowContentType.objects.get().workflow == own


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
